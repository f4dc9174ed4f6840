namespace TravelMart.CommandLine.MartFolders;

/// <summary>One mistake in a mart folder, said so that the person with the spreadsheet open finds the cell.</summary>
/// <param name="File">The file's name within the folder.</param>
/// <param name="Line">The line, counted from 1; 0 where the whole file is meant.</param>
/// <param name="Field">The column or JSON path; empty where the whole line is meant.</param>
/// <param name="Message">What is wrong, as a sentence about the value.</param>
internal sealed record FolderError(string File, int Line, string Field, string Message)
{
    /// <summary>Such as <c>companies.csv:14: languages: "kr" is not a BCP 47 language code</c>.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"{File}:{Line}: " : $"{File}: ";
        return Field.Length > 0 ? $"{place}{Field}: {Message}" : place + Message;
    }
}

/// <summary>Gathers mistakes, so that a folder's reader can go on to the end and report them all at once.</summary>
internal sealed class FolderErrors
{
    private static readonly string[] FileOrder =
        ["mart.json", "companies.csv", "delegates.csv", "products.csv", "wishes.csv", "requests.csv", "day.csv"];

    private readonly List<FolderError> _found = [];

    /// <summary>True while nothing is wrong.</summary>
    public bool None => _found.Count == 0;

    /// <summary>True where something is wrong with a file: then what is missing from it is not yet held against others.</summary>
    public bool Has(string file) => _found.Exists(e => e.File == file);

    /// <summary>Adds a mistake.</summary>
    public void Add(string file, int line, string field, string message) =>
        _found.Add(new FolderError(file, line, field, message));

    /// <summary>Every mistake, in the order in which a person would go through the files.</summary>
    public IReadOnlyList<FolderError> InOrder() =>
        [.. _found.Distinct().OrderBy(e => Array.IndexOf(FileOrder, e.File)).ThenBy(e => e.Line)];
}
