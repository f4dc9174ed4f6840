namespace TravelMart.Scheduling;

/// <summary>
/// The simplest honest engine: obligatory meetings first, then by weight, each into the first slot that is free to both. It never
/// takes a meeting back, so a better plan often exists; it stays as the measure that cleverer engines must beat.
/// <para>
/// Fairness is kept by letting nobody ever have more breaks than it allows. An obligatory meeting that finds no slot goes to the
/// front and the hall is filled anew; after <see cref="SearchBudget.Iterations"/> such rounds (<see cref="DefaultRounds"/> where none
/// are given) the answer is <see cref="PlanStatus.Unknown"/>.
/// </para>
/// </summary>
public sealed class BaselineScheduler : IScheduler
{
    /// <summary>Rounds of filling the hall where the budget names no number.</summary>
    public const long DefaultRounds = 100;

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
            : Search(indexed, budget, progress, stop);
    }

    private static Plan Search(IndexedProblem problem, SearchBudget budget, IProgress<SearchProgress>? progress, CancellationToken stop)
    {
        var order = PlacementOrder.For(problem, budget.Seed);
        var rounds = budget.Iterations ?? DefaultRounds;
        for (var round = 1L; ; round++)
        {
            // Every other round tries its luck without the care for breaks, which is stricter than fairness asks.
            var timetable = Fill(problem, order, round % 2 == 1 ? problem.Problem.Fairness : null, stop);
            var missing = order.Where(m => problem.Problem.Meetings[m].Obligatory && timetable[m] is null).ToArray();
            var answer = new BaselineAnswer(problem, timetable, budget.Seed);
            progress?.Report(answer.Progress(round, missing.Length));
            if (missing.Length == 0 && answer.IsFair)
            {
                return answer.Plan();
            }

            if (round == rounds || stop.IsCancellationRequested)
            {
                return answer.NoPlan(missing);
            }

            order = [.. missing, .. order.Except(missing)];
        }
    }

    private static Timetable Fill(IndexedProblem problem, int[] order, int? mostBreaks, CancellationToken stop)
    {
        var timetable = new Timetable(problem, mostBreaks);
        var open = order;
        bool again;
        do
        {
            var left = open.Where(meeting => stop.IsCancellationRequested || !timetable.TryPlace(meeting)).ToArray();

            // A gap that forbade a meeting may have been filled since; no other rule ever becomes easier.
            again = mostBreaks is not null && left.Length < open.Length;
            open = left;
        }
        while (again);

        return timetable;
    }
}
