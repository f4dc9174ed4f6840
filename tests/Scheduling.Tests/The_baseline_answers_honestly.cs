using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_baseline_answers_honestly
{
    private static readonly Participant[] TwoPairs = [Seller("S1"), Seller("S2"), .. Buyers(2)];

    [Fact]
    public void A_plan_that_holds_everything_without_breaks_is_optimal()
    {
        var plan = Planned(Mart(2, TwoPairs, Meeting("S1", "B1"), Meeting("S1", "B2")));

        plan.Status.ShouldBe(PlanStatus.Optimal);
        plan.Objectives.ShouldAllBe(o => o.Proven);
    }

    [Fact]
    public void A_meeting_that_can_never_be_held_does_not_count_into_the_bound()
    {
        var plan = Planned(Mart(2, TwoPairs, Meeting("S1", "B1", 7), Meeting("S1", "B2", 9) with { Slot = 0 }) with
        {
            Participants = [Seller("S1"), Buyer("B1"), Buyer("B2") with { Unavailable = [0] }],
        });

        plan.Objectives[0].ShouldBe(new ObjectiveValue(Objective.Weight, 7, 7));
        plan.ReasonOf("S1-B2").ShouldBe("buyer B2 is not available in slot 0, the only one allowed");
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan_and_another_seed_may_not()
    {
        var mart = Mart(2, [Seller(), .. Buyers(20)], [.. Enumerable.Range(1, 20).Select(i => Meeting("S1", $"B{i}"))]);

        PlanFile.Write(Planned(mart, 5)).ShouldBe(PlanFile.Write(Planned(mart, 5)));
        Enumerable.Range(1, 10).Select(seed => string.Join(' ', Planned(mart, seed).Placed)).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_order_of_equals_is_the_same_on_every_machine() =>
        Planned(Mart(1, [Seller(), .. Buyers(9)], [.. Enumerable.Range(1, 9).Select(i => Meeting("S1", $"B{i}"))]), 42)
            .Placed.Single().Meeting.ShouldBe(FirstOfEqualsUnderSeed42);

    [Fact]
    public void An_obligatory_meeting_without_any_slot_is_proven_impossible()
    {
        var plan = Planned(Mart(2, [Seller() with { Unavailable = [0] }, Buyer("B1") with { Unavailable = [1] }],
            Meeting("S1", "B1") with { Obligatory = true }));

        plan.Status.ShouldBe(PlanStatus.Infeasible);
        plan.Conflict.ShouldNotBeNull().Meetings.ShouldBe(["S1-B1"]);
        plan.Conflict.Rules.ShouldBe(["seller S1 and buyer B1 share no available slot"]);
    }

    [Fact]
    public void More_obligatory_meetings_than_a_maximum_are_proven_impossible()
    {
        var conflict = ConflictOf(Mart(9, [Seller() with { Max = 1 }, .. Buyers(3)], Obligatory(3)));

        conflict.Meetings.Count.ShouldBe(2);
        conflict.Rules.ShouldBe(["S1 holds at most 1 meeting"]);
    }

    [Fact]
    public void More_obligatory_meetings_than_free_slots_are_proven_impossible() =>
        ConflictOf(Mart(2, [Seller() with { Unavailable = [1] }, .. Buyers(2)], Obligatory(2)))
            .Rules.ShouldBe(["S1 is available in 1 slot with a capacity of 1"]);

    [Fact]
    public void More_meetings_fixed_to_a_slot_than_tables_are_proven_impossible()
    {
        var mart = Mart(2, TwoPairs, Must("S1", "B1") with { Slot = 1 }, Must("S2", "B2") with { Slot = 1 }) with { Tables = [2, 1] };

        ConflictOf(mart).Rules.ShouldBe(["slot 1 has 1 table"]);
    }

    [Fact]
    public void Obligatory_meetings_that_wait_for_each_other_are_proven_impossible()
    {
        var circle = Mart(4, TwoPairs, Must("S1", "B1") with { After = ["S2-B2"] }, Must("S2", "B2") with { After = ["S1-B1"] });

        ConflictOf(circle).Rules.ShouldBe(["S1-B1 comes after S2-B2", "S2-B2 comes after S1-B1"], ignoreOrder: true);
    }

    [Fact]
    public void A_chain_longer_than_the_mart_is_proven_impossible()
    {
        var chain = Mart(2, TwoPairs, Must("S1", "B1"), Must("S2", "B2") with { After = ["S1-B1"] }, Must("S1", "B2") with { After = ["S2-B2"] });

        ConflictOf(chain).Meetings.ShouldBe(["S1-B2", "S2-B2", "S1-B1"]);
    }

    [Fact]
    public void What_is_neither_found_nor_disproven_is_unknown()
    {
        // Three participants who all meet each other need three slots; each alone would find room, so no simple proof shows it.
        Participant[] three = [new() { Id = "A" }, new() { Id = "B" }, new() { Id = "C" }];
        var triangle = Mart(2, three, Must("A", "B"), Must("B", "C"), Must("A", "C"));

        var plan = Planned(triangle);

        plan.Status.ShouldBe(PlanStatus.Unknown);
        plan.Placed.ShouldBeEmpty();
        plan.Unplaced.ShouldHaveSingleItem().Reason.ShouldStartWith("there is no slot in which both");
    }

    [Fact]
    public void A_search_that_is_stopped_says_what_it_did_not_try()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var mart = Mart(1, TwoPairs, Meeting("S1", "B1"));

        var plan = new BaselineScheduler().Schedule(mart, new SearchBudget(), stop: stopped.Token);

        plan.ReasonOf("S1-B1").ShouldBe("the search was stopped before it was tried");
        Verify(mart, plan).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Progress_tells_of_every_round()
    {
        var told = new List<SearchProgress>();

        new BaselineScheduler().Schedule(Mart(1, TwoPairs, Meeting("S1", "B1", 4)), new SearchBudget(), new Listener(told));

        told.ShouldBe([new SearchProgress(1, 1, 4, 0)]);
    }

    [Fact]
    public void A_problem_that_makes_no_sense_is_refused_with_every_error()
    {
        var refusal = Should.Throw<ArgumentException>(() =>
            new BaselineScheduler().Schedule(Mart(0, TwoPairs, Meeting("S1", "B9")), new SearchBudget()));

        refusal.Message.ShouldContain("$.slots: 0 is not within 1 to 2048");
        refusal.Message.ShouldContain("$.meetings[0].participants[1]: no participant \"B9\"");
    }

    private const string FirstOfEqualsUnderSeed42 = "S1-B6";

    private static Conflict ConflictOf(Problem problem) => Planned(problem).Conflict.ShouldNotBeNull();

    private static CandidateMeeting Must(string first, string second) => Meeting(first, second) with { Obligatory = true };

    private static CandidateMeeting[] Obligatory(int buyers) => [.. Enumerable.Range(1, buyers).Select(i => Must("S1", $"B{i}"))];

    private sealed class Listener(List<SearchProgress> told) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => told.Add(value);
    }
}
