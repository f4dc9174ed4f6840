using TravelMart.Scheduling.Generation;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_optimizer_proves_what_it_says
{
    /// <summary>Marts so small that every plan can be tried.</summary>
    [Fact]
    public void No_plan_of_a_tiny_mart_beats_a_bound_and_most_bounds_are_reached()
    {
        var proven = 0;
        for (var seed = 1; seed <= 120; seed++)
        {
            var mart = Tiny(seed);
            var plan = The_optimizer_keeps_every_rule.Optimized(mart, seed, 300);
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            var (weight, count, breaks) = new EveryPlan(mart).Best();
            plan.ValueOf(Objective.Weight).ShouldBe(weight, $"seed {seed}");
            plan.ValueOf(Objective.Count).ShouldBe(count, $"seed {seed}");
            plan.Objectives[0].Bound!.Value.ShouldBeGreaterThanOrEqualTo(weight, $"seed {seed}");
            plan.Objectives[1].Bound!.Value.ShouldBeGreaterThanOrEqualTo(count, $"seed {seed}");
            plan.Objectives[2].Bound!.Value.ShouldBeLessThanOrEqualTo(breaks, $"seed {seed}");
            proven += plan.Objectives[0].Proven ? 1 : 0;
        }

        proven.ShouldBeGreaterThan(90);
    }

    [Fact]
    public void Marts_of_usual_size_come_within_a_thousandth_and_most_are_proven_to_have_the_greatest_weight()
    {
        var proven = 0;
        for (var seed = 1; seed <= 8; seed++)
        {
            var mart = MartGenerator.Make(new MartShape { Sellers = 12, Buyers = 42, Slots = 14, Tables = 10 }, seed);
            var plan = The_optimizer_keeps_every_rule.Optimized(mart, seed, 400);
            Verify(mart, plan).Errors.ShouldBeEmpty($"seed {seed}");
            plan.Objectives[0].Value.ShouldBeGreaterThan(plan.Objectives[0].Bound!.Value * 999 / 1000, $"seed {seed}");
            proven += plan.Objectives[0].Proven ? 1 : 0;
        }

        proven.ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public void Whoever_is_full_is_named_with_the_least_of_what_fills_the_agenda()
    {
        var plan = The_optimizer_keeps_every_rule.Optimized(
            Mart(2, [Seller(), .. Buyers(3)], Meeting("S1", "B1", 5), Meeting("S1", "B2", 9), Meeting("S1", "B3", 7)), 1, 10);

        var slot = plan.SlotOf("S1-B3");
        plan.ReasonOf("S1-B1").ShouldBe($"seller S1 is full: its 2 slots hold meetings worth 7 or more; the least of them is B3 in slot {slot}");
    }

    [Fact]
    public void Progress_carries_the_bound_and_never_passes_it()
    {
        var told = new List<SearchProgress>();

        new Optimizer().Schedule(MartGenerator.Make(Random_marts.ShapeOf(5), 5), new SearchBudget(1, 5), new Listener(told));

        told.ShouldNotBeEmpty();
        told.ShouldAllBe(p => p.WeightBound >= p.Weight);
    }

    private static Problem Tiny(int seed) => MartGenerator.Make(
        new MartShape { Sellers = 2 + seed % 2, Buyers = 3, Slots = 3, BuyerWishes = 1, SellerWishes = 2, Away = 20, Tables = seed % 3 == 0 ? 1 : null, SellerCapacity = 1 + seed % 2 },
        seed);

    private sealed class Listener(List<SearchProgress> told) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => told.Add(value);
    }

    /// <summary>Tries every slot for every meeting.</summary>
    private sealed class EveryPlan(Problem mart)
    {
        private readonly Dictionary<(string, int), int> held = [];
        private readonly int[] used = new int[mart.Slots];
        private (long Weight, long Count, long NoBreaks) best = (-1, 0, 0);

        public (long Weight, long Count, long Breaks) Best()
        {
            Try(0, 0, 0);
            return (best.Weight, best.Count, -best.NoBreaks);
        }

        private void Try(int meeting, long weight, long count)
        {
            if (meeting == mart.Meetings.Count)
            {
                var found = (weight, count, -mart.Participants.Sum(p => (long)Breaks(p.Id)));
                best = found.CompareTo(best) > 0 ? found : best;
                return;
            }

            Try(meeting + 1, weight, count);
            var candidate = mart.Meetings[meeting];
            var (first, second) = (Who(candidate.First), Who(candidate.Second));
            for (var slot = 0; slot < mart.Slots; slot++)
            {
                if (HasRoom(first, slot) && HasRoom(second, slot) && !(used[slot] >= mart.Tables?[slot]))
                {
                    Hold(candidate, slot, 1);
                    Try(meeting + 1, weight + candidate.Weight, count + 1);
                    Hold(candidate, slot, -1);
                }
            }
        }

        private Participant Who(string id) => mart.Participants.Single(p => p.Id == id);

        private bool HasRoom(Participant who, int slot) =>
            !who.Unavailable.Contains(slot) && held.GetValueOrDefault((who.Id, slot)) < who.Capacity;

        private void Hold(CandidateMeeting candidate, int slot, int change)
        {
            used[slot] += change;
            held[(candidate.First, slot)] = held.GetValueOrDefault((candidate.First, slot)) + change;
            held[(candidate.Second, slot)] = held.GetValueOrDefault((candidate.Second, slot)) + change;
        }

        private int Breaks(string id)
        {
            var busy = Enumerable.Range(0, mart.Slots).Where(t => held.GetValueOrDefault((id, t)) > 0).ToArray();
            return busy.Zip(busy.Skip(1), (a, b) => b > a + 1 ? 1 : 0).Sum();
        }
    }
}
