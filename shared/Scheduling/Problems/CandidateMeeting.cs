namespace TravelMart.Scheduling;

/// <summary>Two participants who may meet.</summary>
public sealed record CandidateMeeting
{
    /// <summary>Unique among the meetings of the problem; not empty.</summary>
    public required string Id { get; init; }

    /// <summary>One participant's id.</summary>
    public required string First { get; init; }

    /// <summary>The other participant's id.</summary>
    public required string Second { get; init; }

    /// <summary>What the meeting is worth, 0 to <see cref="ProblemLimits.Weight"/>. Mutual wishes are given the higher weights.</summary>
    public long Weight { get; init; }

    /// <summary>True where every plan must hold the meeting.</summary>
    public bool Obligatory { get; init; }

    /// <summary>Index of the only session allowed; null allows any.</summary>
    public int? Session { get; init; }

    /// <summary>The only slot allowed; null allows any.</summary>
    public int? Slot { get; init; }

    /// <summary>Ids of meetings that this one must come strictly later than, where both are placed.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
