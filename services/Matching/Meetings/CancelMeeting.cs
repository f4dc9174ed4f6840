using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// A booked meeting is called off, with a reason. Everything it held is free in the same commit, so that others can fill the gap. What is
/// over was held or missed, and no side can undo that by calling it off; the desk can, where neither was meant.
/// </summary>
internal static class CancelMeeting
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/cancel", (string mart, Guid meeting, AnswerRequest.No no, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, no.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows), scene => Decide(scene, no.Reason, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Cancel a booked meeting");

    public static Decision Decide(Scene scene, string reason, string? noteId)
    {
        if (scene.Meeting.Status == MeetingStatus.Cancelled) return Decision.AlreadyTrue;
        if (Notes.Check("reason", reason) is { } notCode) return notCode;
        if (scene.Meeting.Status != MeetingStatus.Booked) return MeetingRefusals.NotPossibleNow("cancelled", scene.Meeting);
        return scene.Side != Sides.Desk && scene.Mart.Slot(scene.Meeting.Slot)?.End <= scene.Now
            ? new Refusal("MeetingIsOver", "The time of this meeting is over: it was held, or a side did not come. Record which.")
            : Decision.Of(new MeetingCancelled(scene.Side, reason, noteId)) with { Releases = [scene.Meeting.Holder] };
    }
}
