using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Opens JSON text as an object reader; broken JSON becomes an error of its own instead of an exception.</summary>
internal static class JsonInput
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static JsonDocument? Open(ReadOnlyMemory<byte> utf8, FileErrors errors)
    {
        var text = utf8.Span.StartsWith(ByteOrderMark) ? utf8[ByteOrderMark.Length..] : utf8;
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException broken)
        {
            errors.Add("$", $"is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
            return null;
        }
    }

    public static ReadOnlyMemory<byte> ReadAll(Stream utf8)
    {
        using var copy = new MemoryStream();
        utf8.CopyTo(copy);
        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}
