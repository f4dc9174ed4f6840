using TravelMart.Scheduling.Exact;

namespace TravelMart.Scheduling;

/// <summary>
/// The engine. First it chooses which pairs should meet, as a flow, which also proves what no plan can better; then it finds slots for
/// them by Kempe chains, telling the choice which of equally good pairs are in the way; what still has no slot is worked on slot by slot
/// and step by step. Once the weight is proven, or time for it is over, the rest of the time makes agendas compact. Every rule is kept
/// throughout, and no plan is worse than the <see cref="BaselineScheduler"/>'s. Problems that are small enough to be searched by cases are
/// left to the <see cref="ExactScheduler"/> first.
/// </summary>
public sealed class Optimizer : IScheduler
{
    /// <inheritdoc/>
    public Plan Schedule(
        Problem problem, SearchBudget budget, IProgress<SearchProgress>? progress = null, CancellationToken stop = default)
    {
        if (ProblemRules.Check(problem) is { Count: > 0 } errors)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(problem));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(budget.Iterations ?? 1, 1, nameof(budget));
        if (!ExactScheduler.Suits(problem))
        {
            return Search(problem, budget, progress, stop);
        }

        // Both keep every rule; what the search by cases could not finish, the other may have done better.
        var exact = new ExactScheduler().Schedule(problem, budget, progress, stop);
        return exact.Status is PlanStatus.Optimal or PlanStatus.Infeasible ? exact : Better(exact, Search(problem, budget, progress, stop));
    }

    private static Plan Search(Problem problem, SearchBudget budget, IProgress<SearchProgress>? progress, CancellationToken stop)
    {
        var indexed = new IndexedProblem(problem);
        return Impossibility.Find(indexed) is { } conflict
            ? new Plan { Problem = problem.Name, Seed = budget.Seed, Status = PlanStatus.Infeasible, Conflict = conflict }
            : new Optimization(indexed, budget, progress, stop).Run();
    }

    private static Plan Better(Plan exact, Plan searched)
    {
        if (exact.Status != PlanStatus.Feasible || searched.Status is not (PlanStatus.Feasible or PlanStatus.Optimal))
        {
            return exact.Status == PlanStatus.Feasible ? exact : searched;
        }

        return StandingOf(searched) > StandingOf(exact) ? searched : exact;
    }

    private static Standing StandingOf(Plan plan) =>
        Standing.Of([.. plan.Objectives.Select(o => o.Objective)], objective => plan.Objectives.First(o => o.Objective == objective).Value);
}
