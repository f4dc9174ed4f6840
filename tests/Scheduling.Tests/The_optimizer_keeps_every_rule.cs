using TravelMart.Scheduling.Generation;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_optimizer_keeps_every_rule
{
    private const int Marts = 250;
    private const int Rounds = 6;

    [Fact]
    public void Every_plan_passes_the_verifier_and_is_no_worse_than_the_baselines()
    {
        var better = 0;
        for (var seed = 1; seed <= Marts; seed++)
        {
            var mart = MartGenerator.Make(Random_marts.ShapeOf(seed), seed);
            var plan = Optimized(mart, seed, Rounds);
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            var baseline = new BaselineScheduler().Schedule(mart, new SearchBudget(seed));
            (plan.Status == PlanStatus.Infeasible).ShouldBe(baseline.Status == PlanStatus.Infeasible, $"seed {seed}");
            if (baseline.Status is PlanStatus.Feasible or PlanStatus.Optimal)
            {
                plan.Status.ShouldBeOneOf(PlanStatus.Feasible, PlanStatus.Optimal);
                var comparison = Compare(mart, plan, baseline);
                comparison.ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
                better += comparison > 0 ? 1 : 0;
            }
        }

        better.ShouldBeGreaterThan(Marts / 4);
    }

    /// <summary>Nobody has a place to spare, so the search goes round from choice to choice and refills every slot many times.</summary>
    [Fact]
    public void A_long_search_in_a_saturated_mart_keeps_the_rules_as_well()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            var shape = new MartShape { Sellers = 20, Buyers = 20, Slots = 10, Days = 2, BuyerWishes = 14, SellerWishes = 14, Away = 35, SellerCapacity = 1 + seed % 2 };
            var mart = MartGenerator.Make(shape, seed);
            Verify(mart, Optimized(mart, seed, 900)).Errors.ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void Every_meeting_left_out_has_a_reason_that_names_what_is_in_the_way()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var mart = MartGenerator.Make(Random_marts.ShapeOf(seed), seed);
            var plan = Optimized(mart, seed, Rounds);
            plan.Unplaced.ShouldAllBe(u => u.Reason.Length > 10, $"seed {seed}");
        }
    }

    [Fact]
    public void The_same_seed_and_rounds_give_the_same_plan()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var mart = MartGenerator.Make(Random_marts.ShapeOf(seed), seed);
            PlanFile.Write(Optimized(mart, seed, Rounds)).ShouldBe(PlanFile.Write(Optimized(mart, seed, Rounds)), $"seed {seed}");
        }
    }

    [Fact]
    public void Marts_without_sides_are_planned_as_well()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var mart = WithoutSides(MartGenerator.Make(Random_marts.ShapeOf(seed) with { Obligatory = 0 }, seed), seed);
            var plan = Optimized(mart, seed, Rounds);
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            Compare(mart, plan, new BaselineScheduler().Schedule(mart, new SearchBudget(seed))).ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
        }
    }

    [Fact]
    public void Any_order_of_objectives_is_followed()
    {
        Objective[][] orders =
        [
            [Objective.Count, Objective.Weight], [Objective.Minimum, Objective.Count, Objective.Weight, Objective.Breaks],
            [Objective.Breaks, Objective.Count], [Objective.Minimum, Objective.Weight, Objective.Breaks], [Objective.Breaks], [Objective.Weight],
            [Objective.Weight, Objective.Minimum, Objective.Breaks, Objective.Count],
        ];
        for (var seed = 1; seed <= 70; seed++)
        {
            var mart = MartGenerator.Make(Random_marts.ShapeOf(seed) with { Objectives = orders[seed % orders.Length], BuyerMin = seed % 3 }, seed);
            mart = mart with { Participants = [.. mart.Participants.Select(p => p.Min > p.Max ? p with { Min = p.Max.Value } : p)] };
            var plan = Optimized(mart, seed, Rounds);
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            var baseline = new BaselineScheduler().Schedule(mart, new SearchBudget(seed));
            if (baseline.Status is PlanStatus.Feasible or PlanStatus.Optimal)
            {
                Compare(mart, plan, baseline).ShouldBeGreaterThanOrEqualTo(0, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void A_search_that_is_stopped_at_once_still_gives_a_true_plan()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        for (var seed = 1; seed <= 30; seed++)
        {
            var mart = MartGenerator.Make(Random_marts.ShapeOf(seed), seed);
            Verify(mart, new Optimizer().Schedule(mart, new SearchBudget(seed), stop: stopped.Token)).Errors.ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void A_mart_without_anybody_or_any_meeting_is_no_trouble()
    {
        Optimized(Mart(3, []), 1, 1).Status.ShouldBe(PlanStatus.Optimal);
        Optimized(Mart(3, [Seller(), .. Buyers(2)]), 1, 1).Status.ShouldBe(PlanStatus.Optimal);
        Optimized(Mart(3, [Seller() with { Capacity = 0 }, .. Buyers(2)], Meeting("S1", "B1")), 1, 1).Placed.ShouldBeEmpty();
        Optimized(Mart(3, [Seller(), .. Buyers(2)], Meeting("S1", "B1")) with { Tables = [0, 0, 0] }, 1, 1).Placed.ShouldBeEmpty();
    }

    internal static Plan Optimized(Problem mart, long seed, long rounds) => new Optimizer().Schedule(mart, new SearchBudget(seed, rounds));

    /// <summary>Positive where the one plan is better on the first objective in which the two differ.</summary>
    private static int Compare(Problem mart, Plan one, Plan other)
    {
        foreach (var objective in mart.Objectives)
        {
            var difference = one.ValueOf(objective).CompareTo(other.ValueOf(objective));
            if (difference != 0)
            {
                return objective.MoreIsBetter() ? difference : -difference;
            }
        }

        return 0;
    }

    private static Problem WithoutSides(Problem mart, int seed)
    {
        var random = new SeededRandom(seed);
        var pairs = new HashSet<(string, string)>(mart.Meetings.Select(m => (m.First, m.Second)));
        var more = new List<CandidateMeeting>();
        for (var i = 0; i < mart.Meetings.Count / 2; i++)
        {
            var (a, b) = (mart.Participants[random.Below(mart.Participants.Count)].Id, mart.Participants[random.Below(mart.Participants.Count)].Id);
            if (a != b && !pairs.Contains((b, a)) && pairs.Add((a, b)))
            {
                more.Add(new CandidateMeeting { Id = $"{a}+{b}", First = a, Second = b, Weight = random.Below(100) });
            }
        }

        return mart with { Participants = [.. mart.Participants.Select(p => p with { Side = null })], Meetings = [.. mart.Meetings, .. more] };
    }
}
