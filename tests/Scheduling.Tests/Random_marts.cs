using TravelMart.Scheduling.Generation;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class Random_marts
{
    private const int Marts = 400;

    [Fact]
    public void Every_plan_passes_the_verifier_whatever_the_rules()
    {
        var statuses = new Dictionary<PlanStatus, int>();
        for (var seed = 1; seed <= Marts; seed++)
        {
            var mart = MartGenerator.Make(ShapeOf(seed), seed);
            var plan = new BaselineScheduler().Schedule(mart, new SearchBudget(seed));
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            plan.Unplaced.ShouldAllBe(u => !u.Reason.Contains("stopped", StringComparison.Ordinal), $"seed {seed}");
            statuses[plan.Status] = statuses.GetValueOrDefault(plan.Status) + 1;
        }

        // The marts are hard enough to meet every kind of answer, and easy enough that most have a plan.
        statuses.Keys.ShouldContain(PlanStatus.Infeasible);
        statuses.Keys.ShouldContain(PlanStatus.Unknown);
        statuses[PlanStatus.Feasible].ShouldBeGreaterThan(Marts / 2);
    }

    [Fact]
    public void No_meeting_that_was_left_out_can_simply_be_added()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var mart = MartGenerator.Make(ShapeOf(seed) with { Fairness = null, Obligatory = 0, Interpreters = 0 }, seed);
            var plan = Planned(mart, seed);
            foreach (var left in plan.Unplaced.Take(10))
            {
                Enumerable.Range(0, mart.Slots).ShouldAllBe(slot => !Verify(mart, Added(plan, left, slot)).Errors.All(IsAClaim), $"seed {seed}: {left}");
            }
        }
    }

    [Fact]
    public void A_problem_and_its_file_give_the_same_plan()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var mart = MartGenerator.Make(ShapeOf(seed), seed);
            var read = ProblemFile.Read(ProblemFile.Write(mart)).Problem.ShouldNotBeNull();
            PlanFile.Write(Planned(read, seed)).ShouldBe(PlanFile.Write(Planned(mart, seed)));
        }
    }

    [Fact]
    public void The_same_shape_and_seed_give_the_same_mart_everywhere()
    {
        var mart = MartGenerator.Make(new MartShape { Sellers = 12, Buyers = 42, Slots = 14, Tables = 10 }, 7);

        mart.Meetings.Count.ShouldBe(MeetingsOfSeed7);
        Text(ProblemFile.Write(mart)).ShouldBe(Text(ProblemFile.Write(MartGenerator.Make(new MartShape { Sellers = 12, Buyers = 42, Slots = 14, Tables = 10 }, 7))));
        ProblemRules.Check(mart).ShouldBeEmpty();
    }

    private const int MeetingsOfSeed7 = 428;

    /// <summary>A plan with one meeting more, at a table of its own; its stated figures are then untrue, its rules may hold.</summary>
    private static Plan Added(Plan plan, UnplacedMeeting left, int slot)
    {
        var table = plan.Placed.Count(p => p.Slot == slot);
        var usesTables = plan.Placed.Any(p => p.Table is not null);
        return plan with
        {
            Placed = [.. plan.Placed, new PlacedMeeting(left.Meeting, slot, usesTables ? table : null)],
            Unplaced = [.. plan.Unplaced.Where(u => u != left)],
        };
    }

    private static bool IsAClaim(string error) =>
        error.Contains("is stated as", StringComparison.Ordinal) || error.Contains("bound", StringComparison.Ordinal)
        || error.Contains("proven", StringComparison.Ordinal);

    internal static MartShape ShapeOf(int seed)
    {
        var random = new SeededRandom(seed);
        var days = 1 + random.Below(3);
        return new MartShape
        {
            Sellers = 2 + random.Below(7),
            Buyers = 2 + random.Below(10),
            Slots = days * (2 + random.Below(random.Chance(10) ? 40 : 6)),
            Days = days,
            BuyerWishes = 1 + random.Below(5),
            SellerWishes = 1 + random.Below(6),
            Tables = random.Chance(60) ? 1 + random.Below(5) : null,
            Away = random.Below(30),
            SellerCapacity = 1 + random.Below(3),
            BuyerMax = random.Chance(40) ? 1 + random.Below(4) : null,
            BuyerRun = random.Chance(40) ? 1 + random.Below(3) : null,
            Interpreters = random.Chance(40) ? 1 + random.Below(4) : 0,
            Obligatory = random.Chance(40) ? random.Below(25) : 0,
            Ordered = random.Chance(40) ? random.Below(40) : 0,
            InSession = random.Chance(40) ? random.Below(60) : 0,
            Fixed = random.Chance(30) ? random.Below(30) : 0,
            Fairness = random.Chance(50) ? random.Below(3) : null,
            Objectives = random.Chance(50) ? Problem.DefaultObjectives : [Objective.Minimum, Objective.Breaks, Objective.Weight],
        };
    }
}
