namespace TravelMart.Scheduling.Exact;

/// <summary>
/// What each participant's agenda allows: one meeting a slot (or as many as its capacity), its slots, its maximum, its rests.
/// Counts the busy slots along the day, on which breaks build.
/// </summary>
internal sealed class Agendas
{
    private readonly Rulebook rules;
    private readonly Formula formula;
    private readonly Timeline timeline;
    private readonly PrefixCounter?[] counters;
    private readonly Literal[]?[] totals;

    public Agendas(Rulebook rules, Timeline timeline)
    {
        this.rules = rules;
        formula = rules.Formula;
        this.timeline = timeline;
        counters = new PrefixCounter?[Participants.Count];
        totals = new Literal[]?[Participants.Count];
        for (var p = 0; p < Participants.Count; p++)
        {
            LimitEachSlot(p);
            LimitAll(p);
            LeaveRests(p);
        }
    }

    private IReadOnlyList<Participant> Participants => timeline.Problem.Problem.Participants;

    /// <summary>The busy slots counted along the row; null where meetings may be held side by side.</summary>
    public PrefixCounter? Counter(int participant) => counters[participant];

    /// <summary>
    /// The number of meetings held, in unary: the literal at index j says that there are at least j + 1. There are no more literals than
    /// meetings that can be held.
    /// </summary>
    public Literal[] Totals(int participant) => totals[participant] ??= Totalizer.Count(
        formula, timeline.MeetingsOf[participant].ConvertAll(m => timeline.Held[m]), timeline.MeetingsOf[participant].Count, exact: true);

    private void LimitEachSlot(int p)
    {
        var own = timeline.MeetingsOf[p];
        if (Participants[p].Capacity >= own.Count && own.Count != 1)
        {
            return;
        }

        var capacity = Participants[p].Capacity;
        rules.Lay($"{Participants[p].Id} has a capacity of {capacity}", () =>
        {
            for (var t = 0; t < timeline.Problem.Slots; t++)
            {
                LimitSlot(own.ConvertAll(m => timeline.At(m, t)), capacity);
            }

            if (capacity == 1)
            {
                CountBusySlots(p);
            }
        });
    }

    private void LimitSlot(List<Literal> meetings, int capacity)
    {
        if (capacity == 1)
        {
            AtMostOne.Add(formula, meetings);
        }
        else if (Totalizer.Count(formula, meetings, capacity + 1, exact: false) is var count && count.Length > capacity)
        {
            formula.Add(~count[capacity]);
        }
    }

    /// <summary>As many slots are busy as meetings are held: implied, and what spares the solver a proof by cases (ibid., sec. 5).</summary>
    private void CountBusySlots(int p)
    {
        var own = timeline.MeetingsOf[p];
        var busy = timeline.Busy(p);
        if (!rules.IsSwitchable && own.TrueForAll(m => timeline.Held[m] == formula.True))
        {
            counters[p] = new PrefixCounter(formula, busy, own.Count, own.Count);
            CountSessions(counters[p]!, own);
            return;
        }

        var counter = new PrefixCounter(formula, busy, own.Count, total: null);
        counters[p] = counter;
        for (var j = 1; j <= own.Count; j++)
        {
            var total = j <= Totals(p).Length ? Totals(p)[j - 1] : formula.False;
            formula.Implies(total, counter.At(busy.Count - 1, j));
            formula.Implies(counter.At(busy.Count - 1, j), total);
        }
    }

    /// <summary>Implied: a session has as many busy slots at least as there are meetings that fit nowhere else.</summary>
    private void CountSessions(PrefixCounter counter, List<int> own)
    {
        foreach (var (first, last) in timeline.Problem.Problem.Sessions)
        {
            var inside = own.Count(m => timeline.Row(m).Index().All(x => x.Item == formula.False || (x.Index >= first && x.Index <= last)));
            for (var before = 0; inside > 0 && before <= own.Count - inside; before++)
            {
                formula.Implies(counter.At(first - 1, before), counter.At(last, before + inside));
            }
        }
    }

    private void LimitAll(int p)
    {
        if (Participants[p].Max is { } max && max < Totals(p).Length)
        {
            rules.Lay($"{Participants[p].Id} holds at most {Words.Count(max, "meeting")}", () => formula.Add(~Totals(p)[max]));
        }
    }

    private void LeaveRests(int p)
    {
        if (Participants[p].MaxConsecutive is not { } most || most >= timeline.Problem.Slots)
        {
            return;
        }

        rules.Lay($"{Participants[p].Id} rests after {Words.Count(most, "meeting")} in a row", () =>
        {
            for (var first = 0; first + most < timeline.Problem.Slots; first++)
            {
                if (timeline.Problem.DayOf[first] == timeline.Problem.DayOf[first + most])
                {
                    formula.Add([.. Enumerable.Range(first, most + 1).Select(t => ~timeline.Busy(p)[t])]);
                }
            }
        });
    }
}
