using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TravelMart.Scheduling;

/// <summary>Writes JSON with one line for each element of a list, so that people and diff tools can read large files.</summary>
internal static class RowWriter
{
    // These are files and not web pages, so names in any script stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Object(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Rows<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> fields)
    {
        writer.WriteStartArray(name);
        var row = new ArrayBufferWriter<byte>();
        using var rowWriter = new Utf8JsonWriter(row, Options);
        foreach (var item in items)
        {
            row.ResetWrittenCount();
            row.Write("\n  "u8);
            rowWriter.Reset();
            rowWriter.WriteStartObject();
            fields(rowWriter, item);
            rowWriter.WriteEndObject();
            rowWriter.Flush();
            writer.WriteRawValue(row.WrittenSpan, skipInputValidation: true);
        }

        writer.WriteEndArray();
    }

    public static void Numbers(Utf8JsonWriter writer, string name, IEnumerable<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }

    public static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
