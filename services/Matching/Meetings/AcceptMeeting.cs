using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// The side that was asked accepts one slot. Only now is anything held: the buyer, the seller, a table and, where the two share no
/// language, an interpreter, all in the commit that states the booking. Of hundreds who want the same slot at once one wins, and
/// every other learns who took it.
/// </summary>
internal static class AcceptMeeting
{
    internal sealed record Request([property: JsonRequired] int Slot);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/accept", (string mart, Guid meeting, Request request, Write write, MeetingDesk desk) =>
                desk.Handle(write, new(mart, meeting, Slots: [request.Slot]), scene => Decide(scene, request.Slot)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Accept one slot: books the meeting");

    public static Decision Decide(Scene scene, int slot)
    {
        var meeting = scene.Meeting;
        if (meeting.IsOnTheBooks && meeting.Slot == slot) return Decision.AlreadyTrue;
        if (Answering.Refuse(scene, "accepted") is { } refusal) return refusal;
        if (meeting.ProposedSlots.Count > 0 && !meeting.ProposedSlots.Contains(slot))
            return new Refusal("SlotNotProposed", $"Nobody put {scene.Mart.Called(slot)} forward; offer it instead.")
            {
                Details = new Dictionary<string, object?> { ["slot"] = slot, ["proposed"] = meeting.ProposedSlots },
            };
        var asked = meeting.ProposedBy;
        return BookingDecision.Book(scene, slot, scene.OriginNow, meeting.Repeat, null,
            $"Put forward by the {asked}, accepted by the {(scene.Side == Sides.Desk ? "desk for the " : "")}{Meeting.Other(asked)}.");
    }
}

/// <summary>Who may answer a proposal, and when: the rule that accepting, offering and declining share.</summary>
internal static class Answering
{
    public static Refusal? Refuse(Scene scene, string verb)
    {
        var meeting = scene.Meeting;
        if (meeting.Status == MeetingStatus.Expired || (meeting.Status == MeetingStatus.Requested && meeting.ExpiresAt <= scene.Now))
            return new("RequestExpired", "The request was not answered in time; ask again.");
        if (meeting.Status != MeetingStatus.Requested) return MeetingRefusals.NotPossibleNow(verb, meeting);
        return scene.Side == meeting.ProposedBy
            ? new("WaitingForTheOtherSide", $"The {Meeting.Other(scene.Side)} has to answer first.")
            : null;
    }
}
