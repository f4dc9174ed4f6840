using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// A booked meeting moves to another slot. What it held is released and the new seats are claimed in one commit: there is no moment
/// in which it holds both or neither.
/// </summary>
internal static class MoveMeeting
{
    internal sealed record Request([property: JsonRequired] int Slot);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/meetings/{meeting:guid}/move", (string mart, Guid meeting, Request request, Write write, MeetingDesk desk) =>
                desk.Handle(write, new(mart, meeting, Slots: [request.Slot]), scene => Decide(scene, request.Slot)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Move a booked meeting to another slot");

    public static Decision Decide(Scene scene, int slot)
    {
        var meeting = scene.Meeting;
        if (meeting.Status != MeetingStatus.Booked) return MeetingRefusals.NotPossibleNow("moved", meeting);
        if (meeting.Slot == slot) return Decision.AlreadyTrue;
        if ((scene.PairRefusal() ?? scene.SlotRefusal(slot)) is { } refusal) return refusal;
        var (seats, taken) = Booking.Choose(scene.Mart, scene.Buyer, scene.Seller, slot, scene.HeldByOthers(slot), meeting.Id);
        if (seats is null) return taken!;
        return Decision.Of(new MeetingMoved(meeting.Slot, slot, seats.Units, seats.Table, seats.Interpreter, scene.Side)) with
        {
            Releases = [meeting.Holder],
            Claims = BookingDecision.Claims(scene, slot, seats, meeting.Repeat),
        };
    }
}
