namespace TravelMart.Scheduling;

/// <summary>Why no plan can exist: these meetings and rules cannot hold together.</summary>
/// <param name="Meetings">Ids of obligatory meetings, as few as were found.</param>
/// <param name="Rules">The rules that stand against them, each a plain sentence.</param>
public sealed record Conflict(IReadOnlyList<string> Meetings, IReadOnlyList<string> Rules);
