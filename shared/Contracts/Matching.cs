namespace TravelMart.Contracts.Matching;

/// <summary>One side's preference about the other. It binds nobody, except that <c>never</c> is absolute.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="From">Who wishes.</param>
/// <param name="About">About whom.</param>
/// <param name="FromRole"><c>buyer</c> or <c>seller</c>: the side of <paramref name="From"/>.</param>
/// <param name="Strength"><c>must</c>, <c>would</c> or <c>never</c>.</param>
/// <param name="Rank">For <c>would</c>: 1 is the dearest, and equal ranks are equally dear; null otherwise.</param>
public sealed record WishStated(string Mart, string From, string About, string FromRole, string Strength, int? Rank);

/// <summary>A wish was taken back.</summary>
public sealed record WishCleared(string Mart, string From, string About, string FromRole);

/// <summary>A company changed the slots in which it cannot be booked.</summary>
public sealed record AvailabilityChanged(string Mart, string Company, IReadOnlyList<int> BlockedSlots);

/// <summary>Somebody of a company arrived in the hall.</summary>
public sealed record HallCheckedIn(string Mart, string Company);

/// <summary>A meeting is asked for. A pending request holds nothing.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting's id, kept from request to log.</param>
/// <param name="Buyer">The buyer company.</param>
/// <param name="Seller">The seller company.</param>
/// <param name="By">The side that asks.</param>
/// <param name="PreferredSlots">Slots asked for, in order of preference; empty for any.</param>
/// <param name="ExpiresAt">When the request lapses unanswered.</param>
public sealed record MeetingRequested(string Mart, Guid Meeting, string Buyer, string Seller, string By,
    IReadOnlyList<int> PreferredSlots, DateTimeOffset ExpiresAt);

/// <summary>One side answers a request by putting other slots forward.</summary>
public sealed record SlotsOffered(string Mart, Guid Meeting, string By, IReadOnlyList<int> Slots, DateTimeOffset ExpiresAt);

/// <summary>A request was declined.</summary>
public sealed record RequestDeclined(string Mart, Guid Meeting, string By, string Reason);

/// <summary>A request was taken back by the side that asked.</summary>
public sealed record RequestWithdrawn(string Mart, Guid Meeting, string By, string Reason);

/// <summary>Nobody answered a request in time.</summary>
public sealed record RequestExpired(string Mart, Guid Meeting);

/// <summary>A meeting is booked: buyer, seller, table and interpreter are held for the slot.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="Buyer">The buyer company.</param>
/// <param name="Seller">The seller company.</param>
/// <param name="Slot">The slot, counted from 0.</param>
/// <param name="Table">The table's label, such as <c>7</c> for a stand's only table, <c>7.2</c> for its second, <c>T12</c> in a shared pool.</param>
/// <param name="Interpreter">The interpreter's id where the two sides share no language; otherwise null.</param>
/// <param name="Origin">One of <see cref="Origins"/>.</param>
/// <param name="Plan">The plan that placed it; null where it was asked for.</param>
/// <param name="Repeat">True for a further meeting of the same pair, on purpose.</param>
/// <param name="Reason">One plain sentence: why this meeting stands.</param>
public sealed record MeetingBooked(string Mart, Guid Meeting, string Buyer, string Seller, int Slot, string Table,
    string? Interpreter, string Origin, Guid? Plan, bool Repeat, string Reason);

/// <summary>A booked meeting moved to another slot; what it held before is free.</summary>
public sealed record MeetingMoved(string Mart, Guid Meeting, int FromSlot, int Slot, string Table, string? Interpreter, string By);

/// <summary>A booked meeting was cancelled; what it held is free.</summary>
public sealed record MeetingCancelled(string Mart, Guid Meeting, string By, string Reason);

/// <summary>A side is at the table.</summary>
public sealed record MeetingCheckedIn(string Mart, Guid Meeting, string Side);

/// <summary>The meeting began.</summary>
public sealed record MeetingStarted(string Mart, Guid Meeting);

/// <summary>The meeting took place.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="AttestedBy"><c>buyer</c>, <c>seller</c> or <c>desk</c>.</param>
public sealed record MeetingHeld(string Mart, Guid Meeting, string AttestedBy);

/// <summary>A person recorded that a side did not come.</summary>
public sealed record NoShowRecorded(string Mart, Guid Meeting, string Side);

/// <summary>What was recorded about a meeting's taking place was wrong.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="Attendance"><c>held</c>, <c>no-show-buyer</c> or <c>no-show-seller</c>: what is true.</param>
/// <param name="Reason">Why the record was wrong, as a short code.</param>
public sealed record AttendanceCorrected(string Mart, Guid Meeting, string Attendance, string Reason);

/// <summary>A side says that the meeting did not take place. A disputed meeting is not counted.</summary>
public sealed record MeetingDisputed(string Mart, Guid Meeting, string By);

/// <summary>A dispute is settled: the record stands as it was attested.</summary>
public sealed record DisputeSettled(string Mart, Guid Meeting);

/// <summary>What was discussed, by one side; each edit is a further revision that replaces the one before.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="Side">Whose log: <c>buyer</c>, <c>seller</c> or <c>desk</c>.</param>
/// <param name="Revision">Counted from 1 for each side.</param>
/// <param name="Topics">Topic codes.</param>
/// <param name="Products">Product ids of the seller.</param>
/// <param name="Amount">The amount of the one deal; null where none was named.</param>
/// <param name="Outcome"><c>none</c>, <c>informative</c>, <c>promising</c> or <c>agreed</c>.</param>
/// <param name="FollowUp">What follows, as a code such as <c>send-quote</c>; null for nothing.</param>
public sealed record ConsultationLogged(string Mart, Guid Meeting, string Side, int Revision, IReadOnlyList<string> Topics,
    IReadOnlyList<string> Products, Amount? Amount, string Outcome, string? FollowUp);

/// <summary>The organizer drafted a plan from all wishes.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Engine">Which scheduler made it.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Placed">Meetings placed.</param>
/// <param name="Unplaced">Wishes that were not placed.</param>
/// <param name="Weight">Total weight of the placed meetings.</param>
public sealed record PlanDrafted(string Mart, Guid Plan, string Engine, long Seed, int Placed, int Unplaced, long Weight);

/// <summary>The organizer published a plan: its entries become ordinary bookings, one by one.</summary>
public sealed record PlanPublished(string Mart, Guid Plan);

/// <summary>A wish of a published plan could not be booked, and why. A pair that meets already lacks no place.</summary>
public sealed record PlanEntryUnplaced(string Mart, Guid Plan, string Buyer, string Seller, string Reason);

/// <summary>Every entry of a published plan was booked, came back as unplaced, or was of a pair that meets already.</summary>
public sealed record PlanSettled(string Mart, Guid Plan);

/// <summary>The mart's clock moved on without anything else happening; the envelope carries the instant.</summary>
public sealed record ClockMoved(string Mart);

/// <summary>The organizer closed the mart, or corrected a closed one: the history so far is sealed as a numbered result.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Number">1 for the first result, then one more for each correction.</param>
/// <param name="HistoryEvents">How many events of match history the seal covers.</param>
/// <param name="HistoryHash">SHA-256 (hex) over the canonical export of those events.</param>
/// <param name="Unresolved">Meetings whose taking place nobody recorded.</param>
/// <param name="Reason">Why it was sealed, as a short code; null for a first result that needs none.</param>
public sealed record ResultSealed(string Mart, int Number, long HistoryEvents, string HistoryHash, IReadOnlyList<Guid> Unresolved, string? Reason);
