namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Finds the best plan and proves it, or proves that there is none, for problems small enough: above all those in which every meeting
/// is obligatory and breaks are to be few (B2BSOP: Bofill, Coll, Garcia, Giraldez-Cru, Pesant, Suy and Villaret, JAIR 74:263-301,
/// 2022). The problem becomes a formula, and a solver of our own searches it; one iteration of the budget is one of its conflicts.
/// </summary>
public sealed class ExactScheduler : IScheduler
{
    /// <summary>Conflicts where the budget names no number.</summary>
    public const long DefaultConflicts = 20_000_000;

    /// <summary>Most meetings times slots for which a proof is worth trying, where every meeting is obligatory.</summary>
    private const long MostPlaces = 20_000;

    /// <summary>The same where meetings are to be chosen, which leaves far more to search.</summary>
    private const long MostOptionalPlaces = 1_000;

    /// <summary>
    /// True where a proof within reason can be hoped for: there are not too many places for meetings, and every meeting is obligatory or
    /// something other than weight comes first. (A bound on weight must come with prices, which a search by cases does not give.)
    /// </summary>
    /// <param name="problem">A problem that makes sense.</param>
    public static bool Suits(Problem problem)
    {
        var places = (long)problem.Meetings.Count * problem.Slots;
        return problem.Meetings.All(m => m.Obligatory)
            ? places <= MostPlaces
            : places <= MostOptionalPlaces && problem.Objectives is not [Objective.Weight, ..];
    }

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
        return (Impossibility.Find(indexed) ?? HallCheck.Find(indexed)) is { } conflict
            ? new ExactAnswer(indexed, budget.Seed).Impossible(new ConflictSearch(indexed, budget.Seed, stop).Shorten(conflict))
            : new ExactSearch(indexed, budget, progress, stop).Run();
    }
}
