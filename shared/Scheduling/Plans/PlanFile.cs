using System.Text;
using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>
/// Plan files: JSON in UTF-8, format <c>travelmart-plan/1</c>. Reading checks the form only; whether a plan keeps its problem's rules
/// is for <see cref="Verification.PlanVerifier"/> to say.
/// </summary>
public static class PlanFile
{
    /// <summary>The value of the field <c>format</c>.</summary>
    public const string Format = "travelmart-plan/1";

    private static readonly string[] Fields =
        ["format", "problem", "seed", "status", "placed", "unplaced", "objectives", "certificate", "conflict"];

    private static readonly string[] PlacedFields = ["meeting", "slot", "table", "interpreter"];
    private static readonly string[] UnplacedFields = ["meeting", "reason"];
    private static readonly string[] ObjectiveFields = ["name", "value", "bound", "proven"];
    private static readonly string[] CertificateFields = ["prices"];
    private static readonly string[] PriceFields = ["participants", "quota", "tables"];
    private static readonly string[] ConflictFields = ["meetings", "rules"];

    /// <summary>Reads a plan from JSON text. Never throws on what the text holds: see <see cref="PlanReading.Errors"/>.</summary>
    public static PlanReading Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a plan from a stream of UTF-8 to its end. Throws only what the stream throws.</summary>
    public static PlanReading Read(Stream utf8) => Read(JsonInput.ReadAll(utf8));

    /// <summary>Reads a plan from UTF-8 bytes. Never throws on what the bytes hold: see <see cref="PlanReading.Errors"/>.</summary>
    public static PlanReading Read(ReadOnlyMemory<byte> utf8)
    {
        var errors = new FileErrors();
        using var document = JsonInput.Open(utf8, errors);
        var plan = document is null ? null : ReadPlan(document.RootElement, errors);
        return new PlanReading(errors.Errors.Count == 0 ? plan : null, errors.Errors, errors.Notes);
    }

    /// <summary>The plan as UTF-8 JSON, with a line for each meeting.</summary>
    public static byte[] Write(Plan plan) => PlanWriter.Write(plan);

    private static Plan ReadPlan(JsonElement root, FileErrors errors)
    {
        var file = new ObjectReader(root, "$", errors, Fields);
        if (file.RequiredText("format") is { Length: > 0 } format && format != Format)
        {
            file.Fail("format", $"is \"{format}\"; only \"{Format}\" can be read");
        }

        return new Plan
        {
            Problem = file.Text("problem") ?? "",
            Seed = file.Long("seed") ?? 0,
            Status = ReadStatus(file),
            Placed = file.List("placed", errors, ReadPlaced),
            Unplaced = file.List("unplaced", errors, ReadUnplaced),
            Objectives = file.List("objectives", errors, ReadObjective),
            Certificate = file.Find("certificate") is { } certificate ? ReadCertificate(certificate, errors) : null,
            Conflict = file.Find("conflict") is { } conflict ? ReadConflict(conflict, errors) : null,
        };
    }

    private static PlanStatus ReadStatus(ObjectReader file)
    {
        switch (file.Text("status"))
        {
            case "optimal":
                return PlanStatus.Optimal;
            case "feasible":
                return PlanStatus.Feasible;
            case "infeasible":
                return PlanStatus.Infeasible;
            case "unknown":
                return PlanStatus.Unknown;
            default:
                file.Fail("status", "must be optimal, feasible, infeasible or unknown");
                return PlanStatus.Unknown;
        }
    }

    private static PlacedMeeting ReadPlaced(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, PlacedFields);
        file.Require("slot");
        return new PlacedMeeting(file.RequiredText("meeting"), file.Whole("slot") ?? 0, file.Whole("table"), file.Text("interpreter"));
    }

    private static UnplacedMeeting ReadUnplaced(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, UnplacedFields);
        return new UnplacedMeeting(file.RequiredText("meeting"), file.RequiredText("reason"));
    }

    private static ObjectiveValue ReadObjective(JsonElement value, string path, FileErrors errors)
    {
        var file = new ObjectReader(value, path, errors, ObjectiveFields);
        if (ObjectiveNames.Parse(file.RequiredText("name")) is not { } objective)
        {
            file.Fail("name", "must be minimum, weight, count or breaks");
            return new ObjectiveValue(default, 0, null);
        }

        file.Require("value");
        var read = new ObjectiveValue(objective, file.Long("value") ?? 0, file.Long("bound"));
        if (file.Flag("proven") != read.Proven)
        {
            file.Fail("proven", $"must be {(read.Proven ? "true" : "false")} where the value is {read.Value} and the bound {read.Bound}");
        }

        return read;
    }

    private static Certificate ReadCertificate(JsonElement value, FileErrors errors)
    {
        var file = new ObjectReader(value, "$.certificate", errors, CertificateFields);
        file.Require("prices");
        if (file.Find("prices") is not { } element)
        {
            return new Certificate();
        }

        var prices = new ObjectReader(element, "$.certificate.prices", errors, PriceFields);
        return new Certificate
        {
            Participants = ReadPrices(prices, "participants", errors, ReadPrice),
            Quota = ReadPrices(prices, "quota", errors, ValueReader.Decimal),
            Tables = prices.Find("tables") is { } tables ? ReadPrice(tables, "$.certificate.prices.tables", errors) : null,
        };
    }

    private static Dictionary<string, T> ReadPrices<T>(
        ObjectReader prices, string name, FileErrors errors, Func<JsonElement, string, FileErrors, T> read)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        if (prices.Find(name) is not { } element)
        {
            return found;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            prices.Fail(name, "must be an object");
            return found;
        }

        foreach (var property in element.EnumerateObject())
        {
            var id = ObjectReader.NameOf(property);
            found[id] = read(property.Value, $"{prices.PathOf(name)}.{id}", errors);
        }

        return found;
    }

    private static Price ReadPrice(JsonElement value, string path, FileErrors errors) =>
        value.ValueKind == JsonValueKind.Array
            ? new Price(value.EnumerateArray().Select((each, i) => ValueReader.Decimal(each, $"{path}[{i}]", errors)).ToArray())
            : new Price(ValueReader.Decimal(value, path, errors));

    private static Conflict ReadConflict(JsonElement value, FileErrors errors)
    {
        var file = new ObjectReader(value, "$.conflict", errors, ConflictFields);
        return new Conflict(file.Texts("meetings"), file.Texts("rules"));
    }
}
