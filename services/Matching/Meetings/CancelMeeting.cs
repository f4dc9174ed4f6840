using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>A booked meeting is called off, with a reason. Everything it held is free in the same commit, so that others can fill the gap.</summary>
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
        return scene.Meeting.Status == MeetingStatus.Booked
            ? Decision.Of(new MeetingCancelled(scene.Side, reason, noteId)) with { Releases = [scene.Meeting.Holder] }
            : MeetingRefusals.NotPossibleNow("cancelled", scene.Meeting);
    }
}
