using System.Text.Json;

namespace TravelMart.Simulation.Tests.Model;

/// <summary>Totals as they come over HTTP, one text for each figure, so that two of them can be compared and differences named.</summary>
internal static class FlatTotals
{
    public static SortedDictionary<string, string> Of(JsonElement totals)
    {
        var flat = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var figure in totals.EnumerateObject().Where(f => f.Name != "rate")) Put(flat, figure.Name, figure.Value);
        return flat;
    }

    /// <summary>Each figure that two sets do not share, in words; empty for equal ones.</summary>
    public static string Differences(SortedDictionary<string, string> expected, SortedDictionary<string, string> found) =>
        string.Join("; ", expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Where(k => expected.GetValueOrDefault(k) != found.GetValueOrDefault(k))
            .Select(k => $"{k}: expected {expected.GetValueOrDefault(k) ?? "none"}, found {found.GetValueOrDefault(k) ?? "none"}"));

    private static void Put(SortedDictionary<string, string> flat, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
            foreach (var member in value.EnumerateObject()) Put(flat, $"{name}/{member.Name}", member.Value);
        else if (value.ValueKind == JsonValueKind.Array)
            foreach (var sum in value.EnumerateArray())
                foreach (var member in sum.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Number))
                    flat[$"{name}/{sum.GetProperty("kind").GetString()}/{sum.GetProperty("currency").GetString()}/{member.Name}"] = member.Value.GetRawText();
        else flat[name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
    }
}
