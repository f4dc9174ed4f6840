using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>A mart that is closed is over; what is said about it afterwards is said about its record.</summary>
public sealed class ClosedMartTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private static readonly DateTimeOffset Over = MartBuilder.Slot(15).End;
    private TestSystem _system = null!;
    private ApiClient _desk = null!;
    private Guid _held, _booked, _asked;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Seller("S2", 2).Seller("S3", 3).Buyer("B1").Write(_system);
        _desk = _system.Organizer();
        (_held, _booked) = (await Book("S1", 3), await Book("S2", 4));
        (await _desk.Put($"{Mart}/wishes/B1/S3", new { strength = "must" }, MartBuilder.Before)).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{_held}/held", null, MartBuilder.Slot(3).End)).Expect(200);
        _asked = await Ask("S3", 15, MartBuilder.Slot(14).Start);
        (await _desk.Post($"{Mart}/results", new { acceptUnresolved = true }, Over)).Expect(201);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Nothing_happens_any_more()
    {
        foreach (var verb in new[] { "cancel", "check-in", "start", "held", "no-show", "move" })
            (await _desk.Post($"{Mart}/meetings/{_booked}/{verb}", new { side = "buyer", reason = "ill", slot = 5 }, Over)).Refusal.ShouldBe("MartIsClosed", verb);
        foreach (var verb in new[] { "accept", "offer", "decline", "withdraw" })
            (await _desk.Post($"{Mart}/meetings/{_asked}/{verb}", new { reason = "full", slot = 15, slots = new[] { 15 } }, Over)).Refusal.ShouldBe("MartIsClosed", verb);
        (await _desk.Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1", repeat = true }, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Post($"{Mart}/meetings/walk-in", new { buyer = "B1", seller = "S1", slot = 15 }, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Put($"{Mart}/participants/B1/availability", new { blockedSlots = new[] { 7 } }, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Post($"{Mart}/participants/B1/hall-check-in", null, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Delete($"{Mart}/wishes/B1/S3", Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Put($"{Mart}/wishes/B1/S3", new { strength = "never" }, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Post($"{Mart}/plans", null, Over)).Refusal.ShouldBe("MartIsClosed");
        (await _desk.Get($"{Mart}/participants/B1/free-slots?with=S3")).Expect(200).Json.GetProperty("slots").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Its_record_is_completed_disputed_and_corrected()
    {
        (await _desk.Put($"{Mart}/meetings/{_held}/log", new { outcome = "agreed" }, Over)).Expect(200);
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings/{_held}/dispute", null, Over)).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{_held}/settle", null, Over)).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{_booked}/correct-attendance", new { attendance = "held", reason = "late-note" }, Over)).Expect(200);
        (await _desk.Post($"{Mart}/results", new { reason = "late-note" }, Over)).Expect(201).Json.GetProperty("number").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_request_that_nobody_answered_still_lapses()
    {
        (await _desk.Post($"{Mart}/clock", null, Over.AddDays(1))).Expect(200);
        await Poll.Until(async () => (await _desk.Get($"{Mart}/meetings/{_asked}")).Json.GetProperty("status").GetString() == "expired");
    }

    private async Task<Guid> Book(string seller, int slot)
    {
        var id = await Ask(seller, slot, MartBuilder.Before);
        (await _system.As("seller", seller).Post($"{Mart}/meetings/{id}/accept", new { slot }, MartBuilder.Before)).Expect(200);
        return id;
    }

    private async Task<Guid> Ask(string seller, int slot, DateTimeOffset at) =>
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller, preferredSlots = new[] { slot } }, at))
            .Expect(201).Json.GetProperty("meeting").GetGuid();
}
