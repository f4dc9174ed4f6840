using System.Text;
using CsvHelper;

namespace TravelMart.Portal.Sheets;

/// <summary>One row of a sheet, with the line on which it stands.</summary>
internal sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    /// <summary>The languages for which the row has a column that begins so, with their texts.</summary>
    public Dictionary<string, string> Texts(string prefix) =>
        Cells.Where(c => c.Key.StartsWith(prefix, StringComparison.Ordinal) && c.Value.Length > 0).ToDictionary(c => c.Key[prefix.Length..], c => c.Value, StringComparer.Ordinal);
}

/// <summary>A table as spreadsheets save it: comma, semicolon or tab, UTF-8, the first line naming the columns.</summary>
internal static class Sheet
{
    /// <summary>The most rows that are taken at once.</summary>
    public const int MostRows = 2000;

    /// <summary>Reads a table; null for what is none, or has more rows than are taken.</summary>
    public static IReadOnlyList<SheetRow>? Read(string text)
    {
        text = text.TrimStart('\uFEFF');
        var broken = false;
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = SeparatorOf(text),
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => broken = true,
        };
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(text), options);
        string[]? columns = null;
        var rows = new List<SheetRow>();
        while (reader.Read())
        {
            var cells = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (columns is null) columns = [.. cells.Select(c => c.ToLowerInvariant())];
            else rows.Add(new((int)reader.LineNumber, columns.Zip(cells).Where(c => c.First.Length > 0).DistinctBy(c => c.First).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal)));
            if (rows.Count > MostRows) return null;
        }
        return broken || columns is not { Length: > 1 } ? null : rows;
    }

    // Where the spreadsheet's own locale writes decimals with a comma, it sets cells apart by semicolons.
    private static char SeparatorOf(string text)
    {
        var header = text.AsSpan(0, text.AsSpan().IndexOf('\n') is >= 0 and var end ? end : text.Length);
        return header.Contains('\t') ? '\t' : header.Contains(';') ? ';' : ',';
    }

    /// <summary>A sheet of our own. Its first character makes spreadsheets read it as UTF-8.</summary>
    public static string Write(string[] columns, IEnumerable<string?[]> rows)
    {
        var sheet = new StringBuilder("\uFEFF").AppendJoin(',', columns).Append("\r\n");
        foreach (var row in rows) sheet.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return sheet.ToString();
    }

    /// <summary>A cell as RFC 4180 has it; what a spreadsheet would take for a formula is set apart by an apostrophe.</summary>
    public static string Cell(string? text)
    {
        text ??= "";
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
