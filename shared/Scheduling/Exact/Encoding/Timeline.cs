namespace TravelMart.Scheduling.Exact;

/// <summary>
/// The variables of a schedule, as in Bofill et al., JAIR 74:263-301 (2022): whether a meeting is held in a slot, whether it is held
/// at all, whether a participant is busy in a slot.
/// </summary>
internal sealed class Timeline
{
    private readonly Literal[][] at;
    private readonly Literal[][] busy;

    /// <param name="formula">Where the variables live.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="possible">Whether a meeting may be in a slot: what may not be gets no variable.</param>
    /// <param name="sure">Whether a meeting is held in any case.</param>
    public Timeline(Formula formula, IndexedProblem problem, Func<int, int, bool> possible, Func<int, bool> sure)
    {
        Problem = problem;
        Never = formula.False;
        at = Table(problem.Pairs.Length, problem.Slots, (m, t) => possible(m, t) ? formula.New() : formula.False);
        MeetingsOf = problem.Problem.Participants.Select(_ => new List<int>()).ToArray();
        for (var m = 0; m < at.Length; m++)
        {
            MeetingsOf[problem.Pairs[m].First].Add(m);
            MeetingsOf[problem.Pairs[m].Second].Add(m);
        }

        Held = at.Select((row, m) => HeldIn(formula, row, sure(m))).ToArray();
        busy = Table(MeetingsOf.Length, problem.Slots, (p, t) => formula.AnyOf(MeetingsOf[p].ConvertAll(m => at[m][t])));
    }

    public IndexedProblem Problem { get; }

    /// <summary>The literal that stands for what cannot be.</summary>
    public Literal Never { get; }

    /// <summary>The meetings of each participant.</summary>
    public List<int>[] MeetingsOf { get; }

    /// <summary>Whether a meeting is held; constant where it is held in any case.</summary>
    public Literal[] Held { get; }

    /// <summary>Whether the meeting is held in the slot.</summary>
    public Literal At(int meeting, int slot) => at[meeting][slot];

    /// <summary>The meeting in each of the slots.</summary>
    public IReadOnlyList<Literal> Row(int meeting) => at[meeting];

    /// <summary>Whether the participant holds a meeting in each of the slots.</summary>
    public IReadOnlyList<Literal> Busy(int participant) => busy[participant];

    private static Literal HeldIn(Formula formula, Literal[] row, bool sure)
    {
        AtMostOne.Add(formula, row);
        if (!sure)
        {
            return formula.AnyOf(row);
        }

        formula.Add(row);
        return formula.True;
    }

    private static Literal[][] Table(int rows, int columns, Func<int, int, Literal> cell) =>
        Enumerable.Range(0, rows).Select(r => Enumerable.Range(0, columns).Select(c => cell(r, c)).ToArray()).ToArray();
}
