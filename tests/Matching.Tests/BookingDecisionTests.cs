using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using static TravelMart.Matching.Tests.SceneBuilder;

namespace TravelMart.Matching.Tests;

/// <summary>The one rule against double booking, decided without a store.</summary>
public sealed class BookingDecisionTests
{
    private static Decision Accept(Scene scene, int slot = 3) => AcceptMeeting.Decide(scene, slot);

    [Fact]
    public void Accepting_claims_both_companies_a_table_and_the_pair()
    {
        var decision = Accept(Scene(Sides.Seller, Requested(slots: 3)));
        decision.Fact<MeetingBooked>().Units.ShouldBe(["company/B1/1", "company/S1/1", "table/1"]);
        decision.Claims.ShouldBe([
            new("company/B1/1", 3, $"meeting/{Id}"), new("company/S1/1", 3, $"meeting/{Id}"), new("table/1", 3, $"meeting/{Id}"), new("pair/B1/S1", -1, $"meeting/{Id}")]);
    }

    [Theory]
    [InlineData("company/B1/1", "buyer B1")]
    [InlineData("company/S1/1", "seller S1")]
    [InlineData("table/1", "table")]
    public void A_unit_that_somebody_else_holds_is_refused_with_its_name(string unit, string taken)
    {
        var decision = Accept(Scene(Sides.Seller, Requested(slots: 3)).WithClaims(new Claim(unit, 3, "meeting/other")));
        decision.Refusal!.Details["taken"].ShouldBe(taken);
        decision.Refusal.Details["slot"].ShouldBe(3);
        decision.Refusal.Sentence.ShouldContain(" in the slot at 11:15 on 13 July.");
        decision.Events.ShouldBeEmpty();
        decision.Claims.ShouldBeEmpty();
    }

    [Fact]
    public void Claims_in_another_slot_do_not_matter() =>
        Accept(Scene(Sides.Seller, Requested(slots: 3)).WithClaims(new Claim("company/S1/1", 4, "meeting/other"))).Fact<MeetingBooked>();

    [Fact]
    public void A_company_with_two_lanes_uses_the_free_one()
    {
        var scene = Scene(Sides.Seller, Requested(slots: 3)) with { Seller = Seller with { Capacity = 2 } };
        var booked = Accept(scene.WithClaims(new Claim("company/S1/1", 3, "x"), new Claim("table/1.1", 3, "x"))).Fact<MeetingBooked>();
        booked.Units.ShouldBe(["company/B1/1", "company/S1/2", "table/1.2"]);
        Accept(scene.WithClaims(new Claim("company/S1/1", 3, "x"), new Claim("company/S1/2", 3, "x"))).ShouldRefuse("SlotAlreadyTaken");
    }

    [Fact]
    public void Whatever_a_meetings_hash_is_a_free_lane_is_found()
    {
        var far = new Guid(int.MaxValue, 0, 0, new byte[8]);
        far.GetHashCode().ShouldBe(int.MaxValue);
        var scene = Scene(Sides.Seller, Requested(slots: 3)) with { Seller = Seller with { Capacity = 3 } };
        var (seats, _) = Booking.Choose(scene.Mart, scene.Buyer, scene.Seller, 3, [new("company/S1/2", 3, "x"), new("table/1.2", 3, "x")], far);
        seats!.Units.ShouldBe(["company/B1/1", "company/S1/3", "table/1.3"]);
    }

    [Fact]
    public void Blocked_hours_are_named_as_such() =>
        Accept(Scene(Sides.Seller, Requested(slots: 3)).WithClaims(new Claim("company/S1/1", 3, "away/S1"))).ShouldRefuse("CompanyIsAway");

    [Fact]
    public void A_pair_that_meets_already_is_refused() =>
        Accept(Scene(Sides.Seller, Requested(slots: 3)).WithClaims(new Claim("pair/B1/S1", -1, "meeting/other"))).ShouldRefuse("PairAlreadyMeets");

    [Fact]
    public void Sides_without_a_common_language_take_an_interpreter_of_both()
    {
        var mart = new Marts.MartSettings { Opened = new MartBuilder().Interpreter("I1", "ko", "ru").Interpreter("I2", "ko", "kk").Interpreter("I3", "kk", "ko").Opened };
        var scene = Scene(Sides.Seller, Requested(slots: 3)) with { Mart = mart, Buyer = Buyer with { Languages = ["kk"] }, Seller = Seller with { Languages = ["ko"] } };
        Accept(scene).Fact<MeetingBooked>().Interpreter.ShouldBeOneOf("I2", "I3");
        Accept(scene.WithClaims(new Claim("interpreter/I2", 3, "x"))).Fact<MeetingBooked>().Interpreter.ShouldBe("I3");
        Accept(scene.WithClaims(new Claim("interpreter/I2", 3, "x"), new Claim("interpreter/I3", 3, "x"))).ShouldRefuse("NoInterpreterFree");
        Accept(scene with { Buyer = Buyer with { Languages = ["ja"] } }).ShouldRefuse("NoInterpreterForThisPair");
    }

    [Fact]
    public void Interpreters_who_are_off_in_a_slot_are_named_beside_those_who_are_taken()
    {
        var mart = new Marts.MartSettings { Opened = new MartBuilder().Interpreter("I1", ["ko", "kk"], 3, 4).Interpreter("I2", "ko", "kk").Opened };
        var scene = Scene(Sides.Seller, Requested(slots: 3)) with { Mart = mart, Buyer = Buyer with { Languages = ["kk"] }, Seller = Seller with { Languages = ["ko"] } };
        var refusal = Accept(scene.WithClaims(new Claim("interpreter/I2", 3, "meeting/other"))).Refusal.ShouldNotBeNull();
        refusal.Sentence.ShouldBe("No interpreter for this pair is free in the slot at 11:15 on 13 July (taken: I2; off then: I1).");
        refusal.Details["off"].ShouldBe(new List<string> { "I1" });
        refusal.Details["slot"].ShouldBe(3);
    }

    [Fact]
    public void Shared_tables_are_taken_until_none_is_left()
    {
        var scene = Scene(Sides.Seller, Requested(slots: 3)) with { Mart = new Marts.MartSettings { Opened = new MartBuilder { SharedTables = 2 }.Opened } };
        Accept(scene.WithClaims(new Claim("table/T1", 3, "x"))).Fact<MeetingBooked>().Table.ShouldBe("T2");
        Accept(scene.WithClaims(new Claim("table/T1", 3, "x"), new Claim("table/T2", 3, "x"))).ShouldRefuse("NoTableFree");
    }

    [Fact]
    public void A_never_of_either_side_and_a_company_that_left_are_refused()
    {
        var scene = Scene(Sides.Seller, Requested(slots: 3));
        Accept(scene with { BuyersWish = Never }).ShouldRefuse("PairIsExcluded");
        Accept(scene with { SellersWish = Never }).ShouldRefuse("PairIsExcluded");
        Accept(scene with { Buyer = Buyer with { IsAdmitted = false } }).ShouldRefuse("ParticipantNotAdmitted");
        Accept(scene with { Mart = scene.Mart with { Results = 1 } }).ShouldRefuse("MartIsClosed");
    }

    [Fact]
    public void Before_opening_a_meeting_is_pre_scheduled_and_after_it_on_site()
    {
        Accept(Scene(Sides.Seller, Requested(slots: 3))).Fact<MeetingBooked>().Origin.ShouldBe("psa");
        var lasting = Requested(slots: 3) with { ExpiresAt = MartBuilder.DayStart.AddDays(1) };
        Accept(Scene(Sides.Seller, lasting).At(1, 0)).Fact<MeetingBooked>().Origin.ShouldBe("on-site");
        Accept(Scene(Sides.Seller, lasting).At(4, 0)).ShouldRefuse("SlotIsPast");
    }

    [Fact]
    public void Moving_releases_by_meeting_and_claims_the_new_seats_and_its_own_claims_do_not_stand_in_its_way()
    {
        var scene = Scene(Sides.Seller, Booked(3)).WithClaims(new Claim("company/S1/1", 3, $"meeting/{Id}"));
        var decision = MoveMeeting.Decide(scene, 5);
        decision.Fact<MeetingMoved>().FromSlot.ShouldBe(3);
        decision.Releases.ShouldBe([$"meeting/{Id}"]);
        decision.Claims.Where(c => c.Slot == 5).Count().ShouldBe(3);
        MoveMeeting.Decide(scene.WithClaims(new Claim("company/B1/1", 5, "meeting/other")), 5).ShouldRefuse("SlotAlreadyTaken");
    }

    [Fact]
    public void Cancelling_releases_everything_that_the_meeting_holds() =>
        CancelMeeting.Decide(Scene(Sides.Buyer, Booked()), "flight-changed", null).Releases.ShouldBe([$"meeting/{Id}"]);
}
