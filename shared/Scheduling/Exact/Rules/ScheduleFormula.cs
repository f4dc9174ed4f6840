namespace TravelMart.Scheduling.Exact;

/// <summary>A whole problem as a formula: its solutions are the plans that keep every rule.</summary>
internal sealed class ScheduleFormula
{
    private ScheduleFormula(IndexedProblem problem, long seed, bool isSwitchable, bool demands, bool countsPeople)
    {
        Formula = new Formula(new SatSolver(seed));
        Rules = new Rulebook(Formula, isSwitchable);
        Timeline = new Timeline(Formula, problem, Possible(problem, isSwitchable), m => demands && problem.Problem.Meetings[m].Obligatory);
        if (isSwitchable)
        {
            Places.Add(Rules, Timeline);
        }

        Agendas = new Agendas(Rules, Timeline);
        Tables.Add(Rules, Timeline, countsPeople);
        Order.Add(Rules, Timeline);
        Interpreting = new Interpreting(Rules, Timeline);
        Breaks = new Breaks(Formula, Timeline, Agendas);
        if (problem.Problem.Fairness is { } most)
        {
            Fairness.Add(Rules, Breaks, most);
        }
    }

    public Formula Formula { get; }

    public Rulebook Rules { get; }

    public Timeline Timeline { get; }

    public Agendas Agendas { get; }

    public Interpreting Interpreting { get; }

    public Breaks Breaks { get; }

    /// <summary>Everything is demanded, and the rules lean on each other: the fastest to solve.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="seed">Settles what is arbitrary.</param>
    /// <param name="countsPeople">Whether crowded slots count people too, which helps proofs and slows everything else.</param>
    public static ScheduleFormula Strict(IndexedProblem problem, long seed, bool countsPeople) =>
        new(problem, seed, isSwitchable: false, demands: true, countsPeople);

    /// <summary>No meeting is demanded, so that a search can assume which are.</summary>
    public static ScheduleFormula WithFreeMeetings(IndexedProblem problem, long seed) =>
        new(problem, seed, isSwitchable: false, demands: false, countsPeople: false);

    /// <summary>No meeting is demanded, and each rule has a switch.</summary>
    public static ScheduleFormula WithFreeRules(IndexedProblem problem, long seed) =>
        new(problem, seed, isSwitchable: true, demands: false, countsPeople: false);

    private static Func<int, int, bool> Possible(IndexedProblem problem, bool everywhere)
    {
        if (everywhere)
        {
            return (_, _) => true;
        }

        var slots = new SlotRows(problem.Pairs.Length, problem.Slots);
        for (var m = 0; m < problem.Pairs.Length; m++)
        {
            problem.PossibleSlots(m, slots[m]);
        }

        return slots.Has;
    }
}
