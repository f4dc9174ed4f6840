namespace TravelMart.Scheduling;

/// <summary>The side of the hall that a participant sits on.</summary>
public enum Side
{
    /// <summary>Visits stands.</summary>
    Buyer,

    /// <summary>Receives at a stand.</summary>
    Seller,
}

/// <summary>One company that meets others.</summary>
public sealed record Participant
{
    /// <summary>Unique among the participants of the problem; not empty.</summary>
    public required string Id { get; init; }

    /// <summary>The side, or null where the mart has no sides.</summary>
    public Side? Side { get; init; }

    /// <summary>Slots in which no meeting is possible.</summary>
    public IReadOnlyList<int> Unavailable { get; init; } = [];

    /// <summary>
    /// Meetings that can be held at the same time, 0 to <see cref="ProblemLimits.Count"/>: a stand with three delegates has 3.
    /// </summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Meetings wished for in all; falling short is allowed and counted by <see cref="Objective.Minimum"/>.</summary>
    public int Min { get; init; }

    /// <summary>Most meetings in all; null means no bound.</summary>
    public int? Max { get; init; }

    /// <summary>BCP 47 codes of the languages spoken, compared letter by letter; none means that language is no matter.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The longest run of slots with meetings, 1 or more, before a slot must stay free; null means no bound.</summary>
    public int? MaxConsecutive { get; init; }
}
