using TravelMart.EventSourcing;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// What accepting a request, publishing a plan and recording a walk-in have in common: the pair and the slot are looked at, seats are
/// chosen, and the fact and its claims go into one commit.
/// </summary>
internal static class BookingDecision
{
    /// <summary>Books the scene's pair in a slot, or refuses by name.</summary>
    public static Decision Book(Scene scene, int slot, string origin, bool repeat, Guid? plan, string reason)
    {
        if ((scene.PairRefusal() ?? scene.SlotRefusal(slot)) is { } refusal) return refusal;
        if (!repeat && scene.HeldByOthers(-1) is [var pair, ..])
            return new Refusal("PairAlreadyMeets", "These two companies already have a meeting. Ask for a repeat if it is meant.")
            {
                Details = new Dictionary<string, object?> { ["holder"] = pair.Holder },
            };
        var (seats, taken) = Booking.Choose(scene.Mart, scene.Buyer, scene.Seller, slot, scene.HeldByOthers(slot), scene.Meeting.Id);
        if (seats is null) return taken!;
        var (buyer, seller) = (scene.Buyer.Company, scene.Seller.Company);
        return Decision.Of(new MeetingBooked(buyer, seller, slot, seats.Units, seats.Table, seats.Interpreter, origin, plan, repeat, reason)) with
        {
            Claims = Claims(scene, slot, seats, repeat),
        };
    }

    /// <summary>The claims of a booking: one per unit, and the pair unless it meets again on purpose.</summary>
    public static IReadOnlyList<Claim> Claims(Scene scene, int slot, Seats seats, bool repeat)
    {
        List<Claim> claims = [.. seats.Units.Select(unit => new Claim(unit, slot, scene.Meeting.Holder))];
        if (!repeat) claims.Add(Booking.PairClaim(scene.Buyer.Company, scene.Seller.Company, scene.Meeting.Id));
        return claims;
    }
}
