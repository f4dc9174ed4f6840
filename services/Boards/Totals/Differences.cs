using System.Text.Json;
using TravelMart.EventSourcing;

namespace TravelMart.Boards.Totals;

/// <summary>One value that differs between two JSON documents.</summary>
/// <param name="Path">Where, such as <c>/byCategory/hotel</c> (JSON Pointer).</param>
/// <param name="Before">There; null where it is missing.</param>
/// <param name="After">Here; null where it is missing.</param>
internal sealed record Difference(string Path, JsonElement? Before, JsonElement? After);

/// <summary>Comparing two documents leaf by leaf.</summary>
internal static class Differences
{
    /// <summary>Every leaf that differs, in the order of the documents; empty for equal ones.</summary>
    public static IReadOnlyList<Difference> Between<T>(T before, T after)
    {
        var found = new List<Difference>();
        Compare("", JsonSerializer.SerializeToElement(before, FactJson.Options), JsonSerializer.SerializeToElement(after, FactJson.Options), found);
        return found;
    }

    private static void Compare(string path, JsonElement before, JsonElement after, List<Difference> found)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object) CompareMembers(path, before, after, found);
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array) CompareItems(path, before, after, found);
        else if (!JsonElement.DeepEquals(before, after)) found.Add(new(path, before, after));
    }

    private static void CompareMembers(string path, JsonElement before, JsonElement after, List<Difference> found)
    {
        foreach (var member in before.EnumerateObject())
        {
            var here = $"{path}/{member.Name}";
            if (after.TryGetProperty(member.Name, out var other)) Compare(here, member.Value, other, found);
            else found.Add(new(here, member.Value, null));
        }
        foreach (var member in after.EnumerateObject())
            if (!before.TryGetProperty(member.Name, out _)) found.Add(new($"{path}/{member.Name}", null, member.Value));
    }

    private static void CompareItems(string path, JsonElement before, JsonElement after, List<Difference> found)
    {
        for (var i = 0; i < Math.Max(before.GetArrayLength(), after.GetArrayLength()); i++)
        {
            var here = $"{path}/{i}";
            if (i >= before.GetArrayLength()) found.Add(new(here, null, after[i]));
            else if (i >= after.GetArrayLength()) found.Add(new(here, before[i], null));
            else Compare(here, before[i], after[i], found);
        }
    }
}
