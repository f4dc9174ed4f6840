using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>Hundreds of people accept at the same time, over HTTP, for the same few slots. Log, claims and answers must agree.</summary>
public sealed class DoubleBookingRaceTests
{
    private const string Mart = "/matching/marts/test-mart";

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task Of_all_who_want_one_sellers_slots_each_slot_has_one_winner_and_every_loser_is_told_who_took_it(int staggerMilliseconds)
    {
        const int racers = 200;
        int[] wanted = [2, 3, 4, 5, 6];
        await using var system = await TestSystem.Start();
        var mart = new MartBuilder().Seller("S1", 1);
        for (var b = 0; b < racers; b++) mart.Buyer($"B{b}");
        await mart.Write(system);
        var seller = system.As("seller", "S1");
        var requests = await Task.WhenAll(Enumerable.Range(0, racers).Select(b => Ask(system, $"B{b}", "S1", wanted)));

        var random = new Random(7);
        var orders = requests.Select(r => (Meeting: r, Slots: wanted.OrderBy(_ => random.Next()).ToArray(), Delay: random.Next(staggerMilliseconds + 1))).ToList();
        var results = await Task.WhenAll(orders.Select(async racer =>
        {
            await Task.Delay(racer.Delay, TestContext.Current.CancellationToken);
            var refusals = new List<ApiAnswer>();
            foreach (var slot in racer.Slots)
            {
                var answer = await seller.Post($"{Mart}/meetings/{racer.Meeting}/accept", new { slot }, MartBuilder.Before);
                if (answer.Ok) return (Won: (int?)slot, refusals);
                refusals.Add(answer);
            }
            return (Won: null, refusals);
        }));

        results.Where(r => r.Won is not null).Select(r => r.Won!.Value).Order().ShouldBe(wanted);
        foreach (var refusal in results.SelectMany(r => r.refusals))
        {
            ((int)refusal.Status).ShouldBe(409);
            refusal.Refusal.ShouldBe("SlotAlreadyTaken");
            refusal.Json.GetProperty("taken").GetString().ShouldBe("seller S1");
            refusal.Json.GetProperty("holders").GetArrayLength().ShouldBe(1);
        }
        await LogAndClaimsAgree(system);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public async Task In_a_crowded_hall_with_shared_tables_and_one_interpreter_nothing_is_booked_twice_and_nothing_stays_free_that_a_loser_wanted(int staggerMilliseconds)
    {
        const int sellers = 8, buyers = 25, tables = 5;
        await using var system = await TestSystem.Start();
        var mart = new MartBuilder { SharedTables = tables }.Interpreter("I1", "ko", "kk");
        for (var s = 0; s < sellers; s++) mart.Seller($"S{s}", s + 1, s == 0 ? 2 : 1);
        for (var b = 0; b < buyers; b++) mart.Buyer($"B{b}", b % 5 == 0 ? ["kk"] : ["en"]);
        await mart.Register(system);
        int[] wanted = [0, 1];
        var pairs = (from s in Enumerable.Range(0, sellers) from b in Enumerable.Range(0, buyers) select (Buyer: $"B{b}", Seller: $"S{s}")).ToList();
        var asked = await Task.WhenAll(pairs.Select(async p => (p.Buyer, p.Seller, Meeting: await Ask(system, p.Buyer, p.Seller, wanted))));

        var random = new Random(11);
        var attempts = asked.OrderBy(_ => random.Next()).SelectMany(a => wanted.Select(slot => (a.Buyer, a.Seller, a.Meeting, Slot: slot, Delay: random.Next(staggerMilliseconds + 1)))).ToList();
        var answers = await Task.WhenAll(attempts.Select(async a =>
        {
            await Task.Delay(a.Delay, TestContext.Current.CancellationToken);
            return (Attempt: a, Answer: await system.As("seller", a.Seller).Post($"{Mart}/meetings/{a.Meeting}/accept", new { slot = a.Slot }, MartBuilder.Before));
        }));

        answers.ShouldAllBe(a => a.Answer.Ok || (int)a.Answer.Status == 409);
        await LogAndClaimsAgree(system);
        var claims = await system.Log("matching").ReadClaims("test-mart");
        await TheBoardAgrees(system);
        foreach (var slot in wanted) claims.Count(c => c.Slot == slot && c.Unit.StartsWith("table/", StringComparison.Ordinal)).ShouldBe(tables);
    }

    private static async Task LogAndClaimsAgree(TestSystem system)
    {
        var log = system.Log("matching");
        var claims = await log.ReadClaims("test-mart");
        var booked = new Dictionary<string, (int Slot, string Pair, List<string> Units)>();
        await foreach (var e in log.Follow(0, "test-mart"))
            if (e.Type == "meeting-booked")
            {
                var fact = System.Text.Json.JsonDocument.Parse(e.Json).RootElement;
                fact.GetProperty("repeat").GetBoolean().ShouldBeFalse();
                booked.TryAdd(e.Stream, (fact.GetProperty("slot").GetInt32(), $"pair/{fact.GetProperty("buyer").GetString()}/{fact.GetProperty("seller").GetString()}",
                    [.. fact.GetProperty("units").EnumerateArray().Select(u => u.GetString()!)])).ShouldBeTrue("a meeting is booked once");
            }
        var fromLog = booked.SelectMany(b => b.Value.Units.Select(u => (u, b.Value.Slot, b.Key)).Append((b.Value.Pair, -1, b.Key))).ToList();
        fromLog.Select(x => (x.Item1, x.Item2)).ShouldBeUnique();
        fromLog.Order().ShouldBe(claims.Select(c => (c.Unit, c.Slot, c.Holder)).Order());
    }

    /// <summary>The board, which hears of bookings by messages alone, shows exactly the meetings that hold claims.</summary>
    private static async Task TheBoardAgrees(TestSystem system)
    {
        var claimed = (await system.Log("matching").ReadClaims("test-mart", "table/")).Select(c => (Meeting: c.Holder["meeting/".Length..], c.Slot, Table: c.Unit["table/".Length..])).Order().ToList();
        List<(string, int, string)> shown = [];
        await Poll.Until(async () =>
        {
            var hall = (await system.As("viewer").Get("/boards/marts/test-mart/hall")).Expect(200).Json;
            shown = [.. hall.GetProperty("meetings").EnumerateArray().Select(m => (m.GetProperty("meeting").GetString()!, m.GetProperty("slot").GetInt32(), m.GetProperty("table").GetString()!)).Order()];
            return shown.Count >= claimed.Count;
        });
        shown.ShouldBe(claimed);
    }

    private static async Task<Guid> Ask(TestSystem system, string buyer, string seller, int[] slots) =>
        (await system.As("buyer", buyer).Post($"{Mart}/meetings", new { buyer, seller, preferredSlots = slots }, MartBuilder.Before))
            .Expect(201).Json.GetProperty("meeting").GetGuid();
}
