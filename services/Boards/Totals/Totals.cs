namespace TravelMart.Boards.Totals;

/// <summary>One sum of amounts of one kind in one currency.</summary>
/// <param name="Kind"><c>discussed</c>, <c>under-negotiation</c> or <c>signed</c>: never summed together.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Minor">Minor units.</param>
/// <param name="Deals">Meetings that named it, one amount each.</param>
internal sealed record AmountSum(string Kind, string Currency, long Minor, int Deals);

/// <summary>Every amount of one kind, turned into one currency at the frozen rate.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Currency">Turned into.</param>
/// <param name="Minor">Minor units, rounded once, half to even.</param>
/// <param name="Deals">Meetings that are in it.</param>
/// <param name="NotConverted">Meetings whose currency the frozen rate does not know; they are not in it.</param>
internal sealed record ConvertedSum(string Kind, string Currency, long Minor, int Deals, int NotConverted);

/// <summary>The rate at which amounts were turned, with where and when it was read.</summary>
internal sealed record RateUsed(string From, string To, decimal Rate, string Source, DateOnly On);

/// <summary>A mart in figures. Each is a count of facts by a named rule and can be counted again.</summary>
internal sealed record MartTotals
{
    public string CountingRule { get; init; } = CountingRuleV1.Name;

    public int Sellers { get; init; }

    public int Buyers { get; init; }

    public int Companies { get; init; }

    /// <summary>Applications ever made.</summary>
    public int Applied { get; init; }

    public int Waitlisted { get; init; }

    public int ApplicationsDeclined { get; init; }

    public int ApplicationsWithdrawn { get; init; }

    /// <summary>Wishes that stand: stated and not cleared.</summary>
    public int Wishes { get; init; }

    public int Requests { get; init; }

    /// <summary>Meetings ever booked with origin psa.</summary>
    public int Planned { get; init; }

    /// <summary>Meetings of any origin that are booked and not cancelled.</summary>
    public int Booked { get; init; }

    public int Declined { get; init; }

    public int Expired { get; init; }

    public int Withdrawn { get; init; }

    public int Cancelled { get; init; }

    /// <summary>Moves, counting each move of a meeting.</summary>
    public int Moved { get; init; }

    /// <summary>Meetings that at least one side missed.</summary>
    public int NoShows { get; init; }

    public int NoShowsByBuyer { get; init; }

    public int NoShowsBySeller { get; init; }

    /// <summary>Consultations of origin walk-in.</summary>
    public int WalkIns { get; init; }

    /// <summary>Meetings recorded as held, disputed ones included.</summary>
    public int Held { get; init; }

    /// <summary>Held meetings under dispute.</summary>
    public int Disputed { get; init; }

    public int Consultations { get; init; }

    public int DistinctPairs { get; init; }

    /// <summary>Consultations of origin psa.</summary>
    public int Psa { get; init; }

    /// <summary>Consultations of origin on-site.</summary>
    public int OnSite { get; init; }

    /// <summary>Seller's category to consultations.</summary>
    public SortedDictionary<string, int> ByCategory { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Seller's category to booked meetings.</summary>
    public SortedDictionary<string, int> BookedByCategory { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Outcome of the log that speaks for the consultation; <c>unlogged</c> where there is none.</summary>
    public SortedDictionary<string, int> ByOutcome { get; init; } = new(StringComparer.Ordinal);

    public IReadOnlyList<AmountSum> Amounts { get; init; } = [];

    public IReadOnlyList<ConvertedSum> Converted { get; init; } = [];

    public RateUsed? Rate { get; init; }

    /// <summary>Consultations without any log: the evidence is lower, the count is not.</summary>
    public int LogMissing { get; init; }

    /// <summary>Pairs that a published plan could not book, and that have no other meeting.</summary>
    public int Unplaced { get; init; }

    public int HallCheckIns { get; init; }
}
