using System.Diagnostics;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Finds a solution of least cost from two sides: cores raise the bound, and where they get stuck, cheaper solutions are asked for
/// outright. What one side learns, the other side uses, since both ask the same solver.
/// </summary>
internal sealed class Minimiser
{
    private const long FirstTurn = 2_000;
    private const long TriesPerPlace = 1_500;
    private const long MostTries = 20_000_000;
    private const long TriesPerConflict = 1_000;

    private readonly ScheduleFormula schedule;
    private readonly Aim aim;
    private readonly CoreGuided cores;
    private readonly long seed;
    private readonly Action<Solution> found;
    private Literal[]? failures;

    /// <param name="schedule">The formula.</param>
    /// <param name="aim">What to make cheap.</param>
    /// <param name="first">A solution to begin with.</param>
    /// <param name="seed">Settles the local search.</param>
    /// <param name="found">Told of each better solution.</param>
    public Minimiser(ScheduleFormula schedule, Aim aim, Solution first, long seed, Action<Solution> found)
    {
        this.seed = seed;
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
    public void Run(Effort effort)
    {
        for (var turn = FirstTurn; Bound < Cost && !effort.IsOver; turn += turn / 2)
        {
            if (!RaiseBound(effort, turn) && Bound < Cost && aim.Wishes.All(w => w.Cost == 1))
            {
                LowerCost(effort, turn);
            }

            if (turn == FirstTurn && Bound < Cost)
            {
                Anneal(effort);
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
                Keep(Solution.Read(schedule));
            }

            Bound = Math.Max(Bound, Math.Min(cores.Bound, Cost));
            Debug.Assert(!isLeast || Bound == Cost, "Where no wish fails that was not paid for, the bound is reached.");
        }

        return answer != SatAnswer.Unknown;
    }

    /// <summary>A cheaper solution by local search, for the solver to go on from.</summary>
    private void Anneal(Effort effort)
    {
        var problem = schedule.Timeline.Problem;
        if (aim.Objective != Objective.Breaks || !KempeSearch.Suits(problem))
        {
            return;
        }

        var tries = Math.Min(MostTries, TriesPerPlace * problem.Slots * problem.Pairs.Length);
        var solution = KempeSearch.Improve(problem, Best, Bound, tries, seed, effort.Stop);
        effort.Charge(tries / TriesPerConflict);
        Keep(solution);
        Follow(solution);
    }

    /// <summary>Lets the solver search near a solution.</summary>
    private void Follow(Solution solution)
    {
        var timeline = schedule.Timeline;
        for (var m = 0; m < solution.SlotOf.Length; m++)
        {
            for (var t = 0; t < timeline.Problem.Slots; t++)
            {
                schedule.Formula.Solver.Prefer(solution.SlotOf[m] == t ? timeline.At(m, t) : ~timeline.At(m, t));
            }
        }
    }

    private void LowerCost(Effort effort, long turn)
    {
        var answer = SatAnswer.Satisfiable;
        while (answer == SatAnswer.Satisfiable && Bound < Cost)
        {
            failures ??= Totalizer.Count(schedule.Formula, [.. aim.Wishes.Select(w => ~w.Literal)], (int)Cost, exact: false);
            answer = effort.Solve(schedule.Formula.Solver, [~failures[Cost - 1]], turn);
            if (answer == SatAnswer.Satisfiable)
            {
                Keep(Solution.Read(schedule));
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

    private void Keep(Solution solution)
    {
        if (aim.Cost(solution.Value(aim.Objective)) < Cost)
        {
            Best = solution;
            found(solution);
        }
    }
}
