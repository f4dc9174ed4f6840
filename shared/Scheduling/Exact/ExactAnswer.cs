namespace TravelMart.Scheduling.Exact;

/// <summary>Turns what was found into a plan that says truthfully what it is worth.</summary>
internal sealed class ExactAnswer(IndexedProblem problem, long seed)
{
    private const string NotBetter = "no plan that holds it is better by the objectives, as far as the search went";

    /// <summary>A plan.</summary>
    /// <param name="solution">The meetings held.</param>
    /// <param name="bounds">The bounds on the first objectives, as many as were looked at.</param>
    public Plan Found(Solution solution, IReadOnlyList<long> bounds)
    {
        var objectives = problem.Problem.Objectives.Select((o, i) => Value(solution, o, i, bounds)).ToArray();
        return new Plan
        {
            Problem = problem.Problem.Name,
            Seed = seed,
            Status = objectives.All(o => o.Proven) ? PlanStatus.Optimal : PlanStatus.Feasible,
            Placed = Placed(solution),
            Unplaced = [.. Enumerable.Range(0, problem.Pairs.Length).Except(solution.Held).Select(m => new UnplacedMeeting(Id(m), NotBetter))],
            Objectives = objectives,

            // Without any price, the bound on weight is what all meetings are worth that have a possible slot.
            Certificate = problem.Problem.Objectives.Contains(Objective.Weight) ? new Certificate() : null,
        };
    }

    /// <summary>A proof that there is no plan.</summary>
    public Plan Impossible(Conflict conflict) =>
        new() { Problem = problem.Problem.Name, Seed = seed, Status = PlanStatus.Infeasible, Conflict = conflict };

    /// <summary>Neither a plan nor a proof.</summary>
    public Plan Unknown() => new()
    {
        Problem = problem.Problem.Name,
        Seed = seed,
        Status = PlanStatus.Unknown,
    };

    /// <summary>Where weight comes first, only the bound is stated that the certificate proves.</summary>
    private ObjectiveValue Value(Solution solution, Objective objective, int index, IReadOnlyList<long> bounds) => new(
        objective,
        solution.Value(objective),
        objective == Objective.Weight && index == 0 ? WeightOfPossible() : index < bounds.Count ? bounds[index] : null);

    private long WeightOfPossible()
    {
        var slots = new ulong[problem.Words];
        var weight = 0L;
        for (var m = 0; m < problem.Pairs.Length; m++)
        {
            problem.PossibleSlots(m, slots);
            weight += SlotRows.NextFrom(slots, 0) < 0 ? 0 : problem.Problem.Meetings[m].Weight;
        }

        return weight;
    }

    private PlacedMeeting[] Placed(Solution solution)
    {
        var next = new int[problem.Slots];
        return [.. solution.Held.Select(m =>
        {
            var slot = solution.SlotOf[m];
            int? table = problem.Problem.Tables is null ? null : next[slot]++;
            var interpreter = solution.InterpreterOf[m] is >= 0 and var i ? problem.Problem.Interpreters[i].Id : null;
            return new PlacedMeeting(Id(m), slot, table, interpreter);
        })];
    }

    private string Id(int meeting) => problem.Problem.Meetings[meeting].Id;
}
