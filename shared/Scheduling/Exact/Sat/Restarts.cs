namespace TravelMart.Scheduling.Exact;

/// <summary>
/// When to start over. The search takes turns: while it is restless, it starts over as soon as the clauses learnt lately are worse
/// than usual (Audemard and Simon, CP 2012), which suits proofs; while it is stable, seldom and in Luby's rhythm, which suits
/// finding assignments (Oh, SAT 2015).
/// </summary>
internal sealed class Restarts
{
    private const int LeastBetween = 2;
    private const int StableUnit = 1024;
    private const long FirstTurn = 1_000;
    private const long ForgetUnit = 3_000;

    private double lately;
    private double usually;
    private long begun;
    private long turnEnds = FirstTurn;
    private long turns;
    private long luby = 1;
    private long lubyLow = 1;
    private long forgetAt = ForgetUnit;
    private long forgotten;

    /// <summary>True while the search seldom starts over.</summary>
    public bool IsStable { get; private set; }

    /// <summary>Takes note of a learnt clause.</summary>
    public void Learn(int quality, long conflicts)
    {
        // Corrected for the zeros that the averages begin with.
        lately += (quality - lately) / Math.Min(32, conflicts);
        usually += (quality - usually) / Math.Min(8192, conflicts);
    }

    public bool IsDue(long conflicts) => IsStable
        ? conflicts - begun >= StableUnit * lubyLow
        : conflicts - begun >= LeastBetween && lately > 1.1 * usually;

    /// <summary>Notes a new start.</summary>
    public void Begin(long conflicts)
    {
        begun = conflicts;
        if (IsStable)
        {
            // Knuth's form of Luby's series 1, 1, 2, 1, 1, 2, 4, ...
            (luby, lubyLow) = (luby & -luby) == lubyLow ? (luby + 1, 1) : (luby, 2 * lubyLow);
        }

        if (conflicts >= turnEnds)
        {
            turns++;
            IsStable = !IsStable;
            var round = (turns / 2) + 1;
            turnEnds = conflicts + (FirstTurn * round * round);
        }
    }

    public bool IsTimeToForgetPhases(long conflicts)
    {
        if (conflicts < forgetAt)
        {
            return false;
        }

        forgotten++;
        forgetAt = conflicts + (ForgetUnit * (forgotten + 1));
        return true;
    }
}
