using System.Diagnostics;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Finds a solution of least cost from two sides: cores raise the bound, and where they get stuck, cheaper solutions are asked for
/// outright. What one side learns, the other side uses, since both ask the same solver.
/// </summary>
internal sealed class Minimiser
{
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

    public bool IsDone => Bound == Cost;

    /// <summary>Works for about so many conflicts, half of them on each side.</summary>
    public void Turn(Effort effort, long conflicts)
    {
        RaiseBound(effort, conflicts);
        if (!IsDone && aim.Wishes.All(w => w.Cost == 1))
        {
            LowerCost(effort, conflicts);
        }
    }

    /// <summary>Takes over what a rival knows.</summary>
    public void Hear(Minimiser rival)
    {
        Bound = Math.Max(Bound, rival.Bound);
        if (rival.Cost < Cost)
        {
            Best = rival.Best;
        }
    }

    /// <summary>Makes a cost that was proven to be the least binding for what comes after.</summary>
    public void Settle(Effort effort)
    {
        Debug.Assert(IsDone, "Only what is proven may bind.");
        if (cores.Bound == Cost)
        {
            cores.Settle(effort);
        }
        else if (Failures() is var failures && failures.Length > Cost)
        {
            // The other side had the proof; the cores still leave room for failures that they have not paid for.
            schedule.Formula.Add(~failures[Cost]);
        }
    }

    private void RaiseBound(Effort effort, long conflicts)
    {
        var (answer, last) = (SatAnswer.Unsatisfiable, effort.Spent + conflicts);
        while (answer != SatAnswer.Unknown && !IsDone && effort.Spent < last)
        {
            answer = cores.Step(effort, last - effort.Spent, out var isLeast);
            if (answer == SatAnswer.Satisfiable)
            {
                Keep(Solution.Read(schedule));
            }

            Bound = Math.Max(Bound, Math.Min(cores.Bound, Cost));
            Debug.Assert(!isLeast || IsDone, "Where no wish fails that was not paid for, the bound is reached.");
        }
    }

    private void LowerCost(Effort effort, long conflicts)
    {
        var (answer, last) = (SatAnswer.Satisfiable, effort.Spent + conflicts);
        while (answer == SatAnswer.Satisfiable && !IsDone && effort.Spent < last)
        {
            answer = effort.Solve(schedule.Formula.Solver, [~Failures()[Cost - 1]], last - effort.Spent);
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

    /// <summary>How many wishes of cost 1 fail, in unary, up to one more than is possible by now.</summary>
    private Literal[] Failures() => failures ??=
        Totalizer.Count(schedule.Formula, [.. aim.Wishes.Select(w => ~w.Literal)], (int)Cost + 1, exact: false);

    /// <summary>A cheaper solution by local search, for the solver to go on from.</summary>
    public void Anneal(Effort effort)
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
    }

    /// <summary>Lets the solver search near the best solution.</summary>
    public void Follow()
    {
        var solution = Best;
        var timeline = schedule.Timeline;
        for (var m = 0; m < solution.SlotOf.Length; m++)
        {
            for (var t = 0; t < timeline.Problem.Slots; t++)
            {
                schedule.Formula.Solver.Prefer(solution.SlotOf[m] == t ? timeline.At(m, t) : ~timeline.At(m, t));
            }
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
