namespace TravelMart.Scheduling.Exact;

/// <summary>What may still be spent on a problem: conflicts of the solver, until somebody says stop.</summary>
internal sealed class Effort(long conflicts, CancellationToken stop)
{
    public CancellationToken Stop => stop;

    /// <summary>Conflicts spent so far.</summary>
    public long Spent { get; private set; }

    public bool IsOver => Spent >= conflicts || stop.IsCancellationRequested;

    /// <summary>Searches with no more than so many conflicts, and no more than are left.</summary>
    public SatAnswer Solve(SatSolver solver, ReadOnlySpan<Literal> assumptions, long most = long.MaxValue)
    {
        if (IsOver)
        {
            return SatAnswer.Unknown;
        }

        var before = solver.Conflicts;
        var answer = solver.Solve(assumptions, Math.Min(most, conflicts - Spent), stop);
        Spent += solver.Conflicts - before;
        return answer;
    }

    /// <summary>Counts work of another kind.</summary>
    public void Charge(long amount) => Spent += amount;

    /// <summary>A part of what is left, spent on the side.</summary>
    public Effort Part(long most) => new(Math.Min(most, conflicts - Spent), stop);

    /// <summary>Counts what a part has spent.</summary>
    public void Add(Effort part) => Spent += part.Spent;
}
