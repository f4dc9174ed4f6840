namespace TravelMart.Scheduling.Exact;

/// <summary>
/// The lower bound on what must be paid, raised core by core: wishes that cannot all hold cost at least one of them, and from then on
/// only a second failure among them is to be avoided (OLL, Andres et al., ICLP 2012; Morgado, Dodaro, Marques-Silva, CP 2014). Cores
/// are taken apart first and joined only when no other is left (as in Berg and Jarvisalo, CP 2017).
/// </summary>
internal sealed class CoreGuided
{
    private const long CutConflicts = 300;

    private readonly Formula formula;
    private readonly Dictionary<Literal, long> open = [];
    private readonly Dictionary<Literal, (Literal[] Count, int Index)> sums = [];
    private readonly Queue<(Literal[] Core, long Cost)> waiting = new();
    private long ceiling = long.MaxValue;

    public CoreGuided(Formula formula, IEnumerable<Wish> wishes)
    {
        this.formula = formula;
        foreach (var wish in wishes.Where(w => w.Cost > 0 && w.Literal != formula.True))
        {
            Add(wish.Literal, wish.Cost);
        }
    }

    /// <summary>Nothing that fulfils the formula costs less.</summary>
    public long Bound { get; private set; }

    /// <summary>
    /// Looks for a solution at the bound. Satisfiable: the model costs as much as the bound, or cores were waiting and are joined now.
    /// Unsatisfiable: the bound has risen.
    /// </summary>
    /// <param name="effort">What is left.</param>
    /// <param name="most">Most conflicts.</param>
    /// <param name="isLeast">True where the model is proven to cost the least.</param>
    public SatAnswer Step(Effort effort, long most, out bool isLeast)
    {
        var least = Threshold();
        Literal[] assumptions = [.. open.Where(o => o.Value >= least).Select(o => o.Key)];
        var answer = effort.Solve(formula.Solver, assumptions, most);
        isLeast = false;
        if (answer == SatAnswer.Unsatisfiable)
        {
            Take(Cut([.. formula.Solver.Core], effort));
        }
        else if (answer == SatAnswer.Satisfiable)
        {
            var isAll = assumptions.Length == open.Count;
            isLeast = isAll && waiting.Count == 0;
            Join(effort);
            ceiling = isAll ? ceiling : least;
        }

        return answer;
    }

    /// <summary>Makes the bound binding: from now on only solutions that cost as little are left.</summary>
    public void Settle(Effort effort)
    {
        Join(effort);
        foreach (var literal in open.Keys)
        {
            formula.Add(literal);
        }
    }

    /// <summary>The costly wishes first (stratification, Ansotegui et al., 2012): those of more than half the highest cost not yet taken in.</summary>
    private long Threshold() => (open.Values.Where(cost => cost < ceiling).DefaultIfEmpty(0).Max() / 2) + 1;

    private void Add(Literal literal, long cost)
    {
        if (open.Remove(~literal, out var opposite))
        {
            // One of the two fails in any case.
            var sure = Math.Min(cost, opposite);
            Bound += sure;
            Put(~literal, opposite - sure);
            Put(literal, cost - sure);
            return;
        }

        Put(literal, open.GetValueOrDefault(literal) + cost);
    }

    private void Put(Literal literal, long cost)
    {
        if (cost > 0)
        {
            open[literal] = cost;
        }
    }

    /// <summary>Leaves out what the core does not need, as far as a few conflicts show.</summary>
    private Literal[] Cut(List<Literal> core, Effort effort)
    {
        for (var i = core.Count - 1; i >= 0 && core.Count > 1; i--)
        {
            i = Math.Min(i, core.Count - 1);
            Literal[] without = [.. core.Where((_, index) => index != i)];
            if (effort.Solve(formula.Solver, without, CutConflicts) == SatAnswer.Unsatisfiable)
            {
                var smaller = formula.Solver.Core.ToHashSet();
                core.RemoveAll(l => !smaller.Contains(l));
            }
        }

        return [.. core];
    }

    private void Take(Literal[] core)
    {
        if (core.Length == 0)
        {
            return;
        }

        var cost = core.Min(l => open[l]);
        Bound += cost;
        foreach (var literal in core)
        {
            if ((open[literal] -= cost) == 0)
            {
                open.Remove(literal);
            }

            if (sums.TryGetValue(literal, out var sum) && sum.Index + 1 < sum.Count.Length)
            {
                Watch(sum.Count, sum.Index + 1, cost);
            }
        }

        formula.Add([.. core.Select(l => ~l)]);
        if (core.Length > 1)
        {
            waiting.Enqueue((core, cost));
        }
    }

    private void Join(Effort effort)
    {
        while (waiting.TryDequeue(out var next))
        {
            var failed = Totalizer.Count(formula, [.. next.Core.Select(l => ~l)], next.Core.Length, exact: false);
            formula.Add(failed[0]);
            var index = 1;

            // How many of the core must fail by themselves is often found at once.
            while (index < failed.Length && effort.Solve(formula.Solver, [~failed[index]], CutConflicts) == SatAnswer.Unsatisfiable)
            {
                formula.Add(failed[index++]);
                Bound += next.Cost;
            }

            if (index < failed.Length)
            {
                Watch(failed, index, next.Cost);
            }
        }
    }

    private void Watch(Literal[] count, int index, long cost)
    {
        sums[~count[index]] = (count, index);
        Add(~count[index], cost);
    }
}
