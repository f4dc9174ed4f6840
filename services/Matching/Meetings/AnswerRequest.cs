using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// Answers to a request other than yes: either side may put other slots forward, any number of times; decline with a reason; or take
/// its own request back.
/// </summary>
internal static class AnswerRequest
{
    internal sealed record Offer(IReadOnlyList<int> Slots, string? Note = null);

    internal sealed record No(string Reason, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/offer", (string mart, Guid meeting, Offer offer, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, offer.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows), scene => DecideOffer(scene, offer.Slots ?? [], note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Put other slots forward");
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/decline", (string mart, Guid meeting, No no, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, no.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows), scene => DecideDecline(scene, no.Reason, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Decline with a reason");
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/withdraw", (string mart, Guid meeting, No no, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, no.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows), scene => DecideWithdraw(scene, no.Reason, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Take one's own request back");
    }

    public static Decision DecideOffer(Scene scene, IReadOnlyList<int> slots, string? noteId)
    {
        if (Answering.Refuse(scene, "answered") is { } refusal) return refusal;
        if (scene.PairRefusal() is { } excluded) return excluded;
        if (slots.Count == 0 || slots.Count > scene.Mart.Slots.Count) return new Refusal("NoSlotsOffered", "Offer at least one slot of the mart.", 400);
        foreach (var slot in slots)
            if (scene.SlotRefusal(slot) is { } bad) return bad;
        var by = scene.Side == Sides.Desk ? Meeting.Other(scene.Meeting.ProposedBy) : scene.Side;
        return Decision.Of(new SlotsOffered(by, slots, RequestMeeting.Expiry(scene), noteId));
    }

    public static Decision DecideDecline(Scene scene, string reason, string? noteId)
    {
        if (scene.Meeting.Status == MeetingStatus.Declined) return Decision.AlreadyTrue;
        if (Notes.Check("reason", reason) is { } notCode) return notCode;
        if (Answering.Refuse(scene, "declined") is { } refusal) return refusal;
        var by = scene.Side == Sides.Desk ? Meeting.Other(scene.Meeting.ProposedBy) : scene.Side;
        return Decision.Of(new RequestDeclined(by, reason, noteId));
    }

    public static Decision DecideWithdraw(Scene scene, string reason, string? noteId = null)
    {
        if (scene.Meeting.Status == MeetingStatus.Withdrawn) return Decision.AlreadyTrue;
        if (Notes.Check("reason", reason) is { } notCode) return notCode;
        if (scene.Meeting.Status != MeetingStatus.Requested) return MeetingRefusals.NotPossibleNow("withdrawn", scene.Meeting);
        return scene.Side == Sides.Desk || scene.Side == scene.Meeting.AskedBy
            ? Decision.Of(new RequestWithdrawn(scene.Side, reason, noteId))
            : new Refusal("RequestIsNotYours", $"The {scene.Meeting.AskedBy} asked, so only the {scene.Meeting.AskedBy} can take it back; decline it instead.");
    }
}
