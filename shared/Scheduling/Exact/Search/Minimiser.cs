using System.Diagnostics;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Finds a solution of least cost from two sides: cores raise the bound, and where they get stuck, cheaper solutions are asked for
/// outright. What one side learns, the other side uses, since both ask the same solver.
/// </summary>
internal sealed class Minimiser
{
    private const long FirstTurn = 2_000;

    private readonly ScheduleFormula schedule;
    private readonly Aim aim;
    private readonly CoreGuided cores;
    private readonly Action<Solution> found;
    private Literal[]? failures;

    /// <param name="schedule">The formula.</param>
    /// <param name="aim">What to make cheap.</param>
    /// <param name="first">A solution to begin with.</param>
    /// <param name="found">Told of each better solution.</param>
    public Minimiser(ScheduleFormula schedule, Aim aim, Solution first, Action<Solution> found)
    {
        this.schedule = schedule;
        this.aim = aim;
        this.found = found;
        cores = new CoreGuided(schedule.Formula, aim.Wishes);
        Best = first;
    }

    /// <summary>The cheapest solution so far.</summary>
    public Solution Best { get; private set; }

    /// <summary>No solution costs less.</summary>
    public long Bound { get; private set; }

    public long Cost => aim.Cost(Best.Value(aim.Objective));

    /// <summary>Works until the best solution is proven to be so or the effort is over.</summary>
    Effort? spent;
    public void Run(Effort effort)
    {
        spent = effort;
        for (var turn = FirstTurn; Bound < Cost && !effort.IsOver; turn += turn / 2)
        {
            if (turn == FirstTurn) Anneal(effort, 3_000_000);
            if (!RaiseBound(effort, turn) && Bound < Cost && aim.Wishes.All(w => w.Cost == 1))
            {
                LowerCost(effort, turn);
            }
        }

        if (Bound == Cost)
        {
            cores.Settle(effort);
            Forbid(Cost + 1);
        }
    }

    /// <summary>Takes cores until no more are found in so many conflicts; false where that was so.</summary>
    private bool RaiseBound(Effort effort, long turn)
    {
        var answer = SatAnswer.Unsatisfiable;
        while (answer != SatAnswer.Unknown && Bound < Cost)
        {
            answer = cores.Step(effort, turn, out var isLeast);
            if (answer == SatAnswer.Satisfiable)
            {
                Keep();
            }

            Bound = Math.Max(Bound, Math.Min(cores.Bound, Cost));
            Debug.Assert(!isLeast || Bound == Cost, "Where no wish fails that was not paid for, the bound is reached.");
        }

        return answer != SatAnswer.Unknown;
    }

    private void Anneal(Effort effort, long tries)
    {
        var problem = schedule.Timeline.Problem;
        if (Mode.C) { foreach (var hot in new[]{0.35, 0.5, 0.7}) foreach (var cold in new[]{0.08,0.12,0.18}) foreach (var n in new[]{3_000_000, 10_000_000}) {
            KempeSearch.Hot = hot; KempeSearch.Cold = cold; var sw = System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime;
            var r = Enumerable.Range(0, 3).Select(k => KempeSearch.Improve(problem, Best, Bound, n, k, effort.Stop).Value(Objective.Breaks)).ToArray();
            Console.WriteLine($"hot {hot} cold {cold} n {n}: {string.Join(" ", r)} cpu {(System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime - sw).TotalSeconds / 3:F2}"); } }
        if (aim.Objective != Objective.Breaks || !KempeSearch.Suits(problem)) return;
        var solution = KempeSearch.Improve(problem, Best, Bound, tries, ++annealed, effort.Stop);
        effort.Charge(tries / 1000);
        if (aim.Cost(solution.Value(aim.Objective)) < Cost)
        {
            if (Mode.B) Console.WriteLine($"cost {aim.Cost(solution.Value(aim.Objective))} bound {Bound} spent {spent?.Spent}");
            Best = solution;
            found(solution);
        }
    }
    private long annealed;

    private void LowerCost(Effort effort, long turn)
    {
        var answer = SatAnswer.Satisfiable;
        while (answer == SatAnswer.Satisfiable && Bound < Cost)
        {
            failures ??= Totalizer.Count(schedule.Formula, [.. aim.Wishes.Select(w => ~w.Literal)], (int)Cost, exact: false);
            answer = effort.Solve(schedule.Formula.Solver, [~failures[Cost - 1]], turn);
            if (answer == SatAnswer.Satisfiable)
            {
                Keep();
            }
            else if (answer == SatAnswer.Unsatisfiable)
            {
                Bound = Cost;
            }
        }
    }

    /// <summary>Only solutions that cost less are left.</summary>
    private void Forbid(long cost)
    {
        if (failures is not null && cost <= failures.Length)
        {
            schedule.Formula.Add(~failures[cost - 1]);
        }
    }

    private void Keep()
    {
        var solution = Solution.Read(schedule);
        if (aim.Cost(solution.Value(aim.Objective)) < Cost)
        {
            if (Mode.B) Console.WriteLine($"cost {aim.Cost(solution.Value(aim.Objective))} bound {Bound} spent {spent?.Spent}");
            Best = solution;
            found(solution);
        }
    }
}
