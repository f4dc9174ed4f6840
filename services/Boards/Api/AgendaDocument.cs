using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;

namespace TravelMart.Boards.Api;

internal sealed record PartnerDocument(string Company, IReadOnlyDictionary<string, string> Names, int? Stand, string? Category, string Country,
    bool Synthetic);

internal sealed record AgendaMeeting(Guid Meeting, string State, PartnerDocument With, int Slot, Moments? Start, Moments? End, string? Table,
    string? Interpreter, IReadOnlyList<string> InterpreterLanguages, string Origin, bool Repeat, string Reason, string? EndedBy, string? EndReason,
    bool Disputed, bool OwnLogMissing, OwnLog? OwnLog);

/// <summary>What the company itself logged of a consultation; the other side's log is not shown.</summary>
internal sealed record OwnLog(string Outcome, Amount? Amount, string? FollowUp);

internal sealed record AgendaSlot(int Number, Moments Start, Moments End);

internal sealed record AgendaRequest(Guid Meeting, PartnerDocument With, string By, bool WaitsForYou, Moments? RequestedAt, Moments ExpiresAt,
    IReadOnlyList<AgendaSlot> PreferredSlots, string? OfferedBy, IReadOnlyList<AgendaSlot> OfferedSlots);

internal sealed record AgendaWish(PartnerDocument About, string Strength, int? Rank, string State, IReadOnlyList<string> UnplacedReasons);

internal sealed record AgendaNotice(Guid Id, Moments At, string Kind, Guid? Meeting, PartnerDocument? With, string By, string? Reason,
    Moments? Start);

/// <summary>One company's day: what is booked, what waits for an answer, what was wished, and what others did to it.</summary>
internal sealed record AgendaDocument(string Mart, string Company, string Role, IReadOnlyDictionary<string, string> Names, int? Stand,
    bool Synthetic, string TimeZone, Moments At, bool Live, IReadOnlyList<AgendaMeeting> Meetings, IReadOnlyList<AgendaRequest> Requests,
    IReadOnlyList<AgendaWish> Wishes, IReadOnlyList<AgendaNotice> Notices, IReadOnlyList<int> BlockedSlots);

/// <summary>Builds an agenda from a state: pure.</summary>
internal sealed class AgendaBuilder(Shown shown, Participant company)
{
    private const int MostNotices = 50;
    private readonly Picture _picture = new(shown.State, shown.Now);
    private readonly string _zone = shown.Opened.TimeZone;

    public AgendaDocument Build()
    {
        var mine = shown.State.Matching.Now.Meetings.Values.Where(m => m.Concerns(company.Company)).ToList();
        return new(shown.State.Mart, company.Company, company.Role, company.Names, company.Stand, company.Synthetic, _zone,
            Moments.Of(shown.Now, _zone), shown.Live,
            [.. mine.Where(m => m.Stage is Stage.Booked or Stage.Cancelled).OrderBy(m => m.Slot).ThenBy(m => m.BookedAt).ThenBy(m => m.Id).Select(Meeting)],
            [.. mine.Where(m => m.Stage == Stage.Requested).OrderBy(Deadline).ThenBy(m => m.Id).Select(Request)],
            Wishes(mine), Notices(), shown.State.Matching.Now.Blocked.GetValueOrDefault(company.Company, []));
    }

    private AgendaMeeting Meeting(Meeting m)
    {
        var slot = _picture.Slot(m.Slot);
        var interpreter = shown.Opened.Interpreters.FirstOrDefault(i => i.Id == m.Interpreter);
        return new(m.Id, HallDocument.StateOf(m, _picture.Look(m)), Partner(m.Other(company.Company)), m.Slot,
            Moments.Of(slot?.Start, _zone), Moments.Of(slot?.End, _zone), m.Table, m.Interpreter, interpreter?.Languages ?? [], m.Origin,
            m.Booking?.Repeat ?? false, m.Booking?.Reason ?? "", m.EndedBy, m.EndReason, m.Disputed,
            m.IsHeld && !m.Logs.ContainsKey(company.Role),
            m.Logs.GetValueOrDefault(company.Role) is { } log ? new(log.Outcome, log.Amount, log.FollowUp) : null);
    }

    private AgendaRequest Request(Meeting m) => new(m.Id, Partner(m.Other(company.Company)), m.Request!.By,
        (m.Offer?.By ?? m.Request.By) != company.Role, Moments.Of(m.RequestedAt, _zone), Moments.Of(Deadline(m), _zone),
        Slots(m.Request.PreferredSlots), m.Offer?.By, Slots(m.Offer?.Slots ?? []));

    private static DateTimeOffset Deadline(Meeting m) => m.Offer?.ExpiresAt ?? m.Request!.ExpiresAt;

    private List<AgendaSlot> Slots(IEnumerable<int> numbers) =>
        [.. numbers.Select(_picture.Slot).OfType<Contracts.SlotTime>().Select(s => new AgendaSlot(s.Number, Moments.Of(s.Start, _zone), Moments.Of(s.End, _zone)))];

    private List<AgendaWish> Wishes(List<Meeting> mine) =>
    [
        .. shown.State.Matching.Now.Wishes.Values.Where(w => w.From == company.Company)
            .OrderBy(w => Order(w.Strength)).ThenBy(w => w.Rank ?? int.MaxValue).ThenBy(w => w.About, StringComparer.Ordinal)
            .Select(w => new AgendaWish(Partner(w.About), w.Strength, w.Rank, WishState(w, mine), mine.Any(m => m.IsBooked && m.Concerns(w.About)) ? [] : Reasons(w.About))),
    ];

    private static int Order(string strength) => strength switch { "must" => 0, "would" => 1, _ => 2 };

    private string WishState(Wish wish, List<Meeting> mine)
    {
        if (wish.Strength == "never") return "kept-apart";
        var theirs = mine.Where(m => m.Concerns(wish.About)).ToList();
        if (theirs.Any(m => m.IsHeld)) return "held";
        if (theirs.Any(m => m.IsBooked)) return "booked";
        if (theirs.Any(m => m.Stage == Stage.Requested)) return "requested";
        return Reasons(wish.About).Count > 0 ? "unplaced" : "open";
    }

    private List<string> Reasons(string other) =>
    [
        .. shown.State.Matching.Now.Unplaced
            .Where(u => (u.Buyer == company.Company && u.Seller == other) || (u.Seller == company.Company && u.Buyer == other))
            .Select(u => u.Reason).Distinct(StringComparer.Ordinal),
    ];

    private List<AgendaNotice> Notices() =>
        [.. shown.State.Matching.NewestFirst().Select(Notice).OfType<AgendaNotice>().Take(MostNotices)];

    /// <summary>What somebody else did to a meeting of this company; null for anything else.</summary>
    private AgendaNotice? Notice(JournalEntry e)
    {
        if (MeetingFold.MeetingOf(e.Body) is not { } id || e.Body is ConsultationLogged) return null;
        if (shown.State.Matching.Now.Find(id) is not { } meeting || !meeting.Concerns(company.Company)) return null;
        if (e.Cause.Actor == $"{company.Role}:{company.Company}") return null;
        var (kind, reason, slot) = Told(e.Body);
        return new(e.Id, Moments.Of(e.At, _zone), kind, id, Partner(meeting.Other(company.Company)), By(e.Cause.Actor, e.Cause.OnBehalfOf), reason,
            Moments.Of(_picture.Slot(slot ?? meeting.Slot)?.Start, _zone));
    }

    private static (string Kind, string? Reason, int? Slot) Told(object contract) => contract switch
    {
        MeetingRequested => ("requested", null, -1),
        SlotsOffered => ("slots-offered", null, -1),
        RequestDeclined d => ("declined", d.Reason, -1),
        RequestWithdrawn w => ("withdrawn", w.Reason, -1),
        RequestExpired => ("expired", null, -1),
        MeetingBooked b => ("booked", b.Reason, b.Slot),
        MeetingMoved m => ("moved", null, m.Slot),
        MeetingCancelled c => ("cancelled", c.Reason, null),
        MeetingCheckedIn => ("checked-in", null, null),
        MeetingStarted => ("started", null, null),
        MeetingHeld => ("held", null, null),
        NoShowRecorded n => ($"no-show-{n.Side}", null, null),
        AttendanceCorrected c => ("corrected", c.Reason, null),
        MeetingDisputed => ("disputed", null, null),
        _ => ("settled", null, null),
    };

    // Companies are named by their ids; an organizer or the system by its role.
    private static string By(string actor, string? onBehalfOf) => onBehalfOf is null ? actor : $"{actor} for {onBehalfOf}";

    private PartnerDocument Partner(string id)
    {
        var other = shown.State.Company(id);
        return new(id, other?.Names ?? new Dictionary<string, string> { ["en"] = id }, other?.Stand, other?.Category, other?.Country ?? "",
            other?.Synthetic ?? false);
    }
}
