using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// The day itself: a side is at the table, the meeting begins, it was held, or a side did not come. Each is recorded by a person, of
/// either side or at the desk; no timer ever declares a no-show.
/// </summary>
internal static class RunMeeting
{
    internal sealed record SideRequest(string? Side = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        MapVerb(routes, "check-in", "A side is at the table", (scene, side) => CheckIn(scene, side));
        MapVerb(routes, "start", "The meeting begins", (scene, _) => Start(scene));
        MapVerb(routes, "held", "The meeting took place", (scene, _) => Hold(scene));
        MapVerb(routes, "no-show", "A side did not come", NoShow);
    }

    public static Decision CheckIn(Scene scene, string? named)
    {
        var side = named ?? scene.Side;
        if (side is not (Sides.Buyer or Sides.Seller)) return SideMissing;
        if (scene.Side != Sides.Desk && side != scene.Side) return SideIsNotYours(side);
        if (scene.Meeting.CheckedIn.Contains(side)) return Decision.AlreadyTrue;
        if (scene.Meeting.Status is not (MeetingStatus.Booked or MeetingStatus.Started)) return MeetingRefusals.NotPossibleNow("checked in", scene.Meeting);
        return scene.Now < scene.Mart.Opened!.OpensAt
            ? new Refusal("MartHasNotOpened", "Nobody is at a table before the mart opens.")
            : Decision.Of(new MeetingCheckedIn(side));
    }

    // A meeting that has begun can be neither moved nor cancelled, so it does not begin before its slot.
    public static Decision Start(Scene scene)
    {
        if (scene.Meeting.Status == MeetingStatus.Started) return Decision.AlreadyTrue;
        if (scene.Meeting.Status != MeetingStatus.Booked) return MeetingRefusals.NotPossibleNow("started", scene.Meeting);
        return NotBegun(scene) is { } early ? early : Decision.Of(new MeetingStarted());
    }

    public static Decision Hold(Scene scene)
    {
        if (scene.Meeting.Status == MeetingStatus.Held) return Decision.AlreadyTrue;
        if (scene.Meeting.Status is not (MeetingStatus.Booked or MeetingStatus.Started)) return MeetingRefusals.NotPossibleNow("held", scene.Meeting);
        return NotBegun(scene) is { } early ? early : Decision.Of(new MeetingHeld(scene.Side));
    }

    public static Decision NoShow(Scene scene, string? side)
    {
        if (side is not (Sides.Buyer or Sides.Seller)) return SideMissing;
        if (scene.Meeting.Status == MeetingStatus.NoShow && scene.Meeting.NoShowSide == side) return Decision.AlreadyTrue;
        if (scene.Meeting.Status != MeetingStatus.Booked) return MeetingRefusals.NotPossibleNow("missed", scene.Meeting);
        return NotBegun(scene) is { } early ? early : Decision.Of(new NoShowRecorded(side, scene.Side));
    }

    private static Refusal SideMissing { get; } = new("SideMissing", "Say which side: buyer or seller.", 400);

    private static Refusal SideIsNotYours(string side) =>
        new("SideIsNotYours", $"That the {side} is at the table is said by the {side} or by the desk.", StatusCodes.Status403Forbidden);

    private static Refusal? NotBegun(Scene scene) =>
        scene.Mart.Slot(scene.Meeting.Slot) is { } slot && slot.Start > scene.Now
            ? MeetingRefusals.OfSlot(slot.Number, "SlotHasNotBegun", $"It is too early: {scene.Mart.Called(slot.Number)} has not begun.")
            : null;

    private static void MapVerb(IEndpointRouteBuilder routes, string verb, string summary, Func<Scene, string?, Decision> decide) =>
        routes.MapPost($"/marts/{{mart}}/meetings/{{meeting:guid}}/{verb}", (string mart, Guid meeting, SideRequest request, Write write, MeetingDesk desk) =>
                desk.Handle(write, new(mart, meeting), scene => decide(scene, request.Side)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary(summary);
}
