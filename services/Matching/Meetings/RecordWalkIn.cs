using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// A buyer walks up to a free stand and sits down. The desk or the seller records it as it happens: it holds the rest of the current
/// slot like any other meeting, and its origin says for ever that nobody had arranged it.
/// </summary>
internal static class RecordWalkIn
{
    internal sealed record Request([property: JsonRequired] string Buyer, [property: JsonRequired] string Seller,
        [property: JsonRequired] int Slot, bool Repeat = false);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/meetings/walk-in", (string mart, Request request, Write write, MeetingDesk desk) =>
                desk.Handle(write, new(mart, Ids.From("walk-in", mart, write.CommandId.ToString()), (request.Buyer, request.Seller), [request.Slot])
                {
                    Status = StatusCodes.Status201Created,
                }, scene => Decide(scene, request.Slot, request.Repeat)))
            .Allow(Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>(StatusCodes.Status201Created).WithSummary("Record a walk-in in the current slot");

    public static Decision Decide(Scene scene, int slot, bool repeat)
    {
        if (scene.Meeting.Status != MeetingStatus.None) return Decision.AlreadyTrue;
        if (scene.Mart.SlotAt(scene.Now)?.Number != slot)
            return new Refusal("NotTheCurrentSlot", "A walk-in is recorded in the slot that is going on.")
            {
                Details = new Dictionary<string, object?> { ["currentSlot"] = scene.Mart.SlotAt(scene.Now)?.Number },
            };
        var booked = BookingDecision.Book(scene, slot, Origins.WalkIn, repeat, null, "Walked in.");
        return booked.Refusal is null ? booked with { Events = [.. booked.Events, new MeetingStarted()] } : booked;
    }
}
