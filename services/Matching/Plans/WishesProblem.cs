using TravelMart.Contracts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Wishes;
using TravelMart.Scheduling;

namespace TravelMart.Matching.Plans;

/// <summary>
/// All wishes of a mart as a problem for the scheduler (docs/plan-format.md). A pair's weight: 40 + 3 × (a + b) where both sides wish,
/// 10 + a where one does; a is 10 for a must, and 10 down to 1 by rank for a would. So mutual wishes come before any one-sided one.
/// A never of either side removes the pair. Meetings on the books stand where they are: obligatory, with their slot fixed.
/// </summary>
internal static class WishesProblem
{
    private const string OnTheBooks = "booked/";

    /// <summary>The problem of a mart as it stands.</summary>
    public static Problem Of(string name, MatchIndex state)
    {
        var past = state.Mart.Slots.Where(s => s.End <= state.Now).Select(s => s.Number).ToList();
        var booked = state.Meetings.Values.Where(m => m.Status is MeetingStatus.Booked or MeetingStatus.Started).OrderBy(m => m.Id).ToList();
        var meeting = booked.Select(m => (m.Buyer, m.Seller)).Concat(state.Meetings.Values.Where(m => m.IsOnTheBooks).Select(m => (m.Buyer, m.Seller))).ToHashSet();
        return new Problem
        {
            Name = name,
            Slots = state.Mart.Slots.Count,
            Sessions = [.. state.Mart.Slots.GroupBy(s => s.Session).Select(g => new Session(g.Min(s => s.Number), g.Max(s => s.Number)))],
            DayStarts = [.. state.Mart.Slots.GroupBy(s => s.Day).Skip(1).Select(g => g.Min(s => s.Number))],
            Tables = state.Mart.Opened?.SharedTables is { } tables ? [.. Enumerable.Repeat(tables, state.Mart.Slots.Count)] : null,
            Participants = [.. state.Participants.Values.Where(p => p.IsAdmitted).OrderBy(p => p.Company, StringComparer.Ordinal).Select(p => Participant(p, past, booked))],
            Meetings = [.. booked.Where(m => BothAdmitted(state, m)).Select(Fixed), .. Pairs(state).Where(p => !meeting.Contains((p.Buyer, p.Seller))).Select(Candidate)],
            Interpreters =
            [
                .. (state.Mart.Opened?.Interpreters ?? []).Select(i => new Scheduling.Interpreter { Id = i.Id, Languages = i.Languages, Unavailable = i.UnavailableSlots }),
            ],
        };
    }

    /// <summary>The pairs that at least one side wishes and none excludes, in a fixed order.</summary>
    public static IEnumerable<(string Buyer, string Seller, Wish Buyers, Wish Sellers)> Pairs(MatchIndex state)
    {
        var pairs = state.Wishes.Keys
            .Select(w => Role(state, w.From) == Sides.Buyer ? (Buyer: w.From, Seller: w.About) : (Buyer: w.About, Seller: w.From))
            .Distinct().OrderBy(p => p.Seller, StringComparer.Ordinal).ThenBy(p => p.Buyer, StringComparer.Ordinal);
        foreach (var (buyer, seller) in pairs)
        {
            var buyers = state.Wishes.GetValueOrDefault((buyer, seller), Wish.None);
            var sellers = state.Wishes.GetValueOrDefault((seller, buyer), Wish.None);
            var excluded = buyers.Strength == Strength.Never || sellers.Strength == Strength.Never;
            if (!excluded && Role(state, buyer) == Sides.Buyer && Role(state, seller) == Sides.Seller) yield return (buyer, seller, buyers, sellers);
        }
    }

    /// <summary>What a pair is worth.</summary>
    public static long Weight(Wish buyers, Wish sellers) => (buyers.Worth, sellers.Worth) switch
    {
        ({ } a, { } b) => 40 + (3 * (a + b)),
        ({ } a, null) => 10 + a,
        (null, { } b) => 10 + b,
        _ => 0,
    };

    /// <summary>Why the pair is to meet, in one sentence.</summary>
    public static string Why(Wish buyers, Wish sellers) => (buyers.Worth, sellers.Worth) switch
    {
        ({ }, { }) => $"Mutual: {buyers} from the buyer, {sellers} from the seller.",
        ({ }, null) => $"The buyer's wish: {buyers}.",
        _ => $"The seller's wish: {sellers}.",
    };

    /// <summary>The pair of a problem's meeting id; null for a meeting that was on the books before.</summary>
    public static (string Buyer, string Seller)? PairOf(string meetingId) =>
        meetingId.StartsWith(OnTheBooks, StringComparison.Ordinal) ? null
        : meetingId.Split('~') is [var seller, var buyer] ? (buyer, seller)
        : throw new InvalidOperationException($"'{meetingId}' is not a pair of this mart");

    private static CandidateMeeting Candidate((string Buyer, string Seller, Wish Buyers, Wish Sellers) pair) => new()
    {
        Id = $"{pair.Seller}~{pair.Buyer}",
        First = pair.Seller,
        Second = pair.Buyer,
        Weight = Weight(pair.Buyers, pair.Sellers),
    };

    private static CandidateMeeting Fixed(Meeting meeting) => new()
    {
        Id = OnTheBooks + meeting.Id,
        First = meeting.Seller,
        Second = meeting.Buyer,
        Obligatory = true,
        Slot = meeting.Slot,
    };

    // A company that is booked in a slot it has blocked since, or that is past, keeps the slot for that booking alone.
    private static Scheduling.Participant Participant(Participants.Participant company, List<int> past, List<Meeting> booked) => new()
    {
        Id = company.Company,
        Side = company.Role == Sides.Buyer ? Side.Buyer : Side.Seller,
        Capacity = company.Capacity,
        Languages = company.Languages,
        Unavailable =
        [
            .. company.BlockedSlots.Union(past)
                .Except(booked.Where(m => m.Buyer == company.Company || m.Seller == company.Company).Select(m => m.Slot)).Order(),
        ],
    };

    private static bool BothAdmitted(MatchIndex state, Meeting meeting) => Role(state, meeting.Buyer) is not null && Role(state, meeting.Seller) is not null;

    private static string? Role(MatchIndex state, string company) =>
        state.Participants.TryGetValue(company, out var p) && p.IsAdmitted ? p.Role : null;
}
