namespace TravelMart.Scheduling;

/// <summary>
/// Somebody who serves meetings of sides that share no language: one meeting a slot, speaking one language of each side.
/// </summary>
public sealed record Interpreter
{
    /// <summary>Unique among the interpreters of the problem; not empty.</summary>
    public required string Id { get; init; }

    /// <summary>BCP 47 codes of the languages spoken.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Slots in which the interpreter is away.</summary>
    public IReadOnlyList<int> Unavailable { get; init; } = [];

    /// <summary>Most meetings in all; null means no bound.</summary>
    public int? Max { get; init; }
}
