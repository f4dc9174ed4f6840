using TravelMart.Boards.Journal;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;
using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Hall;

/// <summary>Something that everybody in the hall may see happen.</summary>
internal sealed record HallEvent(Guid Id, DateTimeOffset At, string Kind)
{
    public Guid? Meeting { get; init; }

    public string? Buyer { get; init; }

    public string? Seller { get; init; }

    public string? Company { get; init; }

    public int? Slot { get; init; }

    /// <summary>The side that it is about.</summary>
    public string? Side { get; init; }

    public int? Number { get; init; }
}

/// <summary>
/// The latest events, read off the entries. Wishes, requests and logs are the two sides' own business and are not among them.
/// </summary>
internal static class HallEvents
{
    public const int Most = 50;

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<HallEvent> Latest(HallState state, int take)
    {
        var matching = state.Matching.NewestFirst().Select(e => (e, Hall: Of(e, state))).Where(p => p.Hall is not null).Take(take);
        var registration = state.Registration.NewestFirst().Select(e => (e, Hall: Of(e, state))).Where(p => p.Hall is not null).Take(take);
        return
        [
            .. matching.Concat(registration).OrderByDescending(p => p.e.At).ThenBy(p => p.e.Source, StringComparer.Ordinal)
                .ThenByDescending(p => p.e.Position).Take(take).Select(p => p.Hall!),
        ];
    }

    private static HallEvent? Of(JournalEntry e, HallState state) => e.Body switch
    {
        MeetingBooked { Origin: Origins.WalkIn } b => Meeting(e, "walk-in", b.Meeting, state),
        MeetingBooked { Origin: Origins.OnSite } b => Meeting(e, "booked-on-site", b.Meeting, state),
        MeetingBooked b => Meeting(e, "booked", b.Meeting, state) with { Slot = b.Slot },
        MeetingMoved m => Meeting(e, "moved", m.Meeting, state) with { Slot = m.Slot },
        MeetingCancelled m => Meeting(e, "cancelled", m.Meeting, state),
        MeetingCheckedIn m => Meeting(e, "checked-in", m.Meeting, state) with { Side = m.Side },
        MeetingStarted m => Meeting(e, "started", m.Meeting, state),
        MeetingHeld m => Meeting(e, "held", m.Meeting, state),
        NoShowRecorded m => Meeting(e, "no-show", m.Meeting, state) with { Side = m.Side },
        HallCheckedIn h => new(e.Id, e.At, "arrived") { Company = h.Company },
        PlanPublished => new(e.Id, e.At, "plan-published"),
        ResultSealed r => new(e.Id, e.At, "result-sealed") { Number = r.Number },
        CompanyAdmitted c => new(e.Id, e.At, "admitted") { Company = c.Company },
        CompanyWithdrew c => new(e.Id, e.At, "company-withdrew") { Company = c.Company },
        _ => null,
    };

    private static HallEvent Meeting(JournalEntry e, string kind, Guid id, HallState state)
    {
        var meeting = state.Matching.Now.Find(id);
        return new(e.Id, e.At, kind) { Meeting = id, Buyer = meeting?.Buyer, Seller = meeting?.Seller, Slot = meeting?.Slot };
    }
}
