using System.Text;
using System.Text.Json;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// A JSON value that remembers its line, because "mart.json is wrong" helps nobody. The serializer throws at the first
/// mistake and forgets where values stood, so a folder is read into this tree first and checked there.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">The line it starts on, counted from 1.</param>
/// <param name="Text">A string's text, or a number as written; otherwise empty.</param>
/// <param name="Properties">An object's properties; a name written twice is kept twice.</param>
/// <param name="Items">An array's items.</param>
internal sealed record LocatedJson(
    JsonValueKind Kind, int Line, string Text, IReadOnlyList<KeyValuePair<string, LocatedJson>> Properties, IReadOnlyList<LocatedJson> Items)
{
    /// <summary>The last property of that name; null where there is none.</summary>
    public LocatedJson? this[string name] => Properties.LastOrDefault(p => p.Key == name).Value;

    /// <summary>Reads a whole document; comments and trailing commas are mistakes, as they are for the services.</summary>
    /// <exception cref="JsonException">The text is not JSON; the exception carries the line, counted from 0.</exception>
    public static LocatedJson Parse(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 32 });
        var lines = new LineCounter();
        reader.Read();
        var root = Value(ref reader, utf8, ref lines);
        while (reader.Read())
        {
            // Only white space may follow; the reader itself throws at anything else.
        }

        return root;
    }

    private static LocatedJson Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref LineCounter lines)
    {
        var line = lines.At(utf8, (int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, utf8, ref lines, line),
            JsonTokenType.StartArray => Array(ref reader, utf8, ref lines, line),
            JsonTokenType.String => Leaf(JsonValueKind.String, line, reader.GetString() ?? string.Empty),
            JsonTokenType.Number => Leaf(JsonValueKind.Number, line, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => Leaf(JsonValueKind.True, line, string.Empty),
            JsonTokenType.False => Leaf(JsonValueKind.False, line, string.Empty),
            _ => Leaf(JsonValueKind.Null, line, string.Empty),
        };
    }

    private static LocatedJson Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref LineCounter lines, int line)
    {
        var properties = new List<KeyValuePair<string, LocatedJson>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString() ?? string.Empty;
            reader.Read();
            properties.Add(new(name, Value(ref reader, utf8, ref lines)));
        }

        return new LocatedJson(JsonValueKind.Object, line, string.Empty, properties, []);
    }

    private static LocatedJson Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, ref LineCounter lines, int line)
    {
        var items = new List<LocatedJson>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, utf8, ref lines));
        }

        return new LocatedJson(JsonValueKind.Array, line, string.Empty, [], items);
    }

    private static LocatedJson Leaf(JsonValueKind kind, int line, string text) => new(kind, line, text, [], []);

    /// <summary>Counts lines once through the document, since tokens come in order.</summary>
    private struct LineCounter
    {
        private int _position;
        private int _breaks;

        public int At(ReadOnlySpan<byte> utf8, int index)
        {
            _breaks += utf8[_position..index].Count((byte)'\n');
            _position = index;
            return _breaks + 1;
        }
    }
}
