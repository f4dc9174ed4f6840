using System.Text.Json;
using TravelMart.Simulation.Tests.Model;

namespace TravelMart.Simulation.Tests;

/// <summary>Steps of the organizer: companies that leave and come back, plans, the clock, results.</summary>
internal sealed partial class Story
{
    private Task MoveClock() => Act("the clock moves", _model.MoveClock(_at), key => Organizer.Post($"/matching/marts/{mart}/clock", null, _at, key));

    private async Task Leave()
    {
        var c = Any(_model.Companies.Where(c => c.Standing is "admitted" or "withdrawn"));
        await Act($"{c.Id} leaves", _model.Leave(c, _at), key => Organizer.Post($"/registration/marts/{mart}/companies/{c.Id}/withdraw", new { reason = "changed-plans", note = "They changed their plans." }, _at, key));
    }

    private async Task ComeBack(MartSetup setup)
    {
        var c = Any(_model.Companies.Where(c => c.Standing == "withdrawn"));
        // Nothing of before may still be on its way when the company is there again.
        await system.Settle();
        var before = c.Capacity;
        c.Capacity += _random.Next(2);
        (await setup.Apply(c, _at)).Expect(201);
        await Act($"{c.Id} comes back for {c.Capacity} at once (before {before})", _model.ComeBack(c, _at),
            key => Organizer.Post($"/registration/marts/{mart}/companies/{c.Id}/approve", new { stand = c.IsSeller ? int.Parse(c.Id[1..]) : (int?)null }, _at, key));
    }

    private async Task Draft()
    {
        _told.Add($"{_told.Count + 1,3} {_at:MM-dd HH:mm} a plan is drafted");
        var answer = await Organizer.Post($"/matching/marts/{mart}/plans", new { seed = _random.Next(100) }, _at);
        _told[^1] += answer.Ok ? "" : $" ({answer.Refusal})";
        answer.Refusal.ShouldBeOneOf(_model.IsClosed ? ["MartIsClosed"] : ["", "NoPlanFound"]);
        if (!answer.Ok) return;
        await Follow(_model.MoveClock(_at), answer);
        _plans.Add(answer.Json.GetProperty("plan").GetGuid(), false);
    }

    private async Task Publish()
    {
        if (_plans.Count == 0 || _random.Next(2) == 0) await Draft();
        var plan = Any(_plans.Keys);
        var published = _plans[plan];
        var expected = _model.Publish(published, _at);
        var at = _at > _model.Clock ? _at : _model.Clock;
        var answer = await Act($"plan {plan} is published", expected, key => Organizer.Post($"/matching/marts/{mart}/plans/{plan}/publish", null, _at, key));
        if (!answer.Ok || published) return;
        _plans[plan] = true;
        await Settling.Until(async () => (await Plan(plan)).GetProperty("summary").GetProperty("isSettled").GetBoolean(), $"plan {plan} is not settled");
        await TakeUp(await Plan(plan), at);
    }

    private async Task<JsonElement> Plan(Guid plan) => (await Organizer.Get($"/matching/marts/{mart}/plans/{plan}")).Expect(200).Json;

    /// <summary>What was placed, did not come back and did not meet already must be booked, and nothing else.</summary>
    private async Task TakeUp(JsonElement plan, DateTimeOffset at)
    {
        var back = plan.GetProperty("cameBack").EnumerateArray().Select(Pair).ToHashSet();
        var placed = plan.GetProperty("placed").EnumerateArray().Where(p => !back.Contains(Pair(p)) && !_model.PairIsTaken(Named(Pair(p).Buyer), Named(Pair(p).Seller))).Select(p => (Pair(p), p.GetProperty("slot").GetInt32())).Order().ToList();
        var known = _model.Encounters.Keys.ToHashSet();
        var booked = (await Organizer.Get($"/matching/marts/{mart}/meetings?take=200")).Expect(200).Json.GetProperty("items").EnumerateArray()
            .Where(m => !known.Contains(m.GetProperty("meeting").GetGuid())).ToList();
        booked.Select(m => (Pair(m), m.GetProperty("slot").GetInt32())).Order().ToList().ShouldBe(placed, "bookings of the plan");
        _model.Planned(booked.Select(m => (m.GetProperty("meeting").GetGuid(), Named(Pair(m).Buyer), Named(Pair(m).Seller), m.GetProperty("slot").GetInt32())), [.. back.Select(p => (Named(p.Buyer), Named(p.Seller)))], at);
        foreach (var m in booked) await SeatInterpreter(_model.Encounters[m.GetProperty("meeting").GetGuid()]);
        _told[^1] += $": {booked.Count} booked, {back.Count} came back";
    }

    private Company Named(string id) => _model.Companies.Single(c => c.Id == id);

    private static (string Buyer, string Seller) Pair(JsonElement entry) => (entry.GetProperty("buyer").GetString()!, entry.GetProperty("seller").GetString()!);

    private Task Seal()
    {
        var (accept, reason) = (_random.Next(4) > 0, _random.Next(3) > 0 ? "late-logs" : null);
        return Act($"the result is sealed{(accept ? ", open meetings accepted" : "")}", _model.Seal(accept, reason is not null, _at),
            key => Organizer.Post($"/matching/marts/{mart}/results", new { acceptUnresolved = accept, reason }, _at, key));
    }
}
