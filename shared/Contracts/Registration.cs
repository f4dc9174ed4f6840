namespace TravelMart.Contracts.Registration;

/// <summary>An organizer opened the trip to a city with its programmes.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Names">Language code (BCP 47) to name.</param>
/// <param name="City">City, in English.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA time zone.</param>
/// <param name="Programmes">Programme ids; a mart's id is its programme's id.</param>
public sealed record EventOpened(string Event, IReadOnlyDictionary<string, string> Names, string City, string Country,
    string TimeZone, IReadOnlyList<string> Programmes);

/// <summary>A mart is open for applications, with everything that its meetings obey.</summary>
/// <param name="Mart">The mart's id.</param>
/// <param name="Event">The event it belongs to.</param>
/// <param name="Names">Language code (BCP 47) to name.</param>
/// <param name="City">City, in English.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="TimeZone">IANA time zone in which the mart's times are shown.</param>
/// <param name="Slots">The time grid, in order.</param>
/// <param name="Pauses">Pauses of the grid.</param>
/// <param name="SlotMinutes">Length of a slot in minutes.</param>
/// <param name="ChangeoverMinutes">Minutes between two slots.</param>
/// <param name="SharedTables">Number of tables in the shared pool; null where every seller receives at its own stand.</param>
/// <param name="Interpreters">The mart's interpreters.</param>
/// <param name="Categories">Categories of sellers.</param>
/// <param name="Languages">Languages of the mart's pages (BCP 47).</param>
/// <param name="Rate">The frozen exchange rate, if any.</param>
/// <param name="WishesCloseAt">When wishes close.</param>
/// <param name="OpensAt">When the day begins: bookings accepted before are pre-scheduled.</param>
/// <param name="ClosesAt">When the day ends.</param>
/// <param name="RequestExpiryMinutes">How long a request waits for an answer.</param>
/// <param name="CountingRule">The rule by which consultations are counted, such as <c>v1</c>.</param>
/// <param name="Rehearsal">True where the mart's clock is moved by its organizer, false where it is the real time.</param>
public sealed record MartOpened(string Mart, string Event, IReadOnlyDictionary<string, string> Names, string City, string Country,
    string TimeZone, IReadOnlyList<SlotTime> Slots, IReadOnlyList<PauseTime> Pauses, int SlotMinutes, int ChangeoverMinutes,
    int? SharedTables, IReadOnlyList<Interpreter> Interpreters, IReadOnlyList<Category> Categories, IReadOnlyList<string> Languages,
    FrozenRate? Rate, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int RequestExpiryMinutes,
    string CountingRule, bool Rehearsal);

/// <summary>An organizer moved the phases of a mart: from now on these times hold.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="WishesCloseAt">When wishes close.</param>
/// <param name="OpensAt">When the day begins: bookings accepted before are pre-scheduled.</param>
/// <param name="ClosesAt">When the day ends.</param>
public sealed record MartPhasesMoved(string Mart, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);

/// <summary>A company asks to take part. It takes part in nothing until it is admitted.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The company's id, unique within the event.</param>
/// <param name="Role"><c>buyer</c> or <c>seller</c>.</param>
/// <param name="Names">Language code to company name.</param>
/// <param name="Category">The seller's category; null for buyers.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Synthetic">True for invented sample data.</param>
public sealed record CompanyApplied(string Mart, string Company, string Role, IReadOnlyDictionary<string, string> Names,
    string? Category, string Country, bool Synthetic);

/// <summary>The organizer approved a company: it may wish, be wished for and be booked.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The company's id.</param>
/// <param name="Role"><c>buyer</c> or <c>seller</c>.</param>
/// <param name="Names">Language code to company name.</param>
/// <param name="Category">The seller's category; null for buyers.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Languages">Languages spoken by its delegates (BCP 47).</param>
/// <param name="Capacity">Meetings it can hold at once, at least 1.</param>
/// <param name="Stand">The seller's stand number; null for buyers.</param>
/// <param name="Synthetic">True for invented sample data.</param>
public sealed record CompanyAdmitted(string Mart, string Company, string Role, IReadOnlyDictionary<string, string> Names,
    string? Category, string Country, IReadOnlyList<string> Languages, int Capacity, int? Stand, bool Synthetic);

/// <summary>The organizer put an application on the waiting list.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The company's id.</param>
/// <param name="Role"><c>buyer</c> or <c>seller</c>.</param>
/// <param name="Reason">A short code; what a person wrote beside it stays with Registration.</param>
public sealed record CompanyWaitlisted(string Mart, string Company, string Role, string Reason);

/// <summary>The organizer declined an application.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The company's id.</param>
/// <param name="Role"><c>buyer</c> or <c>seller</c>.</param>
/// <param name="Reason">A short code; what a person wrote beside it stays with Registration.</param>
public sealed record CompanyDeclined(string Mart, string Company, string Role, string Reason);

/// <summary>A company left the mart: whatever it held is unwound and the other sides are told.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The company's id.</param>
/// <param name="Role"><c>buyer</c> or <c>seller</c>.</param>
/// <param name="Reason">A short code; what a person wrote beside it stays with Registration.</param>
public sealed record CompanyWithdrew(string Mart, string Company, string Role, string Reason);
