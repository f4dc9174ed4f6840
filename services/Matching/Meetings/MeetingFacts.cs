using TravelMart.Contracts;
using TravelMart.EventSourcing;

namespace TravelMart.Matching.Meetings;

// The facts of one meeting, from the first request to the last edit of a log.

[EventName("meeting-requested")]
internal sealed record MeetingRequested(string Buyer, string Seller, string By, IReadOnlyList<int> PreferredSlots, bool Repeat,
    DateTimeOffset ExpiresAt, string? NoteId, Phrases? Phrases = null);

/// <summary>A request that was tapped together from phrases that exist in every language, so that each side reads it in its own.</summary>
/// <param name="Language">The language in which it was tapped (BCP 47).</param>
/// <param name="Codes">The phrases, such as <c>groups</c>, <c>rooms</c> and <c>autumn</c>, in the order in which they are read.</param>
internal sealed record Phrases(string Language, IReadOnlyList<string> Codes);

[EventName("slots-offered")]
internal sealed record SlotsOffered(string By, IReadOnlyList<int> Slots, DateTimeOffset ExpiresAt, string? NoteId);

[EventName("request-declined")]
internal sealed record RequestDeclined(string By, string Reason, string? NoteId);

[EventName("request-withdrawn")]
internal sealed record RequestWithdrawn(string By, string Reason, string? NoteId = null);

[EventName("request-expired")]
internal sealed record RequestExpired;

[EventName("meeting-booked")]
internal sealed record MeetingBooked(string Buyer, string Seller, int Slot, IReadOnlyList<string> Units, string Table, string? Interpreter,
    string Origin, Guid? Plan, bool Repeat, string Reason);

[EventName("meeting-moved")]
internal sealed record MeetingMoved(int FromSlot, int Slot, IReadOnlyList<string> Units, string Table, string? Interpreter, string By);

[EventName("meeting-cancelled")]
internal sealed record MeetingCancelled(string By, string Reason, string? NoteId);

[EventName("meeting-checked-in")]
internal sealed record MeetingCheckedIn(string Side);

[EventName("meeting-started")]
internal sealed record MeetingStarted;

[EventName("meeting-held")]
internal sealed record MeetingHeld(string AttestedBy);

[EventName("no-show-recorded")]
internal sealed record NoShowRecorded(string Side, string By);

[EventName("attendance-corrected")]
internal sealed record AttendanceCorrected(string Attendance, string Reason, string? NoteId);

[EventName("meeting-disputed")]
internal sealed record MeetingDisputed(string By, string? NoteId);

[EventName("dispute-settled")]
internal sealed record DisputeSettled(string? NoteId = null);

[EventName("consultation-logged")]
internal sealed record ConsultationLogged(string Side, int Revision, IReadOnlyList<string> Topics, IReadOnlyList<string> Products,
    Amount? Amount, string Outcome, string? FollowUp, string? NoteId);
