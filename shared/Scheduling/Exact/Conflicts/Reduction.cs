namespace TravelMart.Scheduling.Exact;

/// <summary>Leaves assumptions out of a contradiction as long as it stays one.</summary>
/// <param name="solver">Where the contradiction is.</param>
/// <param name="effort">What is left for it.</param>
/// <param name="look">Conflicts for one try.</param>
internal sealed class Reduction(SatSolver solver, Effort effort, long look)
{
    /// <summary>Assumptions among these that contradict each other; null where none were found in time.</summary>
    public Literal[]? Core(Literal[] assumptions) =>
        effort.Solve(solver, assumptions) == SatAnswer.Unsatisfiable ? [.. solver.Core] : null;

    /// <summary>A part of the contradiction from which nothing can be left out, as far as the effort reaches.</summary>
    public Literal[] Reduce(Literal[] core)
    {
        var left = core.ToList();
        var needed = new HashSet<Literal>();
        while (left.Find(l => !needed.Contains(l)) is var next && left.Exists(l => !needed.Contains(l)))
        {
            Literal[] without = [.. left.Where(l => l != next)];
            if (effort.Solve(solver, without, look) == SatAnswer.Unsatisfiable)
            {
                var smaller = solver.Core.ToHashSet();
                left.RemoveAll(l => !smaller.Contains(l));
            }
            else
            {
                needed.Add(next);
            }
        }

        return [.. left];
    }
}
