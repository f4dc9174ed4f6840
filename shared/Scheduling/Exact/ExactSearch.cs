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
        if (Mode.A) Console.WriteLine($"vars {schedule.Formula.Solver.Variables} clauses {schedule.Formula.Solver.Clauses}");
        return effort.Solve(schedule.Formula.Solver, []) switch
        {
            SatAnswer.Satisfiable => Improve(schedule, Solution.Read(schedule)),
            SatAnswer.Unsatisfiable => answer.Impossible(null!),
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
            var minimiser = new Minimiser(schedule, aim, solution, Tell);
            minimiser.Run(effort);
            solution = minimiser.Best;
            bounds.Add(aim.Value(minimiser.Bound));
            if (minimiser.Bound < minimiser.Cost)
            {
                break;
            }
        }

        if (Mode.A) Console.WriteLine($"props {schedule.Formula.Solver.Propagations} visits {schedule.Formula.Solver.Visits} conflicts {schedule.Formula.Solver.Conflicts} learnt {schedule.Formula.Solver.Clauses}  {schedule.Formula.Solver.Stats}");
        return answer.Found(solution, bounds);
    }

    private void Tell(Solution solution) => progress?.Report(new SearchProgress(
        effort.Spent, solution.Held.Count(), solution.Value(Objective.Weight), MissingObligatory: 0));
}
