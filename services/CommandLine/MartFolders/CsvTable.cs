using CsvHelper;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// A CSV file with a header line, as a spreadsheet saves it: separated by commas, or by semicolons where the spreadsheet's
/// own locale writes decimals with a comma. Rows keep the line they start on.
/// </summary>
internal sealed class CsvTable
{
    /// <summary>More rows than this are not a mart's.</summary>
    public const int MostRows = 20_000;

    private readonly FolderErrors _errors;
    private readonly List<CsvRow> _rows = [];
    private readonly List<CsvRow> _broken = [];

    private CsvTable(string file, FolderErrors errors)
    {
        File = file;
        _errors = errors;
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The rows that hold anything.</summary>
    public IReadOnlyList<CsvRow> Rows => _rows;

    /// <summary>Rows with more cells than columns: what stands in the first cells may still tell what they are about.</summary>
    public IReadOnlyList<CsvRow> Broken => _broken;

    /// <summary>False where rows are lost, and nobody knows what was in them.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads a table; an empty one, with a report, where the file as a whole cannot be used.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="required">Columns that must be there.</param>
    /// <param name="optional">Columns that may be there.</param>
    /// <param name="errors">Takes the mistakes.</param>
    /// <param name="mayBeMissing">True where a folder does without this file.</param>
    public static CsvTable Read(
        string folder, string file, string[] required, string[] optional, FolderErrors errors, bool mayBeMissing = false)
    {
        var table = new CsvTable(file, errors);
        if (FolderFiles.Read(folder, file, errors, mayBeMissing) is { } bytes)
        {
            table.IsWhole = table.Fill(bytes, required, optional);
        }

        return table;
    }

    private bool Fill(byte[] utf8, string[] required, string[] optional)
    {
        var (swallowed, whole) = (false, true);
        var options = CsvReaderOptions.Default with
        {
            HasHeader = false,
            Separator = Separator(utf8),
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            OnMalformedRecord = bad =>
            {
                _errors.Add(File, (int)bad.LineNumber, string.Empty, "has a stray or unclosed quotation mark");
                swallowed = bad.Reason != CsvMalformedReason.StrayQuote;
            },
        };
        using var reader = CsvReader.Create(utf8, options);
        string[]? header = null;
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            var cells = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
            if (cells.All(string.IsNullOrWhiteSpace))
            {
                // A spreadsheet leaves empty lines behind; they mean nothing.
                continue;
            }

            if (header is not null)
            {
                if (!swallowed && !AddRow(header, cells, line))
                {
                    return false;
                }

                (swallowed, whole) = (false, whole && !swallowed);
                continue;
            }

            header = [.. cells.Select(c => c.ToLowerInvariant())];
            if (!HeaderFits(header, required, optional, line))
            {
                return false;
            }
        }

        if (header is null)
        {
            _errors.Add(File, 1, string.Empty, "has no header line");
        }

        return whole && header is not null;
    }

    private bool AddRow(string[] header, string[] cells, int line)
    {
        if (_rows.Count == MostRows)
        {
            _errors.Add(File, line, string.Empty, $"has more than {MostRows} rows");
            return false;
        }

        var broken = cells.Skip(header.Length).Any(c => c.Length > 0);
        if (broken)
        {
            _errors.Add(File, line, string.Empty, $"has {cells.Length} cells for {header.Length} columns; put a text with a separator in quotation marks");
        }

        var named = header.Select((name, i) => (name, cell: i < cells.Length ? cells[i] : string.Empty))
            .Where(c => c.name.Length > 0)
            .ToDictionary(c => c.name, c => c.cell, StringComparer.Ordinal);
        (broken ? _broken : _rows).Add(new CsvRow(File, line, named, _errors));
        return true;
    }

    private bool HeaderFits(string[] header, string[] required, string[] optional, int line)
    {
        var fits = true;
        void Wrong(string column, string message)
        {
            fits = false;
            _errors.Add(File, line, column, message);
        }

        foreach (var twice in header.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Wrong(twice.Key, "is a column twice");
        }

        foreach (var unknown in header.Where(h => h.Length > 0).Except([.. required, .. optional], StringComparer.Ordinal))
        {
            Wrong(unknown, $"is not a column of {File}");
        }

        foreach (var missing in required.Except(header, StringComparer.Ordinal))
        {
            Wrong(missing, "is missing from the header line");
        }

        return fits;
    }

    /// <summary>
    /// Headers hold no separators of their own, so the first line with anything on it tells; null leaves it to the line
    /// <c>sep=;</c> that spreadsheets put first.
    /// </summary>
    private static char? Separator(ReadOnlySpan<byte> utf8)
    {
        var first = utf8.TrimStart("\r\n \t"u8);
        var end = first.IndexOfAny((byte)'\n', (byte)'\r');
        var header = end < 0 ? first : first[..end];
        if (header.StartsWith("sep="u8))
        {
            return null;
        }

        var most = (Separator: ',', Count: header.Count((byte)','));
        foreach (var other in ";\t")
        {
            var count = header.Count((byte)other);
            most = count > most.Count ? (other, count) : most;
        }

        return most.Separator;
    }
}
