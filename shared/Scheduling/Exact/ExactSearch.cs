namespace TravelMart.Scheduling.Exact;

/// <summary>One run over a problem: any plan first, then one objective after the other, each held fast before the next.</summary>
internal sealed class ExactSearch(
    IndexedProblem problem, SearchBudget budget, IProgress<SearchProgress>? progress, CancellationToken stop)
{
    private readonly Effort effort = new(budget.Iterations ?? ExactScheduler.DefaultConflicts, stop);
    private readonly ExactAnswer answer = new(problem, budget.Seed);

    public Plan Run()
    {
        var schedule = ScheduleFormula.Strict(problem, budget.Seed, countsPeople: false);
        return effort.Solve(schedule.Formula.Solver, []) switch
        {
            SatAnswer.Satisfiable => Improve(schedule, Solution.Read(schedule)),
            SatAnswer.Unsatisfiable => answer.Impossible(new ConflictSearch(problem, budget.Seed, stop).Explain()),
            _ => answer.Unknown(),
        };
    }

    private Plan Improve(ScheduleFormula schedule, Solution solution)
    {
        Tell(solution);
        var bounds = new List<long>();
        foreach (var objective in problem.Problem.Objectives)
        {
            var rivals = Formulas(schedule, objective).Select(f => new Minimiser(f, Aim.For(f, objective), solution, budget.Seed, Tell)).ToArray();
            Race.Run(rivals, effort);
            solution = rivals[0].Best;
            bounds.Add(Aim.For(schedule, objective).Value(rivals[0].Bound));
            if (!rivals[0].IsDone)
            {
                break;
            }

            rivals[0].Settle(effort);
        }

        return answer.Found(solution, bounds);
    }

    /// <summary>
    /// The formula, and where tables may well cause breaks, another that counts people. It knows nothing of objectives settled before,
    /// so that it only takes part where meetings leave those no choice.
    /// </summary>
    private IEnumerable<ScheduleFormula> Formulas(ScheduleFormula schedule, Objective objective)
    {
        var isFree = objective == Objective.Breaks && problem.Problem.Meetings.All(m => m.Obligatory);
        return isFree && Tables.AreCrowded(schedule.Timeline)
            ? [schedule, ScheduleFormula.Strict(problem, budget.Seed, countsPeople: true)]
            : [schedule];
    }

    private void Tell(Solution solution) => progress?.Report(new SearchProgress(
        effort.Spent, solution.Held.Count(), solution.Value(Objective.Weight), MissingObligatory: 0));
}
