using System.Globalization;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>One row of a folder's table: gives cells as what they should be, and reports those that are not.</summary>
internal sealed class CsvRow(string file, int line, IReadOnlyDictionary<string, string> cells, FolderErrors errors)
{
    /// <summary>The line the row starts on, counted from 1.</summary>
    public int Line => line;

    /// <summary>A cell's text; empty where the file has no such column.</summary>
    public string this[string column] => cells.GetValueOrDefault(column, string.Empty);

    /// <summary>True where the cell says something.</summary>
    public bool Has(string column) => this[column].Length > 0;

    /// <summary>Reports what is wrong with a cell.</summary>
    public void Wrong(string column, string message) => errors.Add(file, line, column, message);

    /// <summary>A text that must be there.</summary>
    public string Text(string column)
    {
        if (!Has(column))
        {
            Wrong(column, "is empty");
        }

        return this[column];
    }

    /// <summary>An id that must be there.</summary>
    public string Id(string column) => Coded(column, TextShape.IdFault);

    /// <summary>A text that must be there and follow some code list.</summary>
    public string Coded(string column, Func<string, string?> fault)
    {
        if (Text(column) is { Length: > 0 } text && fault(text) is { } message)
        {
            Wrong(column, message);
        }

        return this[column];
    }

    /// <summary>One of an enum's words; the fallback where the cell is empty and there is one.</summary>
    public T? Word<T>(string column, T? fallback = null, IReadOnlyList<T>? among = null)
        where T : struct, Enum
    {
        if (!Has(column) && fallback is not null)
        {
            return fallback;
        }

        if (Words.Read<T>(this[column]) is { } member && (among is null || among.Contains(member)))
        {
            return member;
        }

        var words = among is null ? Words.Of<T>() : [.. among.Select(Words.Write)];
        Wrong(column, $"{(Has(column) ? $"\"{this[column]}\"" : "an empty cell")} is not one of {Words.Choice(words)}");
        return null;
    }

    /// <summary>Yes or no; no where the cell is empty.</summary>
    public bool Yes(string column)
    {
        switch (this[column].ToLowerInvariant())
        {
            case "yes" or "true" or "1":
                return true;
            case "" or "no" or "false" or "0":
                return false;
            default:
                Wrong(column, $"\"{this[column]}\" is not yes or no");
                return false;
        }
    }

    /// <summary>A whole number within bounds; null where the cell is empty or wrong.</summary>
    public int? Number(string column, int from, int to)
    {
        if (!Has(column))
        {
            return null;
        }

        if (int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
        {
            return number;
        }

        Wrong(column, $"\"{this[column]}\" is not a whole number from {from} to {to}");
        return null;
    }

    /// <summary>A list of words parted by spaces.</summary>
    public IReadOnlyList<string> List(string column, Func<string, string?>? fault = null)
    {
        var items = this[column].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (var item in items)
        {
            if (fault?.Invoke(item) is { } message)
            {
                Wrong(column, message);
            }
        }

        foreach (var twice in items.GroupBy(i => i, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            Wrong(column, $"\"{twice.Key}\" is named twice");
        }

        return items;
    }

    /// <summary>The texts of columns such as <c>name_en</c>, by language; the first must be there.</summary>
    public Dictionary<string, string> Texts(string prefix, bool required = true)
    {
        var texts = cells.Where(c => c.Key.StartsWith(prefix + "_", StringComparison.Ordinal) && c.Value.Length > 0)
            .ToDictionary(c => c.Key[(prefix.Length + 1)..], c => c.Value, StringComparer.Ordinal);
        if (required && texts.Count == 0)
        {
            Wrong(prefix + "_en", "is empty, and so are the other languages");
        }

        return texts;
    }
}
