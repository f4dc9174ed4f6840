using System.Text;
using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Problem files: JSON in UTF-8, format <c>travelmart-problem/1</c>.</summary>
public static class ProblemFile
{
    /// <summary>The value of the field <c>format</c>.</summary>
    public const string Format = "travelmart-problem/1";

    private static readonly string[] Fields =
        ["format", "name", "slots", "sessions", "dayStarts", "tables", "participants", "meetings", "interpreters", "fairness", "objective"];

    private static readonly string[] ParticipantFields =
        ["id", "side", "unavailable", "capacity", "min", "max", "languages", "maxConsecutive"];

    private static readonly string[] MeetingFields = ["id", "participants", "weight", "obligatory", "session", "slot", "after"];

    private static readonly string[] InterpreterFields = ["id", "languages", "unavailable", "max"];

    /// <summary>Reads a problem from JSON text. Never throws on what the text holds: see <see cref="ProblemReading.Errors"/>.</summary>
    public static ProblemReading Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a problem from a stream of UTF-8 to its end. Throws only what the stream throws.</summary>
    public static ProblemReading Read(Stream utf8) => Read(JsonInput.ReadAll(utf8));

    /// <summary>Reads a problem from UTF-8 bytes. Never throws on what the bytes hold: see <see cref="ProblemReading.Errors"/>.</summary>
    public static ProblemReading Read(ReadOnlyMemory<byte> utf8)
    {
        var errors = new FileErrors();
        using var document = JsonInput.Open(utf8, errors);
        if (document is null)
        {
            return new ProblemReading(null, errors.Errors, errors.Notes);
        }

        var problem = ReadProblem(document.RootElement, errors);
        errors.AddUnlessKnown(ProblemRules.Check(problem));
        return new ProblemReading(errors.Errors.Count == 0 ? problem : null, errors.Errors, errors.Notes);
    }

    /// <summary>The problem as UTF-8 JSON with a line for each participant and meeting; fields at their defaults are left out.</summary>
    public static byte[] Write(Problem problem) => ProblemWriter.Write(problem);

    private static Problem ReadProblem(JsonElement root, FileErrors errors)
    {
        var file = new ObjectReader(root, "$", errors, Fields);
        if (file.RequiredText("format") is { Length: > 0 } format && format != Format)
        {
            file.Fail("format", $"is \"{format}\"; only \"{Format}\" can be read");
        }

        file.Require("slots");
        file.Require("participants");
        file.Require("meetings");
        var slots = file.Whole("slots") ?? 0;
        var objectives = file.List("objective", errors, ReadObjective);
        return new Problem
        {
            Name = file.Text("name") ?? "",
            Slots = slots,
            Sessions = file.List("sessions", errors, ReadSession),
            DayStarts = file.Wholes("dayStarts"),
            Tables = ReadTables(file, slots, errors),
            Participants = file.List("participants", errors, ReadParticipant),
            Meetings = file.List("meetings", errors, ReadMeeting),
            Interpreters = file.List("interpreters", errors, ReadInterpreter),
            Fairness = file.Whole("fairness"),
            Objectives = objectives.Count == 0 ? Problem.DefaultObjectives : objectives,
        };
    }

    private static IReadOnlyList<int>? ReadTables(ObjectReader file, int slots, FileErrors errors)
    {
        if (file.Find("tables") is not { } tables)
        {
            return null;
        }

        if (tables.ValueKind == JsonValueKind.Array)
        {
            return file.Wholes("tables");
        }

        var each = ValueReader.Whole(tables, file.PathOf("tables"), errors) ?? 0;
        if (each is < 0 or > ProblemLimits.Count)
        {
            file.Fail("tables", Faults.OutOfRange(each, 0, ProblemLimits.Count));
        }

        return Enumerable.Repeat(each, Math.Clamp(slots, 0, ProblemLimits.Slots)).ToArray();
    }

    private static Session ReadSession(JsonElement value, string path, FileErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 2)
        {
            errors.Add(path, "must be a list of two slots, the first and the last");
            return default;
        }

        return new Session(
            ValueReader.Whole(value[0], path + "[0]", errors) ?? 0, ValueReader.Whole(value[1], path + "[1]", errors) ?? 0);
    }

    private static Objective ReadObjective(JsonElement value, string path, FileErrors errors)
    {
        if (ValueReader.Text(value, path, errors) is { } name && ObjectiveNames.Parse(name) is { } objective)
        {
            return objective;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            errors.Add(path, "must be minimum, weight, count or breaks");
        }

        return (Objective)(-1);
    }

    private static Participant ReadParticipant(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, ParticipantFields);
        return new Participant
        {
            Id = file.RequiredText("id"),
            Side = ReadSide(file),
            Unavailable = file.Wholes("unavailable"),
            Capacity = file.Whole("capacity") ?? 1,
            Min = file.Whole("min") ?? 0,
            Max = file.Whole("max"),
            Languages = file.Texts("languages"),
            MaxConsecutive = file.Whole("maxConsecutive"),
        };
    }

    private static Side? ReadSide(ObjectReader file)
    {
        switch (file.Text("side"))
        {
            case null:
                return null;
            case "buyer":
                return Side.Buyer;
            case "seller":
                return Side.Seller;
            default:
                file.Fail("side", "must be buyer, seller or null");
                return null;
        }
    }

    private static CandidateMeeting ReadMeeting(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, MeetingFields);
        var pair = file.Texts("participants");
        if (pair.Count != 2)
        {
            file.Fail("participants", "must name two participants");
        }

        return new CandidateMeeting
        {
            Id = file.RequiredText("id"),
            First = pair.Count == 2 ? pair[0] : "",
            Second = pair.Count == 2 ? pair[1] : "",
            Weight = file.Long("weight") ?? 0,
            Obligatory = file.Flag("obligatory"),
            Session = file.Whole("session"),
            Slot = file.Whole("slot"),
            After = file.Texts("after"),
        };
    }

    private static Interpreter ReadInterpreter(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, InterpreterFields);
        return new Interpreter
        {
            Id = file.RequiredText("id"),
            Languages = file.Texts("languages"),
            Unavailable = file.Wholes("unavailable"),
            Max = file.Whole("max"),
        };
    }
}
