namespace TravelMart.Scheduling;

/// <summary>
/// The engine. First it chooses which pairs should meet, as a flow, which also proves what no plan can better; then it finds slots for
/// them by Kempe chains, telling the choice which of equally good pairs are in the way; what still has no slot is worked on slot by slot
/// and step by step. Once the weight is proven, or time for it is over, the rest of the time makes agendas compact. Every rule is kept
/// throughout, and no plan is worse than the <see cref="BaselineScheduler"/>'s.
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
        var indexed = new IndexedProblem(problem);
        return Impossibility.Find(indexed) is { } conflict
            ? new Plan { Problem = problem.Name, Seed = budget.Seed, Status = PlanStatus.Infeasible, Conflict = conflict }
            : new Optimization(indexed, budget, progress, stop).Run();
    }
}
