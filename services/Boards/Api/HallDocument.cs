using TravelMart.Boards.Hall;
using TravelMart.Contracts;

namespace TravelMart.Boards.Api;

internal sealed record SlotDocument(int Number, int Session, int Day, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset LocalStart,
    DateTimeOffset LocalEnd);

internal sealed record PauseDocument(string Label, DateTimeOffset From, DateTimeOffset To);

internal sealed record CompanyDocument(string Company, string Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, int? Stand, bool Synthetic, Standing Standing, IReadOnlyList<int> BlockedSlots,
    int HallCheckIns, DateTimeOffset? InHallSince, int Products);

internal sealed record MeetingDocument(Guid Meeting, string Buyer, string Seller, string State, int Slot, string? Table, string? Interpreter,
    string Origin, Guid? Plan, bool Repeat, bool Synthetic, DateTimeOffset? BookedAt, DateTimeOffset? BuyerCheckedInAt,
    DateTimeOffset? SellerCheckedInAt, DateTimeOffset? StartedAt, DateTimeOffset? RecordedAt, string? AttestedBy,
    IReadOnlyList<string> NoShowSides, bool Disputed, int Moves, int MinutesLate, string? CancelledBy);

/// <summary>The hall as everybody may see it: bookings and what became of them, without requests, reasons, logs or amounts.</summary>
internal sealed record HallDocument(string Mart, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    IReadOnlyList<string> Languages, bool Rehearsal, string CountingRule, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, Moments At,
    bool Live, DateTimeOffset? Clock, int? CurrentSlot, int? NextSlot, IReadOnlyList<SlotDocument> Slots, IReadOnlyList<PauseDocument> Pauses,
    int? SharedTables, IReadOnlyList<Category> Categories, IReadOnlyList<CompanyDocument> Companies, IReadOnlyList<MeetingDocument> Meetings,
    IReadOnlyList<HallEvent> Latest, IReadOnlyList<string> FreeNow, int Results)
{
    public static HallDocument Of(Shown shown)
    {
        var (opened, matched, picture) = (shown.Opened, shown.State.Matching.Now, new Picture(shown.State, shown.Now));
        return new(opened.Mart, opened.Names, opened.City, opened.Country, opened.TimeZone, opened.Languages, opened.Rehearsal,
            opened.CountingRule, opened.OpensAt, opened.ClosesAt, Moments.Of(shown.Now, opened.TimeZone), shown.Live, matched.Clock,
            picture.Moment.Current?.Number, picture.Moment.Upcoming?.Number,
            [.. opened.Slots.Select(s => SlotOf(s, opened.TimeZone))],
            [.. opened.Pauses.Select(p => new PauseDocument(p.Label, p.From, p.To))],
            opened.SharedTables, opened.Categories,
            [
                .. shown.State.Registration.Now.Companies.Values.Where(c => c.Standing is Standing.Admitted or Standing.Withdrawn)
                    .OrderBy(c => c.Company, StringComparer.Ordinal).Select(c => CompanyOf(c, shown.State)),
            ],
            [
                .. matched.Meetings.Values.Where(m => m.Stage is Stage.Booked or Stage.Cancelled).OrderBy(m => m.Slot)
                    .ThenBy(m => m.Seller, StringComparer.Ordinal).ThenBy(m => m.Id).Select(m => MeetingOf(m, picture)),
            ],
            HallEvents.Latest(shown.State, HallEvents.Most),
            picture.Moment.Current is { } slot ? [.. picture.Stands.Where(s => picture.At(s, slot)[0].Kind == CellKind.Free).Select(s => s.Company)] : [],
            matched.Results.Count);
    }

    private static SlotDocument SlotOf(SlotTime s, string zone) =>
        new(s.Number, s.Session, s.Day, s.Start, s.End, Moments.Of(s.Start, zone).Local, Moments.Of(s.End, zone).Local);

    private static CompanyDocument CompanyOf(Participant c, HallState state)
    {
        var arrival = state.Matching.Now.Arrivals.GetValueOrDefault(c.Company);
        return new(c.Company, c.Role, c.Names, c.Category, c.Country, c.Languages, c.Capacity, c.Stand, c.Synthetic, c.Standing,
            state.Matching.Now.Blocked.GetValueOrDefault(c.Company, []), arrival?.People ?? 0, arrival?.First, state.Catalogue.Now.Of(c.Company).Offered);
    }

    private static MeetingDocument MeetingOf(Meeting m, Picture picture)
    {
        var look = picture.Look(m);
        var synthetic = (picture.State.Company(m.Buyer)?.Synthetic ?? false) || (picture.State.Company(m.Seller)?.Synthetic ?? false);
        return new(m.Id, m.Buyer, m.Seller, StateOf(m, look), m.Slot, m.Table, m.Interpreter, m.Origin, m.Booking?.Plan, m.Booking?.Repeat ?? false,
            synthetic, m.BookedAt, m.BuyerInAt, m.SellerInAt, m.StartedAt, m.RecordedAt, m.AttestedBy,
            [.. Missed(m)], m.Disputed, m.Moves, look.MinutesLate, m.Stage == Stage.Cancelled ? m.EndedBy : null);
    }

    /// <summary>The one word for how a meeting stands.</summary>
    public static string StateOf(Meeting meeting, Cell look) => meeting.Stage switch
    {
        Stage.Booked when meeting.IsHeld => meeting.Disputed ? "disputed" : "held",
        Stage.Booked when look.Unrecorded => "unrecorded",
        Stage.Booked => look.Kind switch
        {
            CellKind.NoShow => "no-show",
            CellKind.InProgress => "in-progress",
            CellKind.CheckedIn => "checked-in",
            CellKind.Late => "late",
            _ => "booked",
        },
        var stage => stage.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> Missed(Meeting m)
    {
        if (m.BuyerMissed) yield return Sides.Buyer;
        if (m.SellerMissed) yield return Sides.Seller;
    }
}
