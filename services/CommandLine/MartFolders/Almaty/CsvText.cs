using System.Text;

namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes a table as CSV: commas, line feeds, quotation marks where needed.</summary>
internal sealed class CsvText
{
    private readonly string[] _columns;
    private readonly StringBuilder _text = new();

    public CsvText(params string[] columns)
    {
        _columns = columns;
        Line(columns);
    }

    /// <summary>Adds a row; columns that it does not name stay empty.</summary>
    public void Add(params (string Column, string Value)[] cells)
    {
        if (cells.FirstOrDefault(c => !_columns.Contains(c.Column, StringComparer.Ordinal)).Column is { } stranger)
        {
            throw new ArgumentException($"No column {stranger}.", nameof(cells));
        }

        Line([.. _columns.Select(column => cells.FirstOrDefault(c => c.Column == column).Value ?? string.Empty)]);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Line(string[] cells) => _text.AppendJoin(',', cells.Select(Cell)).Append('\n');

    private static string Cell(string value) =>
        value.AsSpan().IndexOfAny(",;\"\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
