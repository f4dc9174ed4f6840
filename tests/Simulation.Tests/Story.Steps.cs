using TravelMart.Simulation.Tests.Model;

namespace TravelMart.Simulation.Tests;

/// <summary>What happens when, and how often.</summary>
internal sealed partial class Story
{
    private async Task Step(double passed, MartSetup setup)
    {
        while (true)
        {
            // One plan at least is published before the day.
            var step = passed >= 0.38 && !_plans.ContainsValue(true) && !_model.IsClosed ? Publish : Pick(passed < 0.4 ? Before(setup) : passed < 0.9 ? OnTheDay(setup) : After());
            try
            {
                await step();
                return;
            }
            catch (NothingThere) { /* Another step, then: there are always wishes to state. */ }
        }
    }

    private (int Weight, Func<Task> Do)[] Before(MartSetup setup) =>
    [
        (26, Wish), (3, Unwish), (20, Request), (14, Accept), (6, Offer), (4, Decline), (3, TakeBack), (5, Block), (3, MoveClock), (4, Move), (3, Cancel),
        (3, Draft), (3, Publish), (1, Leave), (4, () => ComeBack(setup)), (1, Start),
    ];

    private (int Weight, Func<Task> Do)[] OnTheDay(MartSetup setup) =>
    [
        (3, Wish), (8, Request), (8, Accept), (2, Offer), (2, Decline), (1, TakeBack), (2, Block), (4, MoveClock), (5, Move), (4, Cancel), (1, Draft), (1, Publish),
        (1, Leave), (4, () => ComeBack(setup)), (6, Arrive), (7, CheckIn), (7, Start), (18, Hold), (8, Miss), (12, WalkIn), (12, Log), (5, Dispute), (3, Settle), (5, Correct),
    ];

    private (int Weight, Func<Task> Do)[] After() =>
    [
        (6, Log), (4, Dispute), (3, Settle), (6, Correct), (6, Seal), (2, MoveClock), (4, Hold), (2, Miss), (2, CheckIn), (1, Start), (1, Wish), (1, Unwish), (1, Request),
        (2, Cancel), (1, Move), (1, Accept), (1, Decline), (1, TakeBack), (1, Arrive), (1, Block), (1, Leave),
    ];

    private Func<Task> Pick((int Weight, Func<Task> Do)[] steps)
    {
        var drawn = _random.Next(steps.Sum(s => s.Weight));
        foreach (var (weight, step) in steps)
            if ((drawn -= weight) < 0) return step;
        return steps[^1].Do;
    }

    private Task Wish()
    {
        var (from, about) = AnyPair();
        var (strength, rank) = _random.Next(12) == 0 ? ("never", (int?)null) : _random.Next(3) == 0 ? ("must", null) : ("would", _random.Next(1, 5));
        var caller = Client(from.Role, from.Id);
        return Act($"{from.Id} wishes {about.Id}: {strength} {rank}", _model.Wish(from, about, strength, rank, _at),
            key => caller.Put($"/matching/marts/{mart}/wishes/{from.Id}/{about.Id}", new { strength, rank }, _at, key));
    }

    private Task Unwish()
    {
        var (from, about) = Any(_model.Wishes.Keys);
        return Act($"{from.Id} takes back the wish about {about.Id}", _model.Unwish(from, about, _at),
            _ => Client(from.Role, from.Id).Delete($"/matching/marts/{mart}/wishes/{from.Id}/{about.Id}", _at));
    }

    private Task Request()
    {
        var (buyer, seller, side) = (AnyBuyer(), AnySeller(), AnySide());
        var (slots, repeat) = (SomeSlots(3), _random.Next(5) == 0);
        var (caller, behalf) = Speaker(side, buyer, seller);
        return Act($"{side} asks for {buyer.Id} with {seller.Id} in [{string.Join(' ', slots)}]{(repeat ? " again" : "")}", _model.Request(buyer, seller, side, slots, repeat, _at),
            key => caller.Post($"/matching/marts/{mart}/meetings", new { buyer = buyer.Id, seller = seller.Id, preferredSlots = slots, repeat }, _at, key, behalf));
    }

    private async Task Accept()
    {
        var e = AnyMeeting("requested");
        var side = Answerer(e);
        var slot = e.Proposed.Length > 0 && _random.Next(5) > 0 ? Any(e.Proposed) : AnySlot();
        var answer = await Do(e, side, "accept", _model.Accept(e, side, slot, _at), new { slot }, $"slot {slot} of");
        if (answer.Ok) await SeatInterpreter(e);
    }

    private Task Offer()
    {
        var (e, slots) = (AnyMeeting("requested"), SomeSlots(3));
        var side = Answerer(e);
        return Do(e, side, "offer", _model.Offer(e, side, slots, _at), new { slots }, $"[{string.Join(' ', slots)}] for");
    }

    private Task Decline()
    {
        var e = AnyMeeting("requested");
        var side = Answerer(e);
        return Do(e, side, "decline", _model.Decline(e, side, _at), new { reason = "no-time" });
    }

    private Task TakeBack()
    {
        var (e, side) = (AnyMeeting("requested"), AnySide());
        return Do(e, side, "withdraw", _model.TakeBack(e, side, _at), new { reason = "found-another" });
    }

    private Task<Testing.ApiAnswer> Do(Encounter e, string side, string verb, Expectation expected, object? body = null, string what = "")
    {
        var (caller, behalf) = Speaker(side, e.Buyer, e.Seller);
        return Act($"{side}: {verb} {what} {e.Buyer.Id}-{e.Seller.Id} ({e.State}, slot {e.Slot}, {e.Id})", expected,
            key => caller.Post($"/matching/marts/{mart}/meetings/{e.Id}/{verb}", body ?? new { }, _at, key, behalf));
    }

    private (Company From, Company About) AnyPair()
    {
        var (buyer, seller) = (AnyBuyer(), AnySeller());
        return _random.Next(2) == 0 ? (buyer, seller) : (seller, buyer);
    }
}
