namespace TravelMart.Scheduling;

/// <summary>One thing that is wrong with a file.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.meetings[3].participants[1]</c>.</param>
/// <param name="Message">What is wrong, in plain words without a full stop.</param>
public sealed record FileError(string Path, string Message)
{
    /// <summary>Path and message in one line.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
