using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class BookingFlowTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private TestSystem _system = null!;
    private ApiClient _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Seller("S2", 2, 2).Seller("S3", 3, 1, "ko").Buyer("B1").Buyer("B2").Buyer("B3", "kk")
            .Interpreter("I1", "ko", "kk").Write(_system);
        _desk = _system.Organizer();
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task A_buyer_asks_the_seller_offers_another_slot_the_buyer_accepts_and_the_meeting_is_booked()
    {
        var buyer = _system.As("buyer", "B1");
        var seller = _system.As("seller", "S1");
        var id = await Ask(buyer, "B1", "S1", 3);

        (await buyer.Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before)).Refusal.ShouldBe("WaitingForTheOtherSide");
        (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 4 }, MartBuilder.Before)).Refusal.ShouldBe("SlotNotProposed");
        (await seller.Post($"{Mart}/meetings/{id}/offer", new { slots = new[] { 5, 6 } }, MartBuilder.Before)).Expect(200);
        (await buyer.Post($"{Mart}/meetings/{id}/accept", new { slot = 6 }, MartBuilder.Before)).Expect(200);

        var meeting = (await seller.Get($"{Mart}/meetings/{id}")).Expect(200).Json;
        meeting.GetProperty("status").GetString().ShouldBe("booked");
        meeting.GetProperty("slot").GetInt32().ShouldBe(6);
        meeting.GetProperty("origin").GetString().ShouldBe("psa");
        (await Holders(6)).ShouldBe(["company/B1/1", "company/S1/1", "table/1"]);
    }

    [Fact]
    public async Task A_pending_request_holds_nothing()
    {
        await Ask(_system.As("buyer", "B1"), "B1", "S1", 3);
        (await Holders(3)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_loser_of_a_slot_learns_who_took_it()
    {
        await Book("B1", "S1", 3);
        var second = await Ask(_system.As("buyer", "B2"), "B2", "S1", 3);
        var answer = await _system.As("seller", "S1").Post($"{Mart}/meetings/{second}/accept", new { slot = 3 }, MartBuilder.Before);
        answer.Expect(409).Refusal.ShouldBe("SlotAlreadyTaken");
        answer.Json.GetProperty("taken").GetString().ShouldBe("seller S1");
        answer.Json.GetProperty("holders")[0].GetProperty("holder").GetString().ShouldStartWith("meeting/");
    }

    [Fact]
    public async Task A_seller_with_two_tables_receives_two_buyers_at_once()
    {
        await Book("B1", "S2", 3);
        await Book("B2", "S2", 3);
        (await Holders(3)).ShouldBe(["company/B1/1", "company/B2/1", "company/S2/1", "company/S2/2", "table/2.1", "table/2.2"]);
    }

    [Fact]
    public async Task Sides_without_a_common_language_get_an_interpreter_who_then_is_taken()
    {
        await Book("B3", "S3", 3);
        (await Holders(3)).ShouldContain("interpreter/I1");
    }

    [Fact]
    public async Task Sides_that_nobody_can_interpret_between_are_refused()
    {
        var id = await Ask(_system.As("buyer", "B1"), "B1", "S3", 3);
        (await _system.As("seller", "S3").Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before))
            .Refusal.ShouldBe("NoInterpreterForThisPair");
    }

    [Fact]
    public async Task Moving_frees_the_old_slot_and_cancelling_frees_the_new_one()
    {
        var id = await Book("B1", "S1", 3);
        (await _system.As("seller", "S1").Post($"{Mart}/meetings/{id}/move", new { slot = 8 }, MartBuilder.Before)).Expect(200);
        (await Holders(3)).ShouldBeEmpty();
        (await Holders(8)).Count.ShouldBe(3);
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings/{id}/cancel", new { reason = "flight-changed" }, MartBuilder.Before)).Expect(200);
        (await _system.Log("matching").ReadClaims("test-mart")).ShouldBeEmpty();
        await Book("B1", "S1", 8);
    }

    [Fact]
    public async Task Nobody_acts_for_another_company()
    {
        (await _system.As("buyer", "B2").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before)).Refusal.ShouldBe("NotYourCompany");
        (await _system.As("buyer", "B2").Put($"{Mart}/wishes/B1/S1", new { strength = "must" }, MartBuilder.Before)).Refusal.ShouldBe("NotYourCompany");
        var id = await Ask(_system.As("buyer", "B1"), "B1", "S1", 3);
        (await _system.As("seller", "S2").Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before)).Refusal.ShouldBe("NotYourCompany");
        (await _system.As("buyer", "B2").Get($"{Mart}/meetings/{id}")).Refusal.ShouldBe("NotYourCompany");
    }

    [Fact]
    public async Task Only_an_organizer_acts_for_a_company_and_names_it_by_its_id()
    {
        var request = new { buyer = "B1", seller = "S1" };
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", request, MartBuilder.Before, onBehalfOf: "B2")).Expect(403).Refusal.ShouldBe("OnBehalfOfIsNotYours");
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", request, MartBuilder.Before, onBehalfOf: "Anna Kim +7 701")).Expect(403);
        (await _desk.Post($"{Mart}/meetings", request, MartBuilder.Before, onBehalfOf: "Anna Kim +7 701")).Expect(400).Refusal.ShouldBe("CompanyNotUnderstood");
        var id = (await _desk.Post($"{Mart}/meetings", request, MartBuilder.Before, onBehalfOf: "B1")).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await _system.Log("matching").ReadStream("test-mart", $"meeting/{id}", cancel: TestContext.Current.CancellationToken))[0].Cause.OnBehalfOf.ShouldBe("B1");
    }

    [Fact]
    public async Task The_day_is_recorded_by_people_and_a_record_can_be_disputed_and_corrected()
    {
        var id = await Book("B1", "S1", 3);
        var during = MartBuilder.Slot(3).Start.AddMinutes(2);
        var seller = _system.As("seller", "S1");
        (await seller.Post($"{Mart}/meetings/{id}/held", at: MartBuilder.Slot(3).Start.AddMinutes(-1))).Refusal.ShouldBe("SlotHasNotBegun");
        (await seller.Post($"{Mart}/meetings/{id}/check-in", at: during)).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{id}/check-in", new { side = "buyer" }, during)).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/start", at: during)).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/held", at: during.AddMinutes(17))).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/no-show", new { side = "buyer" }, during.AddMinutes(18))).Refusal.ShouldBe("NotPossibleNow");
        (await seller.Put($"{Mart}/meetings/{id}/log", new { outcome = "promising", amount = new { minor = 1200000, currency = "USD", kind = "discussed" } }, during.AddMinutes(19))).Expect(200);
        (await seller.Put($"{Mart}/meetings/{id}/log", new { outcome = "splendid" }, during.AddMinutes(19))).Refusal.ShouldBe("OutcomeNotUnderstood");
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings/{id}/dispute", at: during.AddMinutes(30))).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{id}/correct-attendance", new { attendance = "no-show-buyer", reason = "seen-by-the-desk" }, during.AddMinutes(40))).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{id}/settle", at: during.AddMinutes(41))).Expect(200);
        var meeting = (await _desk.Get($"{Mart}/meetings/{id}")).Json;
        meeting.GetProperty("status").GetString().ShouldBe("no-show");
        meeting.GetProperty("isDisputed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_walk_in_is_recorded_in_the_current_slot_only_and_takes_it()
    {
        var during = MartBuilder.Slot(4).Start.AddMinutes(5);
        (await _desk.Post($"{Mart}/meetings/walk-in", new { buyer = "B1", seller = "S1", slot = 5 }, during)).Refusal.ShouldBe("NotTheCurrentSlot");
        (await _desk.Post($"{Mart}/meetings/walk-in", new { buyer = "B1", seller = "S1", slot = 4 }, during)).Expect(201);
        (await _desk.Post($"{Mart}/meetings/walk-in", new { buyer = "B2", seller = "S1", slot = 4 }, during)).Refusal.ShouldBe("SlotAlreadyTaken");
    }

    [Fact]
    public async Task Blocked_hours_are_claims_and_a_booked_slot_cannot_be_blocked()
    {
        await Book("B1", "S1", 3);
        var seller = _system.As("seller", "S1");
        (await seller.Put($"{Mart}/participants/S1/availability", new { blockedSlots = new[] { 3, 4 } }, MartBuilder.Before)).Refusal.ShouldBe("SlotAlreadyTaken");
        (await seller.Put($"{Mart}/participants/S1/availability", new { blockedSlots = new[] { 4, 5 } }, MartBuilder.Before)).Expect(200);
        var id = await Ask(_system.As("buyer", "B2"), "B2", "S1", 4);
        (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 4 }, MartBuilder.Before)).Refusal.ShouldBe("CompanyIsAway");
        (await seller.Put($"{Mart}/participants/S1/availability", new { blockedSlots = new[] { 5 } }, MartBuilder.Before)).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 4 }, MartBuilder.Before)).Expect(200);
    }

    [Fact]
    public async Task The_same_pair_is_not_booked_twice_by_mistake_and_may_meet_again_on_purpose()
    {
        await Book("B1", "S1", 3);
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before)).Refusal.ShouldBe("PairAlreadyMeets");
        var again = (await _system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1", repeat = true }, MartBuilder.Before)).Expect(201);
        (await _system.As("seller", "S1").Post($"{Mart}/meetings/{again.Json.GetProperty("meeting").GetGuid()}/accept", new { slot = 9 }, MartBuilder.Before)).Expect(200);
    }

    [Fact]
    public async Task A_request_that_nobody_answers_expires_when_the_marts_clock_passes_its_time()
    {
        var id = await Ask(_system.As("buyer", "B1"), "B1", "S1", 3);
        (await _desk.Post($"{Mart}/clock", at: MartBuilder.Before.AddMinutes(2881))).Expect(200);
        (await _system.As("seller", "S1").Post($"{Mart}/meetings/{id}/accept", new { slot = 3 })).Refusal.ShouldBe("RequestExpired");
        await Poll.Until(async () => (await _desk.Get($"{Mart}/meetings/{id}")).Json.GetProperty("status").GetString() == "expired");
    }

    [Fact]
    public async Task A_repeated_write_gets_the_first_answer_and_books_once()
    {
        var id = await Ask(_system.As("buyer", "B1"), "B1", "S1", 3);
        var seller = _system.As("seller", "S1");
        for (var i = 0; i < 3; i++) (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before, key: "one")).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 4 }, MartBuilder.Before, key: "one")).Refusal.ShouldBe("IdempotencyKeyReused");
        var booked = await _system.Log("matching").ReadStream("test-mart", $"meeting/{id}", cancel: TestContext.Current.CancellationToken);
        booked.Count(e => e.Type == "meeting-booked").ShouldBe(1);
    }

    private static async Task<Guid> Ask(ApiClient buyer, string buyerId, string sellerId, params int[] slots) =>
        (await buyer.Post($"{Mart}/meetings", new { buyer = buyerId, seller = sellerId, preferredSlots = slots }, MartBuilder.Before))
            .Expect(201).Json.GetProperty("meeting").GetGuid();

    private async Task<Guid> Book(string buyer, string seller, int slot)
    {
        var id = await Ask(_system.As("buyer", buyer), buyer, seller, slot);
        (await _system.As("seller", seller).Post($"{Mart}/meetings/{id}/accept", new { slot }, MartBuilder.Before)).Expect(200);
        return id;
    }

    private async Task<List<string>> Holders(int slot) =>
        [.. (await _system.Log("matching").ReadClaims("test-mart")).Where(c => c.Slot == slot).Select(c => c.Unit)];
}
