namespace TravelMart.Scheduling;

/// <summary>Collects what a reader finds: errors, which spoil the file, and notes, which do not.</summary>
internal sealed class FileErrors
{
    public List<FileError> Errors { get; } = [];

    public List<FileError> Notes { get; } = [];

    public void Add(string path, string message) => Errors.Add(new FileError(path, message));

    public void Note(string path, string message) => Notes.Add(new FileError(path, message));

    /// <summary>
    /// Adds errors found in what was read, save those at or below a place already known to be wrong: there the value is only
    /// a stand-in, and complaining of it would mislead.
    /// </summary>
    public void AddUnlessKnown(IEnumerable<FileError> found)
    {
        var known = Errors.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        Errors.AddRange(found.Where(e => !PathsAbove(e.Path).Any(known.Contains)).ToList());
    }

    private static IEnumerable<string> PathsAbove(string path)
    {
        for (var end = path.Length; end > 1; end = path.AsSpan(0, end).LastIndexOfAny('.', '['))
        {
            yield return path[..end];
        }
    }
}
