namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Counts each participant's breaks. A break ends where an idle slot follows something on that day and is followed by a meeting.
/// </summary>
internal sealed class Breaks
{
    private readonly Formula formula;
    private readonly Timeline timeline;
    private readonly Agendas agendas;

    public Breaks(Formula formula, Timeline timeline, Agendas agendas)
    {
        this.formula = formula;
        this.timeline = timeline;
        this.agendas = agendas;
        Of = Enumerable.Range(0, timeline.MeetingsOf.Length).Select(Count).ToArray();
        for (var p = 0; p < Of.Length; p++)
        {
            Hasten(p);
        }
    }

    /// <summary>Each participant's breaks in unary: the literal at index k says that there are at least k + 1.</summary>
    public Literal[][] Of { get; }

    private int[] DayOf => timeline.Problem.DayOf;

    private bool IsOneDay => DayOf[^1] == 0;

    private Literal[] Count(int p)
    {
        var busy = timeline.Busy(p);
        var begun = Begun(p);
        var ends = new List<Literal>();
        for (var t = 1; t + 1 < busy.Count; t++)
        {
            if (DayOf[t - 1] == DayOf[t + 1])
            {
                ends.Add(formula.AllOf(begun[t - 1], ~busy[t], busy[t + 1]));
            }
        }

        return Totalizer.Count(formula, ends, Most(p), exact: true);
    }

    /// <summary>For each slot: there is a meeting on its day, in it or before it.</summary>
    private Literal[] Begun(int p)
    {
        var begun = new Literal[timeline.Problem.Slots];
        for (var t = 0; t < begun.Length; t++)
        {
            var goesOn = t > 0 && DayOf[t - 1] == DayOf[t];
            begun[t] = DayOf[t] == 0 && agendas.Counter(p) is { } counter
                ? counter.At(t, 1)
                : formula.AnyOf([goesOn ? begun[t - 1] : formula.False, timeline.Busy(p)[t]]);
        }

        return begun;
    }

    /// <summary>No more breaks than fit between the meetings, nor than there are idle slots where the meetings are known.</summary>
    private int Most(int p)
    {
        var meetings = timeline.MeetingsOf[p].Count;
        var isKnown = agendas.Counter(p) is { } counter && counter.At(DayOf.Length - 1, meetings) == formula.True;
        var idle = isKnown ? DayOf.Length - meetings : (DayOf.Length - 1) / 2;
        return Math.Max(0, Math.Min(meetings - 1, idle));
    }

    /// <summary>
    /// Implied: who has begun and is to have no break holds another meeting in each slot until all are held. Said along the counts,
    /// it settles a whole agenda as soon as its first meeting is known.
    /// </summary>
    private void Hasten(int p)
    {
        if (!IsOneDay || agendas.Counter(p) is not { } counter || Of[p].Length == 0)
        {
            return;
        }

        var last = DayOf.Length - 1;
        for (var t = 0; t < last; t++)
        {
            for (var j = 1; j < counter.Most; j++)
            {
                formula.Add(Of[p][0], ~counter.At(t, j), ~counter.At(last, j + 1), counter.At(t + 1, j + 1));
            }
        }
    }
}
