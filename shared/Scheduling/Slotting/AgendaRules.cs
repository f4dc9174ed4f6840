namespace TravelMart.Scheduling;

/// <summary>
/// The rules that depend on a participant's whole agenda: rest, and fairness. Fairness is kept as a window that everybody's breaks stay
/// within; it may be set elsewhere for a plan that is fair in another way.
/// </summary>
internal sealed class AgendaRules
{
    private readonly Days days;
    private readonly int[] longestRun;
    private readonly int? fairness;

    private AgendaRules(Days days, int[] longestRun, int? fairness)
    {
        (this.days, this.longestRun, this.fairness) = (days, longestRun, fairness);
        MostBreaks = fairness ?? int.MaxValue;
    }

    /// <summary>Breaks that everybody must have at least.</summary>
    public int FewestBreaks { get; private set; }

    /// <summary>Breaks that nobody may exceed.</summary>
    public int MostBreaks { get; private set; }

    /// <summary>The rules of the problem; null where it has neither rest nor fairness.</summary>
    public static AgendaRules? For(IndexedProblem problem)
    {
        var people = problem.Problem.Participants;
        return problem.Problem.Fairness is null && people.All(p => p.MaxConsecutive is null)
            ? null
            : new AgendaRules(problem.Days, people.Select(p => p.MaxConsecutive ?? int.MaxValue).ToArray(), problem.Problem.Fairness);
    }

    /// <summary>Puts the window of fairness where the least of all breaks is the given number.</summary>
    public void StartWindowAt(int fewest)
    {
        if (fairness is { } difference)
        {
            (FewestBreaks, MostBreaks) = (fewest, fewest + difference);
        }
    }

    /// <summary>Whether the participant may have that agenda.</summary>
    public bool Hold(int participant, ReadOnlySpan<ulong> busy) => Rests(participant, busy) && IsFair(busy);

    private bool Rests(int participant, ReadOnlySpan<ulong> busy) =>
        longestRun[participant] == int.MaxValue || days.LongestRun(busy) <= longestRun[participant];

    private bool IsFair(ReadOnlySpan<ulong> busy)
    {
        if (fairness is null)
        {
            return true;
        }

        var breaks = days.Breaks(busy);
        return breaks >= FewestBreaks && breaks <= MostBreaks;
    }
}
