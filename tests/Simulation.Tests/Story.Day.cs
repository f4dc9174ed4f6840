using TravelMart.Simulation.Tests.Model;

namespace TravelMart.Simulation.Tests;

/// <summary>Steps of the day and of the desk.</summary>
internal sealed partial class Story
{
    private async Task Move()
    {
        var (e, side, slot) = (AnyMeeting("booked"), AnySide(), AnySlot());
        var answer = await Do(e, side, "move", _model.Move(e, slot, _at), new { slot }, $"to slot {slot}");
        if (answer.Ok) await SeatInterpreter(e);
    }

    private Task Cancel()
    {
        var (e, side) = (AnyMeeting("booked"), AnySide());
        return Do(e, side, "cancel", _model.Cancel(e, side, _at), new { reason = "ill" });
    }

    private Task CheckIn()
    {
        var (e, by, side) = (AnyMeeting("booked", "started"), AnySide(), Any(["buyer", "seller"]));
        return Do(e, by, "check-in", _model.CheckIn(e, by, side, _at), new { side }, side);
    }

    private Task Start()
    {
        var e = AnyMeeting("booked");
        return Do(e, AnySide(), "start", _model.Start(e, _at));
    }

    private Task Hold()
    {
        var e = AnyMeeting("booked", "started");
        return Do(e, AnySide(), "held", _model.Hold(e, _at));
    }

    private Task Miss()
    {
        var (e, side) = (AnyMeeting("booked"), Any(["buyer", "seller"]));
        return Do(e, AnySide(), "no-show", _model.Miss(e, side, _at), new { side }, side);
    }

    private async Task WalkIn()
    {
        var (buyer, seller) = (AnyBuyer(), AnySeller());
        var (slot, repeat) = (_model.Going(_at) is { } going && _random.Next(8) > 0 ? going : AnySlot(), _random.Next(4) == 0);
        var caller = _random.Next(2) == 0 ? Organizer : Client("seller", seller.Id);
        var answer = await Act($"{buyer.Id} walks in at {seller.Id} in slot {slot}{(repeat ? " again" : "")}", _model.WalkIn(buyer, seller, slot, repeat, _at),
            key => caller.Post($"/matching/marts/{mart}/meetings/walk-in", new { buyer = buyer.Id, seller = seller.Id, slot, repeat }, _at, key));
        if (answer.Ok) await SeatInterpreter(_model.Encounters[answer.Json.GetProperty("meeting").GetGuid()]);
    }

    private Task Log()
    {
        var (e, side) = (AnyMeeting("started", "held"), AnySide());
        var amount = _random.Next(3) > 0;
        var deal = new Deal(Any(["none", "informative", "promising", "agreed"]), amount ? _random.Next(1, 1_000_000) : null,
            amount ? Any(["USD", "KRW", "KZT"]) : null, amount ? Any(["discussed", "under-negotiation", "signed"]) : null);
        var (caller, behalf) = Speaker(side, e.Buyer, e.Seller);
        object body = new { outcome = deal.Outcome, amount = amount ? new { minor = deal.Minor, currency = deal.Currency, kind = deal.Kind } : null };
        return Act($"{side} logs {e.Buyer.Id}-{e.Seller.Id}: {deal}", _model.Log(e, side, deal, _at),
            key => caller.Put($"/matching/marts/{mart}/meetings/{e.Id}/log", body, _at, key, behalf));
    }

    private Task Dispute()
    {
        var e = AnyMeeting("held");
        return Do(e, AnySide(), "dispute", _model.Dispute(e, _at));
    }

    private Task Settle()
    {
        var e = Any(_model.Encounters.Values.Where(m => m.Disputed || _random.Next(10) == 0));
        return Do(e, "desk", "settle", _model.Settle(e, _at));
    }

    private Task Correct()
    {
        var (e, missing) = (AnyMeeting("held", "no-show", "booked"), Any([null, "buyer", "seller"]));
        return Do(e, "desk", "correct-attendance", _model.Correct(e, missing, _at), new { attendance = missing is null ? "held" : "no-show-" + missing, reason = "wrong-row" },
            missing ?? "held");
    }

    private Task Arrive()
    {
        var c = AnyOf(_model.Companies);
        return Act($"{c.Id} arrives", _model.Arrive(c, _at), key => Client(c.Role, c.Id).Post($"/matching/marts/{mart}/participants/{c.Id}/hall-check-in", null, _at, key));
    }

    private Task Block()
    {
        var (c, slots) = (AnyOf(_model.Companies), SomeSlots(2));
        return Act($"{c.Id} is away in [{string.Join(' ', slots)}]", _model.Block(c, slots, _at),
            key => Client(c.Role, c.Id).Put($"/matching/marts/{mart}/participants/{c.Id}/availability", new { blockedSlots = slots }, _at, key));
    }

}
