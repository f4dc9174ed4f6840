using TravelMart.Contracts;
using TravelMart.EventSourcing;

namespace TravelMart.Matching.Meetings;

/// <summary>A note is forgotten: its row is gone, and only this stays.</summary>
[EventName("note-forgotten")]
internal sealed record NoteForgotten(string NoteId);

/// <summary>A note that goes with a meeting. The words are a row that can be forgotten.</summary>
/// <param name="Id">The row.</param>
/// <param name="On">What it was written on: <c>request</c>, <c>decline</c>, <c>log</c> and so on.</param>
/// <param name="Side">The side whose own it is; null for one that was written to the other side.</param>
internal sealed record MeetingNote(string Id, string On, string? Side = null);

/// <summary>
/// Which notes a meeting has. What one side wrote to the other is read by both; what it wrote into its log is its own, and the next
/// edit takes its place.
/// </summary>
internal static class MeetingNotes
{
    /// <summary>Those that a side may read; the desk reads all.</summary>
    public static IEnumerable<MeetingNote> NotesFor(this Meeting meeting, string side) =>
        meeting.Notes.Where(n => side == Sides.Desk || n.Side is null || n.Side == side);

    public static Meeting After(Meeting state, object fact) => fact switch
    {
        MeetingRequested f => With(state, f.NoteId, "request"),
        SlotsOffered f => With(state, f.NoteId, "offer"),
        RequestDeclined f => With(state, f.NoteId, "decline"),
        RequestWithdrawn f => With(state, f.NoteId, "withdraw"),
        MeetingCancelled f => With(state, f.NoteId, "cancel"),
        AttendanceCorrected f => With(state, f.NoteId, "correct-attendance"),
        MeetingDisputed f => With(state, f.NoteId, "dispute"),
        DisputeSettled f => With(state, f.NoteId, "settle"),
        ConsultationLogged f => With(Without(state, n => n.Side == f.Side), f.NoteId, "log", f.Side),
        NoteForgotten f => Without(state, n => n.Id == f.NoteId),
        _ => state,
    };

    private static Meeting With(Meeting state, string? id, string on, string? side = null) =>
        id is null ? state : state with { Notes = [.. state.Notes, new(id, on, side)] };

    private static Meeting Without(Meeting state, Predicate<MeetingNote> gone) => state with { Notes = [.. state.Notes.Where(n => !gone(n))] };
}
