using TravelMart.Contracts;

namespace TravelMart.Portal.Services;

// What the portal reads of the services' answers: no more than it shows.

internal sealed record Listed<T>(IReadOnlyList<T> Items, int Total);

internal sealed record MartDocument(string Mart, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    IReadOnlyList<SlotTime> Slots, IReadOnlyList<PauseTime> Pauses, IReadOnlyList<Category> Categories, IReadOnlyList<string> Languages, DateTimeOffset WishesCloseAt,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Rehearsal, int Buyers, int Sellers)
{
    public DateTimeOffset ApplicationsOpenAt { get; init; }

    public int SlotMinutes { get; init; }

    public int ChangeoverMinutes { get; init; }

    public int? SharedTables { get; init; }

    public IReadOnlyList<Interpreter> Interpreters { get; init; } = [];

    public FrozenRate? Rate { get; init; }

    public int RequestExpiryMinutes { get; init; }

    public string CountingRule { get; init; } = "";
}

internal sealed record MartNow(DateTimeOffset Now, int Wishes, int Pending, int Booked, int Results);

internal sealed record MartLine(string Mart, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Rehearsal, int Buyers, int Sellers);

internal sealed record CompanyLine(string Company, string Role, string? State, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, int? Stand, string? Reason, int Delegates, bool Synthetic, DateTimeOffset AppliedAt, IReadOnlyList<string>? Interests = null);

internal sealed record PickedText(string Text, string Language);

internal sealed record FoundProduct(string Product, IReadOnlyDictionary<string, string> Titles);

internal sealed record FoundStand(string Company, int? Stand, string Category, IReadOnlyList<string> Languages, IReadOnlyDictionary<string, string> Names,
    IReadOnlyDictionary<string, string> Profiles, int Products, IReadOnlyList<FoundProduct> Found, bool Synthetic, Picture? Picture);

internal sealed record Picture(string Id, int Width, int Height);

internal sealed record WrittenProduct(IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, string> Texts);

internal sealed record ShownProduct(string Product, PickedText? Title, PickedText? Text, long? PriceFromMinor, long? PriceToMinor, string? Currency, IReadOnlyList<string> Tags, bool Retired, Picture? Picture,
    WrittenProduct? Written);

internal sealed record StandDocument(string Company, int? Stand, string Category, IReadOnlyList<string> Languages, PickedText? Name, PickedText? Profile,
    string? Website, bool Published, IReadOnlyList<ShownProduct> Products, bool Synthetic, Picture? Picture, IReadOnlyDictionary<string, string>? Profiles, IReadOnlyList<ComplianceEntry>? Compliance = null);

internal sealed record ComplianceEntry(string Kind, string Number, DateOnly? Until);

internal sealed record ShortlistDocument(IReadOnlyList<string> Stands, IReadOnlyList<string>? Interests);

internal sealed record Moments(DateTimeOffset Utc, DateTimeOffset Local);

internal sealed record Partner(string Company, IReadOnlyDictionary<string, string> Names, int? Stand, string? Category, string Country, bool Synthetic);

internal sealed record DayMeeting(Guid Meeting, string State, Partner With, int Slot, Moments? Start, Moments? End, string? Table, string? Interpreter,
    IReadOnlyList<string> InterpreterLanguages, string Reason, string? EndReason, bool Disputed, bool OwnLogMissing, OwnLog? OwnLog)
{
    /// <summary>Booked, and nobody has said yet whether it was held.</summary>
    public bool IsOpen => State is "booked" or "late" or "checked-in" or "in-progress" or "unrecorded";
}

internal sealed record OwnLog(string Outcome, Amount? Amount, string? FollowUp);

internal sealed record DaySlot(int Number, Moments Start, Moments End);

internal sealed record DayRequest(Guid Meeting, Partner With, string By, bool WaitsForYou, Moments ExpiresAt, IReadOnlyList<DaySlot> PreferredSlots,
    string? OfferedBy, IReadOnlyList<DaySlot> OfferedSlots)
{
    /// <summary>The slots put forward last; empty for any.</summary>
    public IReadOnlyList<DaySlot> Proposed => OfferedBy is null ? PreferredSlots : OfferedSlots;
}

internal sealed record DayWish(Partner About, string Strength, int? Rank, string State, IReadOnlyList<string> UnplacedReasons);

internal sealed record DayNotice(Guid Id, Moments At, string Kind, Guid? Meeting, Partner? With, string By, string? Reason, Moments? Start);

internal sealed record DayDocument(string Company, string Role, IReadOnlyDictionary<string, string> Names, int? Stand, bool Synthetic, string TimeZone, Moments At,
    IReadOnlyList<DayMeeting> Meetings, IReadOnlyList<DayRequest> Requests, IReadOnlyList<DayWish> Wishes, IReadOnlyList<DayNotice> Notices,
    IReadOnlyList<int> BlockedSlots)
{
    /// <summary>Whether nothing was booked, asked for or wished.</summary>
    public bool IsEmpty => Meetings.Count + Requests.Count + Wishes.Count == 0;
}

internal sealed record CommonSlots(IReadOnlyList<int> Slots);

internal sealed record WishDocument(string About, string? Strength, int? Rank, string? Note);

internal sealed record MeetingNote(string Id, string On, string? By, string Text);

internal sealed record MeetingDocument(Guid Meeting, string Buyer, string Seller, string Status, string? ProposedBy, IReadOnlyList<int> ProposedSlots, int? Slot,
    string? Table, IReadOnlyList<MeetingNote>? Notes, OwnLog? Log, Phrases? Phrases, bool IsDisputed = false);

internal sealed record Phrases(string Language, IReadOnlyList<string> Codes);

internal sealed record Done(Guid? Meeting);
