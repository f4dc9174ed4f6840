namespace TravelMart.Scheduling.Exact;

/// <summary>
/// No more meetings in a slot than tables. So that few literals need counting, each meeting is counted at one of its two
/// participants, chosen so that few participants are counted at: one slot of one participant holds one meeting.
/// </summary>
internal sealed class Tables
{
    private const double Crowded = 0.9;

    private readonly Rulebook rules;
    private readonly Formula formula;
    private readonly Timeline timeline;
    private readonly List<List<int>> groups;
    private readonly bool countsPeople;
    private readonly double[] crowd;

    private Tables(Rulebook rules, Timeline timeline, bool countsPeople)
    {
        this.countsPeople = countsPeople;
        this.rules = rules;
        formula = rules.Formula;
        this.timeline = timeline;
        groups = Groups();
        crowd = Crowd.Expect(timeline);
    }

    public static void Add(Rulebook rules, Timeline timeline, bool countsPeople)
    {
        if (timeline.Problem.Problem.Tables is { } limits)
        {
            var tables = new Tables(rules, timeline, countsPeople);
            for (var t = 0; t < limits.Count; t++)
            {
                tables.Limit(t, limits[t], tables.Least(t));
            }
        }
    }

    /// <summary>True where tables may well cause breaks in some slot.</summary>
    public static bool AreCrowded(Timeline timeline) => timeline.Problem.Problem.Tables is { } limits
        && Crowd.Expect(timeline).Zip(limits).Any(slot => IsCrowded(slot.First, slot.Second));

    private static bool IsCrowded(double people, int tables) => people >= Crowded * 2 * tables;

    private void Limit(int slot, int most, int least)
    {
        var counted = groups.ConvertAll(group => formula.AnyOf(group.ConvertAll(m => timeline.At(m, slot))));
        counted.RemoveAll(l => l == formula.False);
        if (counted.Count <= most && least <= 0)
        {
            return;
        }

        rules.Lay($"slot {slot} has {Words.Count(most, "table")}", () =>
        {
            var count = Totalizer.Count(formula, counted, most + 1, exact: least > 0);
            if (count.Length > most)
            {
                formula.Add(~count[most]);
            }

            if (least > 0)
            {
                formula.Add(count.Length < least ? formula.False : count[least - 1]);
            }

            LimitPeople(slot, most);
        });
    }

    /// <summary>
    /// Implied (Bofill et al., JAIR 2022, sec. 5): no more than two participants a table are busy. Agendas speak of who is busy, not of
    /// which meetings, so that this is what proofs about breaks need. It is only said of slots that will be crowded: elsewhere it
    /// would cost more than it helps.
    /// </summary>
    private void LimitPeople(int slot, int most)
    {
        if (!countsPeople || !IsCrowded(crowd[slot], most))
        {
            return;
        }

        Literal[] busy = [.. Enumerable.Range(0, timeline.MeetingsOf.Length).Select(p => timeline.Busy(p)[slot])];
        var people = Totalizer.Count(formula, busy, (2 * most) + 1, exact: false);
        if (people.Length > 2 * most)
        {
            formula.Add(~people[2 * most]);
        }
    }

    /// <summary>Implied: what the other slots have no tables for must be held in this one.</summary>
    private int Least(int slot)
    {
        if (rules.IsSwitchable)
        {
            return 0;
        }

        var sure = timeline.Held.Count(h => h == formula.True);
        var elsewhere = Enumerable.Range(0, timeline.Problem.Slots).Where(t => t != slot).Sum(Room);
        return (int)Math.Max(0, sure - elsewhere);
    }

    /// <summary>The meetings that a slot can hold: a table each, two participants each.</summary>
    private long Room(int slot)
    {
        var people = timeline.Problem.Problem.Participants;
        var there = Enumerable.Range(0, people.Count).Where(p => timeline.Busy(p)[slot] != formula.False).Sum(p => (long)people[p].Capacity);
        return Math.Min(timeline.Problem.Tables[slot], there / 2);
    }

    /// <summary>Meetings of which no two can share a slot: those of one participant; others alone.</summary>
    private List<List<int>> Groups()
    {
        var left = timeline.MeetingsOf.Select(own => own.ToHashSet()).ToArray();
        var found = new List<List<int>>();
        while (left.Select((own, p) => (own.Count, p)).Where(Exclude).OrderByDescending(x => x.Count).Select(x => (int?)x.p).FirstOrDefault() is { } next)
        {
            found.Add([.. left[next].Order()]);
            foreach (var m in found[^1])
            {
                var (first, second) = timeline.Problem.Pairs[m];
                left[first].Remove(m);
                left[second].Remove(m);
            }
        }

        found.AddRange(left.SelectMany(own => own).Distinct().Order().Select(m => new List<int> { m }));
        return found;

        // With the capacity under a switch, meetings of one participant may share a slot after all.
        bool Exclude((int Count, int P) x) => x.Count > 0 && !rules.IsSwitchable && timeline.Problem.Problem.Participants[x.P].Capacity == 1;
    }
}
