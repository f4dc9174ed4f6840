using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// What was recorded about a meeting's taking place can be wrong. A side disputes it, the desk settles the dispute or corrects the
/// record; each is a further fact, so that a result that was sealed before stays what it was.
/// </summary>
internal static class CorrectAttendance
{
    internal sealed record Correction(string Attendance, string Reason, string? Note = null);

    internal sealed record Dispute(string? Note = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/correct-attendance",
                (string mart, Guid meeting, Correction correction, Write write, MeetingDesk desk) =>
                {
                    var note = Notes.Of(write, correction.Note);
                    return desk.Handle(write, new(mart, meeting, Personal: note.Rows) { OfTheRecord = true }, scene => Decide(scene, correction, note.Id));
                })
            .Allow(Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Correct what was recorded about a meeting's taking place");
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/dispute", (string mart, Guid meeting, Dispute dispute, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, dispute.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows) { OfTheRecord = true }, scene => DecideDispute(scene, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Say that a meeting recorded as held did not take place");
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/settle", (string mart, Guid meeting, Dispute dispute, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, dispute.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows) { OfTheRecord = true }, scene => Settle(scene, note.Id));
            })
            .Allow(Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Settle a dispute: the record stands");
    }

    public static Decision Decide(Scene scene, Correction correction, string? noteId)
    {
        if (!Attendance.All.Contains(correction.Attendance))
            return new Refusal("AttendanceNotUnderstood", $"Attendance is one of {string.Join(", ", Attendance.All)}.", 400);
        if (Notes.Check("reason", correction.Reason) is { } notCode) return notCode;
        var meeting = scene.Meeting;
        var recorded = meeting.Status is MeetingStatus.Held or MeetingStatus.NoShow || (scene.Mart.IsClosed && meeting.IsOnTheBooks);
        if (!recorded) return MeetingRefusals.NotPossibleNow("corrected", meeting);
        var same = Attendance.MissingSide(correction.Attendance) == meeting.NoShowSide
            && (meeting.Status == MeetingStatus.Held) == (correction.Attendance == Attendance.Held);
        return same && !meeting.IsDisputed ? Decision.AlreadyTrue : Decision.Of(new AttendanceCorrected(correction.Attendance, correction.Reason, noteId));
    }

    public static Decision DecideDispute(Scene scene, string? noteId)
    {
        if (scene.Meeting.IsDisputed) return Decision.AlreadyTrue;
        return scene.Meeting.Status == MeetingStatus.Held
            ? Decision.Of(new MeetingDisputed(scene.Side, noteId))
            : MeetingRefusals.NotPossibleNow("disputed", scene.Meeting);
    }

    public static Decision Settle(Scene scene, string? noteId = null) =>
        scene.Meeting.IsDisputed ? Decision.Of(new DisputeSettled(noteId)) : Decision.AlreadyTrue;
}
