using System.Text.Json;

namespace TravelMart.Scheduling.Verification;

/// <summary>The verifier's own reading of a problem file, defaults filled in; it throws on a file that is not in the format.</summary>
internal sealed class RawProblem
{
    public RawProblem(JsonElement file)
    {
        Name = Get(file, "name")?.GetString();
        Slots = file.GetProperty("slots").GetInt32();
        DayStarts = Ints(file, "dayStarts").ToHashSet();
        Fairness = Int(file, "fairness");
        Tables = Get(file, "tables") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(n => n.GetInt64()).ToArray()
            : Enumerable.Repeat(Get(file, "tables")?.GetInt64() ?? long.MaxValue, Slots).ToArray();
        People = List(file, "participants").ToDictionary(Id, p => new Person(
            Get(p, "side")?.GetString(), Free(p), Int(p, "capacity") ?? 1, Int(p, "min") ?? 0, Int(p, "max"), Int(p, "maxConsecutive"),
            Texts(p, "languages")));
        Interpreters = List(file, "interpreters").ToDictionary(Id, i => new Speaker(Texts(i, "languages"), Free(i), Int(i, "max")));
        Meetings = List(file, "meetings").ToDictionary(Id, m => ReadMeeting(file, m));
        var objectives = List(file, "objective").Select(o => o.GetString()!).ToArray();
        Objectives = objectives.Length > 0 ? objectives : ["weight", "count", "breaks"];
    }

    public string? Name { get; }

    public int Slots { get; }

    public HashSet<int> DayStarts { get; }

    public int? Fairness { get; }

    public long[] Tables { get; }

    public string[] Objectives { get; }

    public Dictionary<string, Person> People { get; }

    public Dictionary<string, Speaker> Interpreters { get; }

    public Dictionary<string, Meeting> Meetings { get; }

    public static JsonElement? Get(JsonElement owner, string field) =>
        owner.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static IEnumerable<JsonElement> List(JsonElement owner, string field) =>
        Get(owner, field)?.EnumerateArray().AsEnumerable() ?? [];

    private static string Id(JsonElement owner) => owner.GetProperty("id").GetString()!;

    private static int? Int(JsonElement owner, string field) => Get(owner, field)?.GetInt32();

    private static IEnumerable<int> Ints(JsonElement owner, string field) => List(owner, field).Select(n => n.GetInt32());

    private static HashSet<string> Texts(JsonElement owner, string field) =>
        List(owner, field).Select(t => t.GetString()!).ToHashSet();

    private bool[] Free(JsonElement owner)
    {
        var free = Enumerable.Repeat(true, Slots).ToArray();
        foreach (var slot in Ints(owner, "unavailable"))
        {
            free[slot] = false;
        }

        return free;
    }

    private Meeting ReadMeeting(JsonElement file, JsonElement m)
    {
        var pair = m.GetProperty("participants").EnumerateArray().Select(p => p.GetString()!).ToArray();
        var (first, last) = (0, Slots - 1);
        if (Int(m, "session") is { } session && List(file, "sessions").Any())
        {
            var bounds = List(file, "sessions").ElementAt(session);
            (first, last) = (bounds[0].GetInt32(), bounds[1].GetInt32());
        }

        var fixedSlot = Int(m, "slot");
        var possible = Enumerable.Range(first, last - first + 1)
            .Where(t => People[pair[0]].Free[t] && People[pair[1]].Free[t] && (fixedSlot ?? t) == t)
            .ToArray();
        var (weight, obligatory) = (Get(m, "weight")?.GetInt64() ?? 0, Get(m, "obligatory")?.GetBoolean() ?? false);
        return new Meeting(pair[0], pair[1], weight, obligatory, possible, [.. Texts(m, "after")]);
    }

    internal sealed record Person(
        string? Side, bool[] Free, int Capacity, int Min, int? Max, int? MaxConsecutive, HashSet<string> Languages);

    internal sealed record Speaker(HashSet<string> Languages, bool[] Free, int? Max);

    internal sealed record Meeting(string First, string Second, long Weight, bool Obligatory, int[] Possible, string[] After);
}
