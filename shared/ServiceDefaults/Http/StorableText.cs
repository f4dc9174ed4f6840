using System.Text.Json;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Whether every store can keep the texts of a JSON document: PostgreSQL takes no zero character, and UTF-8 has no half of a surrogate
/// pair (https://www.postgresql.org/docs/current/datatype-json.html). JSON can write both, as escapes only.
/// </summary>
internal static class StorableText
{
    /// <summary>False where a text or a name holds such a character. What is no JSON is left to whoever reads it.</summary>
    public static bool Holds(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) < 0) return true;
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.Contains('\0'))
                    return false;
            }
            return true;
        }
        catch (JsonException) { return true; }
        catch (InvalidOperationException) { return false; } // the reader's word for half a character
    }
}
