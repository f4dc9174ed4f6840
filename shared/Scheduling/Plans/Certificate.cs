namespace TravelMart.Scheduling;

/// <summary>
/// Prices by which anybody can bound the weight of every plan in one pass: what a meeting is worth beyond the prices of its two
/// participants and its table, summed up with the worth of all places at those prices, is never less than a plan's weight. A
/// participant without a price costs nothing.
/// </summary>
public sealed record Certificate
{
    /// <summary>A participant's price for a place in its agenda.</summary>
    public IReadOnlyDictionary<string, Price> Participants { get; init; } = new Dictionary<string, Price>();

    /// <summary>A participant's price for each of its <see cref="Participant.Max"/> meetings; only for those with a bound.</summary>
    public IReadOnlyDictionary<string, decimal> Quota { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The price of a table; null means that tables cost nothing.</summary>
    public Price? Tables { get; init; }
}

/// <summary>A price, never negative: the same in all slots, or one for each slot.</summary>
public sealed record Price
{
    /// <summary>A price that is the same in all slots.</summary>
    public Price(decimal everySlot) => EverySlot = everySlot;

    /// <summary>A price for each slot.</summary>
    public Price(IReadOnlyList<decimal> perSlot) => PerSlot = perSlot;

    /// <summary>The price in all slots; null where each slot has its own.</summary>
    public decimal? EverySlot { get; }

    /// <summary>The price in each slot; null where all slots share one.</summary>
    public IReadOnlyList<decimal>? PerSlot { get; }
}
