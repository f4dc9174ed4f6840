using TravelMart.Boards.Hall;
using TravelMart.Contracts;

namespace TravelMart.Boards.Totals;

/// <summary>
/// Counting rule v1. A <b>consultation</b> is one held meeting of one buyer company with one seller company, attested by either side or
/// by the desk and not disputed. Several delegates or logs count once; a missing log lowers the evidence, never the count. A repeated
/// meeting of the same pair counts, and distinct pairs are counted beside it. Nothing else decides: not the origin, not the outcome.
/// Pure: no clock, no database.
/// </summary>
internal static class CountingRuleV1
{
    public const string Name = "v1";

    /// <summary>The rule itself.</summary>
    public static bool IsConsultation(Meeting meeting) => meeting.IsHeld && !meeting.Disputed;

    /// <summary>A mart in figures, from what its sources told.</summary>
    public static MartTotals Count(HallState state) => Count(state.Registration.Now, state.Matching.Now);

    /// <summary>The same from the two parts that figures need.</summary>
    public static MartTotals Count(Registered registered, Matched matched)
    {
        var meetings = matched.Meetings.Values.ToList();
        var consultations = meetings.Where(IsConsultation).ToList();
        var booked = meetings.Where(m => m.IsBooked).ToList();
        var totals = new MartTotals
        {
            Wishes = matched.Wishes.Count,
            Requests = meetings.Count(m => m.Request is not null),
            Planned = meetings.Count(m => m.Origin == Origins.PreScheduled),
            Booked = booked.Count,
            Declined = meetings.Count(m => m.Stage == Stage.Declined),
            Expired = meetings.Count(m => m.Stage == Stage.Expired),
            Withdrawn = meetings.Count(m => m.Stage == Stage.Withdrawn),
            Cancelled = meetings.Count(m => m.Stage == Stage.Cancelled),
            Moved = meetings.Sum(m => m.Moves),
            Held = booked.Count(m => m.IsHeld),
            Disputed = booked.Count(m => m.IsHeld && m.Disputed),
            NoShows = booked.Count(m => m.IsNoShow),
            NoShowsByBuyer = booked.Count(m => m.IsNoShow && m.BuyerMissed),
            NoShowsBySeller = booked.Count(m => m.IsNoShow && m.SellerMissed),
            BookedByCategory = ByCategory(booked, registered),
            Unplaced = matched.Unplaced.Select(u => (u.Buyer, u.Seller)).Except(booked.Select(m => (m.Buyer, m.Seller))).Count(),
            HallCheckIns = matched.Arrivals.Values.Sum(a => a.People),
        };
        return WithConsultations(WithCompanies(totals, registered), consultations, registered);
    }

    private static MartTotals WithCompanies(MartTotals totals, Registered registered)
    {
        var companies = registered.Companies.Values.ToList();
        int Admitted(string role) => companies.Count(c => c.Standing == Standing.Admitted && c.Role == role);
        return totals with
        {
            Sellers = Admitted(Sides.Seller),
            Buyers = Admitted(Sides.Buyer),
            Companies = Admitted(Sides.Seller) + Admitted(Sides.Buyer),
            Applied = companies.Count(c => c.HasApplied),
            Waitlisted = companies.Count(c => c.Standing == Standing.Waitlisted),
            ApplicationsDeclined = companies.Count(c => c.Standing == Standing.Declined),
            ApplicationsWithdrawn = companies.Count(c => c.Standing == Standing.Withdrawn),
        };
    }

    private static MartTotals WithConsultations(MartTotals totals, IReadOnlyList<Meeting> consultations, Registered registered)
    {
        int From(string origin) => consultations.Count(m => m.Origin == origin);
        var money = Money.Of(consultations, registered.Opened?.Rate);
        return totals with
        {
            Consultations = consultations.Count,
            DistinctPairs = consultations.Select(m => (m.Buyer, m.Seller)).Distinct().Count(),
            Psa = From(Origins.PreScheduled),
            OnSite = From(Origins.OnSite),
            WalkIns = From(Origins.WalkIn),
            ByCategory = ByCategory(consultations, registered),
            ByOutcome = Tally(consultations.Select(m => m.Log?.Outcome ?? "unlogged")),
            LogMissing = consultations.Count(m => m.Log is null),
            Amounts = money.Sums,
            Converted = money.Converted,
            Rate = money.Rate,
        };
    }

    private static SortedDictionary<string, int> ByCategory(IEnumerable<Meeting> meetings, Registered registered) =>
        Tally(meetings.Select(m => registered.Companies.GetValueOrDefault(m.Seller)?.Category ?? "uncategorized"));

    private static SortedDictionary<string, int> Tally(IEnumerable<string> keys)
    {
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys) tally[key] = tally.GetValueOrDefault(key) + 1;
        return tally;
    }
}
