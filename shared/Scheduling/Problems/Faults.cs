namespace TravelMart.Scheduling;

/// <summary>Takes note of what is wrong with the values of a problem, each with its place as in a problem file.</summary>
internal abstract class Faults
{
    private readonly List<FileError> found = [];

    /// <summary>What was found so far.</summary>
    protected IReadOnlyList<FileError> Found => found;

    /// <summary>How a number out of bounds is told.</summary>
    internal static string OutOfRange(long value, long least, long most) => $"{value} is not within {least} to {most}";

    /// <summary>A number within bounds, where there is one.</summary>
    protected void Range(string path, int? value, int least, int most)
    {
        if (value < least || value > most)
        {
            Fail(path, OutOfRange(value.Value, least, most));
        }
    }

    /// <summary>A list that is not too long.</summary>
    protected void Size(string path, int count, int most)
    {
        if (count > most)
        {
            Fail(path, $"has {count} entries, more than {most}");
        }
    }

    /// <summary>An id that says something and was not there before.</summary>
    protected void Unique(string path, string id, HashSet<string> seen, string what)
    {
        if (id.Length == 0)
        {
            Fail(path + ".id", "must not be empty");
        }
        else if (!seen.Add(id))
        {
            Fail(path + ".id", $"there is already a {what} \"{id}\"");
        }
    }

    /// <summary>Texts that say something.</summary>
    protected void Texts(string path, IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Length == 0)
            {
                Fail($"{path}[{i}]", "must not be empty");
            }
        }
    }

    /// <summary>Every item of a list, with its place.</summary>
    protected static void Each<T>(string path, IReadOnlyList<T> items, Action<string, T> check)
    {
        for (var i = 0; i < items.Count; i++)
        {
            check($"{path}[{i}]", items[i]);
        }
    }

    /// <summary>Takes note of a fault.</summary>
    protected void Fail(string path, string message) => found.Add(new FileError(path, message));
}
