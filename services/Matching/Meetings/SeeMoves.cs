using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// Where a booked meeting could move, and for every other slot why not: each slot is put to the very decision that moving takes. A help for
/// choosing, never a promise: only moving holds the new slot.
/// </summary>
internal static class SeeMoves
{
    /// <param name="Slot">The slot.</param>
    /// <param name="Possible">Whether the meeting could move there at this moment.</param>
    /// <param name="Refusal">The name of what stands in the way; null where nothing does.</param>
    /// <param name="Why">The same as a sentence.</param>
    /// <param name="Buyer">The buyer of the meeting that stands in the way, if one does.</param>
    /// <param name="Seller">Its seller.</param>
    internal sealed record Move(int Slot, bool Possible, string? Refusal, string? Why, string? Buyer, string? Seller);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/meetings/{meeting:guid}/moves", Get)
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<IEnumerable<Move>>().WithSummary("Every slot, with whether a booked meeting could move there, or why not");

    private static async Task<IResult> Get(string mart, Guid meeting, HttpContext http, LiveView<MatchIndex> index, TimeProvider clock,
        [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log, CancellationToken cancel)
    {
        var state = await index.Fresh(mart, cancel);
        if (!state.Meetings.TryGetValue(meeting, out var moving)) return Problems.From(MeetingRefusals.MeetingUnknown);
        var caller = Caller.From(http.User);
        if (!caller.IsOrganizer && caller.Company != moving.Buyer && caller.Company != moving.Seller) return Problems.From(Problems.NotYours(moving.Buyer + " or " + moving.Seller));
        var (buyer, seller) = (state.Participants[moving.Buyer], state.Participants[moving.Seller]);
        var units = Booking.Candidates(state.Mart, buyer, seller).ToHashSet();
        var scene = new Scene
        {
            Mart = state.Mart,
            Now = state.Mart.Opened is { Rehearsal: false } ? clock.GetUtcNow() : state.Now,
            Meeting = moving,
            Buyer = buyer,
            Seller = seller,
            Side = Sides.Desk,
            BuyersWish = state.Wishes.GetValueOrDefault((buyer.Company, seller.Company), Wish.None),
            SellersWish = state.Wishes.GetValueOrDefault((seller.Company, buyer.Company), Wish.None),
            Held = (await log.ReadClaims(mart, cancel: cancel)).Where(c => units.Contains(c.Unit)).GroupBy(c => c.Slot).ToDictionary(g => g.Key, IReadOnlyList<Claim> (g) => [.. g]),
        };
        return Results.Ok(state.Mart.Slots.Select(s => Tried(state, scene, s.Number)));
    }

    private static Move Tried(MatchIndex state, Scene scene, int slot)
    {
        var refusal = MoveMeeting.Decide(scene, slot).Refusal;
        var held = refusal is null ? [] : scene.HeldByOthers(slot).Select(c => c.Holder).ToHashSet();
        var other = held.Count == 0 ? null
            : state.Meetings.Values.FirstOrDefault(m => held.Contains(m.Holder) && (m.Buyer == scene.Buyer.Company || m.Seller == scene.Seller.Company));
        return new(slot, refusal is null, refusal?.Name, refusal?.Sentence, other?.Buyer, other?.Seller);
    }
}
