using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_baseline_keeps_every_rule
{
    private static readonly Participant[] OneSellerTwoBuyers = [Seller(), .. Buyers(2)];
    private static readonly Participant[] TwoPairs = [Seller("S1"), Seller("S2"), .. Buyers(2)];

    [Fact]
    public void A_participant_holds_one_meeting_a_slot()
    {
        var plan = Planned(Mart(1, OneSellerTwoBuyers, Meeting("S1", "B1", 5), Meeting("S1", "B2", 9)));

        plan.Placed.Single().Meeting.ShouldBe("S1-B2");
        plan.ReasonOf("S1-B1").ShouldBe("seller S1 is full: no free slot left");
    }

    [Fact]
    public void A_stand_with_two_delegates_holds_two_meetings_at_once()
    {
        var plan = Planned(Mart(1, [Seller() with { Capacity = 2 }, .. Buyers(3)], Meeting("S1", "B1"), Meeting("S1", "B2"), Meeting("S1", "B3")));

        plan.Placed.Count.ShouldBe(2);
    }

    [Fact]
    public void Nobody_meets_while_away()
    {
        var plan = Planned(Mart(3, [Seller() with { Unavailable = [0] }, Buyer("B1") with { Unavailable = [1] }], Meeting("S1", "B1")));

        plan.SlotOf("S1-B1").ShouldBe(2);
    }

    [Fact]
    public void A_maximum_is_not_exceeded()
    {
        var plan = Planned(Mart(5, [Seller() with { Max = 1 }, .. Buyers(2)], Meeting("S1", "B1", 9), Meeting("S1", "B2", 5)));

        plan.ReasonOf("S1-B2").ShouldBe("seller S1 has reached its maximum of 1 meeting");
    }

    [Fact]
    public void Each_slot_has_its_own_number_of_tables()
    {
        var mart = Mart(2, TwoPairs, Meeting("S1", "B1"), Meeting("S2", "B2")) with { Tables = [0, 1] };

        var plan = Planned(mart);

        plan.Placed.Single().ShouldSatisfyAllConditions(p => p.Slot.ShouldBe(1), p => p.Table.ShouldBe(0));
        plan.Unplaced.Single().Reason.ShouldStartWith("no table is free in any slot in which both seller S");
    }

    [Fact]
    public void Meetings_of_one_slot_sit_at_different_tables()
    {
        var plan = Planned(Mart(1, TwoPairs, Meeting("S1", "B1"), Meeting("S2", "B2")) with { Tables = [2] });

        plan.Placed.Select(p => p.Table).Order().ShouldBe([0, 1]);
    }

    [Fact]
    public void Without_a_table_limit_the_plan_names_no_tables() =>
        Planned(Mart(1, TwoPairs, Meeting("S1", "B1"))).Placed.Single().Table.ShouldBeNull();

    [Fact]
    public void A_fixed_slot_is_kept() =>
        Planned(Mart(5, OneSellerTwoBuyers, Meeting("S1", "B1") with { Slot = 3 })).SlotOf("S1-B1").ShouldBe(3);

    [Fact]
    public void A_session_is_kept()
    {
        var mart = Mart(6, OneSellerTwoBuyers, Meeting("S1", "B1") with { Session = 1 }) with { Sessions = [new(0, 2), new(3, 5)] };

        Planned(mart).SlotOf("S1-B1").ShouldBe(3);
    }

    [Fact]
    public void A_meeting_comes_strictly_later_than_those_it_must_follow()
    {
        var plan = Planned(Mart(2, TwoPairs, Meeting("S1", "B1", 5), Meeting("S2", "B2", 9) with { After = ["S1-B1"] }));

        // The heavier one took slot 0, and nothing is before that.
        plan.SlotOf("S2-B2").ShouldBe(0);
        plan.ReasonOf("S1-B1").ShouldBe("no slot left to seller S1 and buyer B1 keeps the order with S2-B2");
    }

    [Fact]
    public void Obligatory_meetings_that_follow_each_other_all_find_a_slot()
    {
        var chain = Mart(
            2, TwoPairs, Meeting("S1", "B1", 9) with { Obligatory = true, After = ["S2-B2"] }, Meeting("S2", "B2") with { Obligatory = true });

        var plan = Planned(chain);

        (plan.SlotOf("S2-B2"), plan.SlotOf("S1-B1")).ShouldBe((0, 1));
    }

    [Fact]
    public void Sides_without_a_common_language_get_an_interpreter_of_both()
    {
        var plan = Planned(KoreanAndRussian() with
        {
            Interpreters =
            [
                new() { Id = "I1", Languages = ["ko", "en"] },
                new() { Id = "I2", Languages = ["ru", "ko"], Unavailable = [0] },
            ],
        });

        plan.Placed.Single().ShouldSatisfyAllConditions(p => p.Slot.ShouldBe(1), p => p.Interpreter.ShouldBe("I2"));
    }

    [Fact]
    public void Sides_with_a_common_language_need_no_interpreter()
    {
        var mart = Mart(1, [Seller() with { Languages = ["ko", "en"] }, Buyer("B1") with { Languages = ["en"] }], Meeting("S1", "B1"));

        Planned(mart).Placed.Single().Interpreter.ShouldBeNull();
    }

    [Fact]
    public void An_interpreter_serves_one_meeting_a_slot_and_no_more_than_its_maximum()
    {
        Participant[] who = [.. TwoPairs.Select(p => p with { Languages = [p.Side == Side.Seller ? "ko" : "ru"] })];
        var mart = Mart(3, who, Meeting("S1", "B1", 9), Meeting("S2", "B2", 8), Meeting("S1", "B2", 7));

        var plan = Planned(mart with { Interpreters = [new() { Id = "I1", Languages = ["ko", "ru"], Max = 2 }] });

        plan.Placed.Select(p => p.Slot).ShouldBe([0, 1]);
        plan.ReasonOf("S1-B2").ShouldBe("no interpreter for ko and ru is free in any slot left to seller S1 and buyer B2");
    }

    [Fact]
    public void Without_any_interpreter_of_both_languages_the_reason_says_so() =>
        Planned(KoreanAndRussian()).ReasonOf("S1-B1").ShouldBe("no interpreter speaks ko and ru");

    [Fact]
    public void After_the_longest_allowed_run_a_slot_stays_free()
    {
        var plan = Planned(Mart(4, [Seller() with { MaxConsecutive = 2 }, .. Buyers(4)], SellerMeetsAll(4)));

        plan.Placed.Select(p => p.Slot).Order().ShouldBe([0, 1, 3]);
        plan.Unplaced.Single().Reason.ShouldContain("would take a rest away from seller S1");
    }

    [Fact]
    public void A_night_is_a_rest()
    {
        var mart = Mart(4, [Seller() with { MaxConsecutive = 2 }, .. Buyers(4)], SellerMeetsAll(4)) with { DayStarts = [2] };

        Planned(mart).Placed.Count.ShouldBe(4);
    }

    [Fact]
    public void Nobody_has_more_breaks_than_fairness_allows_over_one_who_is_idle()
    {
        var mart = Mart(
            5, [Seller(), .. Buyers(3)], Meeting("S1", "B1") with { Slot = 0 }, Meeting("S1", "B2") with { Slot = 2 }, Meeting("S1", "B3") with { Slot = 4 });

        var plan = Planned(mart with { Fairness = 1 });

        plan.ValueOf(Objective.Breaks).ShouldBe(1);
        plan.Unplaced.Single().Reason.ShouldContain("would give seller S1 more than 1 break, against fairness");
    }

    [Fact]
    public void A_pause_over_night_is_no_break()
    {
        var mart = Mart(4, OneSellerTwoBuyers, Meeting("S1", "B1") with { Slot = 0 }, Meeting("S1", "B2") with { Slot = 3 });

        Planned(mart).ValueOf(Objective.Breaks).ShouldBe(1);
        Planned(mart with { DayStarts = [2] }).ValueOf(Objective.Breaks).ShouldBe(0);
    }

    [Fact]
    public void Obligatory_meetings_go_before_heavier_ones()
    {
        var plan = Planned(Mart(1, OneSellerTwoBuyers, Meeting("S1", "B1", 99), Meeting("S1", "B2", 1) with { Obligatory = true }));

        plan.Placed.Single().Meeting.ShouldBe("S1-B2");
    }

    [Fact]
    public void A_missed_minimum_is_counted_and_not_forbidden()
    {
        var mart = Mart(2, [Seller() with { Min = 3 }, Buyer("B1")], Meeting("S1", "B1")) with { Objectives = [Objective.Minimum, Objective.Weight] };

        Planned(mart).Objectives[0].ShouldBe(new ObjectiveValue(Objective.Minimum, 2, 0));
    }

    private static Problem KoreanAndRussian() =>
        Mart(2, [Seller() with { Languages = ["ko"] }, Buyer("B1") with { Languages = ["ru"] }], Meeting("S1", "B1"));

    private static CandidateMeeting[] SellerMeetsAll(int buyers) =>
        [.. Enumerable.Range(1, buyers).Select(i => Meeting("S1", $"B{i}"))];
}
