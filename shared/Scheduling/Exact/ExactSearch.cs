namespace TravelMart.Scheduling.Exact;

/// <summary>One run over a problem: any plan first, then one objective after the other, each held fast before the next.</summary>
internal sealed class ExactSearch(
    IndexedProblem problem, SearchBudget budget, IProgress<SearchProgress>? progress, CancellationToken stop)
{
    private readonly Effort effort = new(budget.Iterations ?? ExactScheduler.DefaultConflicts, stop);
    private readonly ExactAnswer answer = new(problem, budget.Seed);

    public Plan Run()
    {
        var schedule = ScheduleFormula.Strict(problem, budget.Seed);
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
            var aim = Aim.For(schedule, objective);
            var minimiser = new Minimiser(schedule, aim, solution, budget.Seed, Tell);
            minimiser.Run(effort);
            solution = minimiser.Best;
            bounds.Add(aim.Value(minimiser.Bound));
            if (minimiser.Bound < minimiser.Cost)
            {
                break;
            }
        }

        return answer.Found(solution, bounds);
    }

    private void Tell(Solution solution) => progress?.Report(new SearchProgress(
        effort.Spent, solution.Held.Count(), solution.Value(Objective.Weight), MissingObligatory: 0));
}
