using TravelMart.Scheduling.Exact;
using TravelMart.Scheduling.Generation;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_exact_scheduler_is_exact
{
    [Fact]
    public void Where_all_meetings_are_obligatory_no_plan_has_fewer_breaks()
    {
        var found = new Dictionary<PlanStatus, int>();
        for (var seed = 1; seed <= 500; seed++)
        {
            var mart = Tiny_marts.Make(seed, obligatory: 100);
            var plan = Exact(mart, seed);
            var best = Tiny_marts.Plans(mart, _ => true).Select(p => Tiny_marts.ValueOf(mart, p, Objective.Breaks)).DefaultIfEmpty(-1).Min();

            plan.Status.ShouldBe(best < 0 ? PlanStatus.Infeasible : PlanStatus.Optimal, $"seed {seed}");
            plan.Objectives.ShouldBe(best < 0 ? [] : [new(Objective.Breaks, best, best)], $"seed {seed}");
            found[plan.Status] = found.GetValueOrDefault(plan.Status) + 1;
        }

        found.Values.Min().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Where_meetings_are_chosen_each_objective_is_best_given_those_before()
    {
        for (var seed = 1; seed <= 250; seed++)
        {
            var mart = Tiny_marts.Make(seed, obligatory: 20);
            var plan = Exact(mart, seed);
            var left = Tiny_marts.Plans(mart, m => m.Obligatory).ToList();
            plan.Status.ShouldBe(left.Count == 0 ? PlanStatus.Infeasible : PlanStatus.Optimal, $"seed {seed}");
            foreach (var (objective, value, bound) in plan.Objectives)
            {
                var values = left.ConvertAll(p => Tiny_marts.ValueOf(mart, p, objective));
                var best = objective.MoreIsBetter() ? values.Max() : values.Min();
                (value, bound).ShouldBe((best, best), $"seed {seed}: {objective}");
                left = [.. left.Where((_, i) => values[i] == best)];
            }
        }
    }

    [Fact]
    public void A_conflict_is_one_and_needs_each_of_its_meetings()
    {
        var several = 0;
        for (var seed = 1; seed <= 500; seed++)
        {
            var mart = Tiny_marts.Make(seed, obligatory: 100);
            if (Exact(mart, seed).Conflict is not { } conflict)
            {
                continue;
            }

            var meetings = conflict.Meetings.ToHashSet();
            Tiny_marts.Plans(mart, m => meetings.Contains(m.Id)).ShouldBeEmpty($"seed {seed}");
            meetings.ShouldAllBe(left => Tiny_marts.Plans(mart, m => m.Id != left && meetings.Contains(m.Id)).Any(), $"seed {seed}");
            conflict.Rules.ShouldNotBeEmpty($"seed {seed}");
            several += meetings.Count > 1 ? 1 : 0;
        }

        several.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Interpreters_are_shared_out_exactly()
    {
        var found = new Dictionary<PlanStatus, int>();
        for (var seed = 1; seed <= 150; seed++)
        {
            var mart = MartGenerator.Make(
                new MartShape { Sellers = 3, Buyers = 3, Slots = 4, BuyerWishes = 2, SellerWishes = 1, Interpreters = 1 + (seed % 2), Obligatory = 50, Away = 20 }, seed);
            var plan = Exact(mart with { Objectives = [Objective.Count, Objective.Breaks] }, seed);
            found[plan.Status] = found.GetValueOrDefault(plan.Status) + 1;
        }

        found.Keys.ShouldBe([PlanStatus.Optimal, PlanStatus.Infeasible], ignoreOrder: true);
    }

    [Fact]
    public void Three_who_all_meet_each_other_need_three_slots()
    {
        Participant[] three = [new() { Id = "A" }, new() { Id = "B" }, new() { Id = "C" }];
        CandidateMeeting[] all = [.. new[] { Meeting("A", "B"), Meeting("B", "C"), Meeting("A", "C") }.Select(m => m with { Obligatory = true })];

        Exact(Mart(3, three, all)).Status.ShouldBe(PlanStatus.Optimal);
        var conflict = Exact(Mart(2, three, all)).Conflict.ShouldNotBeNull();
        conflict.Meetings.ShouldBe(["A-B", "B-C", "A-C"]);
        conflict.Rules.ShouldBe(["A has a capacity of 1", "B has a capacity of 1", "C has a capacity of 1"], ignoreOrder: true);
    }

    [Fact]
    public void Meetings_that_share_too_few_slots_are_told_without_a_search()
    {
        // Thirteen meetings in a session of twelve slots: trying it out would take longer than anybody lives.
        CandidateMeeting[] own = [.. Enumerable.Range(1, 13).Select(i => Meeting("S1", $"B{i}") with { Obligatory = true, Session = 0 })];
        var mart = Mart(24, [Seller(), .. Buyers(13)], own) with { Sessions = [new(0, 11), new(12, 23)] };

        var conflict = Exact(mart).Conflict.ShouldNotBeNull();

        conflict.Meetings.Count.ShouldBe(13);
        conflict.Rules[0].ShouldBe("S1 has a capacity of 1");
        conflict.Rules[1].ShouldStartWith("these meetings have 12 possible slots in all, with room for 12: 0, 1, 2");
    }

    [Fact]
    public void The_same_seed_and_budget_give_the_same_plan()
    {
        var mart = Crowded(7);
        var budget = new SearchBudget(3, Iterations: 3_000);

        PlanFile.Write(new ExactScheduler().Schedule(mart, budget)).ShouldBe(PlanFile.Write(new ExactScheduler().Schedule(mart, budget)));
    }

    [Fact]
    public void A_small_budget_gives_an_honest_answer()
    {
        for (var iterations = 1; iterations <= 2_000; iterations *= 3)
        {
            var mart = Crowded(iterations);
            var plan = new ExactScheduler().Schedule(mart, new SearchBudget(1, iterations));
            Verify(mart, plan).Errors.ShouldBeEmpty();
            plan.Status.ShouldBeOneOf(PlanStatus.Unknown, PlanStatus.Feasible, PlanStatus.Optimal);
        }
    }

    [Fact]
    public void A_search_that_is_stopped_at_once_knows_nothing()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();

        var plan = new ExactScheduler().Schedule(Crowded(1), new SearchBudget(), stop: stopped.Token);

        plan.Status.ShouldBe(PlanStatus.Unknown);
        Verify(Crowded(1), plan).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Only_problems_within_reach_suit()
    {
        ExactScheduler.Suits(Crowded(1)).ShouldBeTrue();
        ExactScheduler.Suits(Mart(5, [Seller(), .. Buyers(2)], Meeting("S1", "B1"))).ShouldBeFalse();
        ExactScheduler.Suits(Mart(5, [Seller(), .. Buyers(2)], Meeting("S1", "B1")) with { Objectives = [Objective.Count] }).ShouldBeTrue();
    }

    [Fact]
    public void A_mart_like_the_published_ones_is_solved_to_the_end()
    {
        var plan = Exact(Crowded(2));

        plan.Status.ShouldBe(PlanStatus.Optimal);
        plan.Objectives.Single().Proven.ShouldBeTrue();
    }

    [Fact]
    public void What_was_proven_first_stays_while_the_next_objective_is_worked_on()
    {
        var mart = Crowded(2);
        var chosen = mart with
        {
            Slots = 6,
            Tables = [.. Enumerable.Repeat(9, 6)],
            Meetings = [.. mart.Meetings.Take(60).Select((m, i) => m with { Obligatory = i % 3 == 0, Weight = i % 4 })],
            Objectives = [Objective.Count, Objective.Breaks, Objective.Weight],
        };

        var plan = new ExactScheduler().Schedule(chosen, new SearchBudget(1, 30_000));

        Verify(chosen, plan).Errors.ShouldBeEmpty();
        plan.Objectives.Count(o => o.Bound is not null).ShouldBeGreaterThan(0);
    }

    private static Plan Exact(Problem mart, long seed = 1)
    {
        var plan = new ExactScheduler().Schedule(mart, new SearchBudget(seed));
        Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
        return plan;
    }

    /// <summary>Thirty people in a general graph, ten slots, nearly all tables taken: eighty meetings put into slots, which are then forgotten.</summary>
    private static Problem Crowded(int seed)
    {
        var random = new SeededRandom(seed);
        var meetings = new Dictionary<(int, int), CandidateMeeting>();
        for (var slot = 0; slot < 10; slot++)
        {
            var free = Enumerable.Range(0, 30).OrderBy(_ => random.Below(1_000_000)).ToArray();
            for (var i = 0; i < 16; i += 2)
            {
                var pair = (Math.Min(free[i], free[i + 1]), Math.Max(free[i], free[i + 1]));
                meetings[pair] = new() { Id = $"{pair.Item1}-{pair.Item2}", First = $"{pair.Item1}", Second = $"{pair.Item2}", Obligatory = true };
            }
        }

        return new Problem
        {
            Name = "crowded",
            Slots = 10,
            Tables = [.. Enumerable.Repeat(9, 10)],
            Participants = [.. Enumerable.Range(0, 30).Select(i => new Participant { Id = $"{i}" })],
            Meetings = [.. meetings.Values],
            Fairness = 2,
            Objectives = [Objective.Breaks],
        };
    }
}
