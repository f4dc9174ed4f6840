using System.Diagnostics;

namespace TravelMart.Scheduling;

/// <summary>
/// The engine's timetable. Every change is kept in a journal, so that a move may be made first and judged then: what breaks a rule, or
/// is not worth it, is rolled back. Capacities, tables, sessions and maximums are looked at before a move is made; what depends on
/// the whole move (order, rest, fairness) by <see cref="IsSound"/>; interpreters are found on the way.
/// </summary>
internal sealed class Board
{
    /// <summary>The slot of a meeting that is not placed, and the end of every list.</summary>
    public const int None = -1;

    private readonly int slots;
    private readonly int[] own; // The participant at each end: the ends of meeting m are 2m and 2m + 1.
    private readonly int[] firstIn; // The first end in each cell (participant times slots plus slot), ...
    private readonly int[] next; // ... and the ends after and before each in its cell.
    private readonly int[] previous;
    private readonly int[] held;
    private readonly int[] capacity;
    private readonly int[] most;
    private readonly int[] total;
    private readonly int[] least;
    private readonly int[] slotOf;
    private readonly int[] used;
    private readonly SlotRows open;
    private readonly SlotRows busy;
    private readonly ulong[] openTables;
    private readonly AllowedSlots allowed;
    private readonly InterpreterDesk? desk;
    private readonly AgendaRules? rules;
    private readonly Journal journal = new();
    private readonly bool ordered;
    private bool countsBreaks;

    public Board(IndexedProblem problem)
    {
        Problem = problem;
        slots = problem.Slots;
        var people = problem.Problem.Participants;
        (next, previous) = (new int[2 * problem.Pairs.Length], new int[2 * problem.Pairs.Length]);
        own = new int[2 * problem.Pairs.Length];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            (own[2 * meeting], own[2 * meeting + 1]) = problem.Pairs[meeting];
        }

        (firstIn, held) = (new int[people.Count * slots], new int[people.Count * slots]);
        Array.Fill(firstIn, None);
        capacity = people.Select(p => p.Capacity).ToArray();
        most = people.Select(p => p.Max ?? int.MaxValue).ToArray();
        total = new int[people.Count];
        least = people.Select(p => p.Min).ToArray();
        Shortfall = least.Sum(min => (long)min);
        slotOf = new int[problem.Pairs.Length];
        Array.Fill(slotOf, None);
        used = new int[slots];
        (open, busy) = (new SlotRows(people.Count, slots), new SlotRows(people.Count, slots));
        for (var p = 0; p < people.Count; p++)
        {
            if (capacity[p] > 0)
            {
                problem.Available[p].CopyTo(open[p]);
            }
        }

        openTables = new ulong[problem.Words];
        for (var slot = 0; slot < slots; slot++)
        {
            MarkTables(slot);
        }

        allowed = new AllowedSlots(problem);
        desk = problem.Problem.Interpreters.Count > 0 || problem.Interpreters.Any(able => able is not null) ? new InterpreterDesk(problem) : null;
        rules = AgendaRules.For(problem);
        ordered = problem.Earlier.Any(earlier => earlier.Length > 0);
    }

    public IndexedProblem Problem { get; }

    public int Slots => slots;

    /// <summary>Total weight of the placed meetings.</summary>
    public long Weight { get; private set; }

    /// <summary>Number of placed meetings.</summary>
    public int Count { get; private set; }

    /// <summary>Meetings missing below minimums.</summary>
    public long Shortfall { get; private set; }

    /// <summary>Breaks of all participants; kept up to date after <see cref="CountBreaks"/>.</summary>
    public long TotalBreaks { get; private set; }

    /// <summary>True where capacities, tables, sessions and maximums are all the rules there are.</summary>
    public bool IsPlain => desk is null && rules is null && !ordered;

    /// <summary>Rest and fairness; null where there is neither.</summary>
    public AgendaRules? Rules => rules;

    /// <summary>How many changes have been made since the last <see cref="Keep"/>; a place to roll back to.</summary>
    public int Mark => journal.Count;

    public int SlotOf(int meeting) => slotOf[meeting];

    public int InterpreterOf(int meeting) => desk?.InterpreterOf(meeting) ?? None;

    public int Total(int participant) => total[participant];

    public int Used(int slot) => used[slot];

    public bool HasTable(int slot) => used[slot] < Problem.Tables[slot];

    public bool IsFull(int participant) => total[participant] >= most[participant];

    public ReadOnlySpan<ulong> OpenSlots(int participant) => open[participant];

    public ReadOnlySpan<ulong> BusySlots(int participant) => busy[participant];

    public ReadOnlySpan<ulong> OpenTables => openTables;

    public bool IsOpen(int participant, int slot) => open.Has(participant, slot);

    /// <summary>The participant at an end of a meeting.</summary>
    public int Own(int end) => own[end];

    /// <summary>The first of the participant's ends in the slot.</summary>
    public int FirstIn(int participant, int slot) => firstIn[participant * slots + slot];

    /// <summary>The next end in the same cell.</summary>
    public int NextIn(int end) => next[end];

    /// <summary>The slots that session and fixed slot allow the meeting; null where they allow all.</summary>
    public bool Allows(int meeting, int slot) => allowed.Allows(meeting, slot);

    /// <summary>The slots that are free to both and have a table, and which the meeting is allowed.</summary>
    public bool FreeSlots(int meeting, Span<ulong> into)
    {
        var one = open[own[2 * meeting]];
        var other = open[own[2 * meeting + 1]];
        ulong any = 0;
        for (var word = 0; word < into.Length; word++)
        {
            any |= into[word] = one[word] & other[word] & openTables[word];
        }

        return any != 0 && allowed.Restrict(meeting, into);
    }

    /// <summary>Puts the meeting into the slot, which must be free to both and have a table; false, and nothing done, where a rule forbids.</summary>
    public bool TryPut(int meeting, int slot)
    {
        var (first, second) = (own[2 * meeting], own[2 * meeting + 1]);
        if (IsFull(first) || IsFull(second))
        {
            return false;
        }

        var mark = Mark;
        if (Put(meeting, slot) && IsSound(mark))
        {
            return true;
        }

        RollBack(mark);
        return false;
    }

    /// <summary>Puts the meeting into the slot; false where it finds no interpreter, and then the caller rolls back.</summary>
    public bool Put(int meeting, int slot)
    {
        Debug.Assert(slotOf[meeting] == None, "A meeting is held once.");
        Debug.Assert(allowed.Allows(meeting, slot), "Sessions and fixed slots are kept.");
        Set(meeting, slot);
        return desk is null || desk.TryServe(meeting, slot, journal);
    }

    /// <summary>Takes the meeting out.</summary>
    public void Take(int meeting)
    {
        Debug.Assert(slotOf[meeting] != None, "Only what is placed can be taken out.");
        desk?.Release(meeting, slotOf[meeting], journal);
        Set(meeting, None);
    }

    /// <summary>Whether all that has changed since the mark keeps order, rest and fairness.</summary>
    public bool IsSound(int mark)
    {
        if (rules is null && !ordered)
        {
            return true;
        }

        for (var entry = mark; entry < journal.Count; entry++)
        {
            var meeting = journal[entry].Meeting;
            if (!KeepsOrder(meeting) || (rules is not null && !(Holds(own[2 * meeting]) && Holds(own[2 * meeting + 1]))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Undoes everything since the mark.</summary>
    public void RollBack(int mark)
    {
        while (journal.Count > mark)
        {
            var undone = journal.Pop();
            if (undone.IsInterpreter)
            {
                desk!.Set(undone.Meeting, undone.Before, slotOf[undone.Meeting]);
            }
            else
            {
                Move(undone.Meeting, undone.Before);
            }
        }
    }

    /// <summary>Forgets how to undo what was done so far.</summary>
    public void Keep() => journal.Clear();

    public bool KeepsOrder(int meeting)
    {
        var slot = slotOf[meeting];
        if (!ordered || slot == None)
        {
            return true;
        }

        foreach (var earlier in Problem.Earlier[meeting])
        {
            if (slotOf[earlier] >= slot)
            {
                return false;
            }
        }

        foreach (var later in Problem.Later[meeting])
        {
            if (slotOf[later] != None && slotOf[later] <= slot)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The participant's breaks.</summary>
    public int Breaks(int participant) => Problem.Days.Breaks(busy[participant]);

    /// <summary>Begins to keep the number of breaks up to date with every change.</summary>
    public void CountBreaks()
    {
        countsBreaks = true;
        TotalBreaks = 0;
        for (var p = 0; p < total.Length; p++)
        {
            TotalBreaks += Breaks(p);
        }
    }

    /// <summary>Where every meeting is.</summary>
    public BoardState Save()
    {
        var interpreters = desk is null ? null : new int[slotOf.Length];
        for (var meeting = 0; interpreters is not null && meeting < interpreters.Length; meeting++)
        {
            interpreters[meeting] = desk!.InterpreterOf(meeting);
        }

        return new BoardState([.. slotOf], interpreters);
    }

    /// <summary>Puts every meeting where it was.</summary>
    public void Restore(BoardState state)
    {
        for (var meeting = 0; meeting < slotOf.Length; meeting++)
        {
            var changed = state.Slots[meeting] != slotOf[meeting]
                || (state.Interpreters is { } interpreters && interpreters[meeting] != desk!.InterpreterOf(meeting));
            if (changed && slotOf[meeting] != None)
            {
                Take(meeting);
            }
        }

        for (var meeting = 0; meeting < slotOf.Length; meeting++)
        {
            if (state.Slots[meeting] != slotOf[meeting])
            {
                Set(meeting, state.Slots[meeting]);
                desk?.Set(meeting, state.Interpreters![meeting], slotOf[meeting]);
            }
        }

        Keep();
    }

    private bool Holds(int participant) => rules!.Hold(participant, busy[participant]);

    private void Set(int meeting, int slot)
    {
        journal.Add(meeting, slotOf[meeting], isInterpreter: false);
        Move(meeting, slot);
    }

    private void Move(int meeting, int slot)
    {
        var from = slotOf[meeting];
        if (from != None)
        {
            Unlink(2 * meeting, from);
            Unlink(2 * meeting + 1, from);
            used[from]--;
            MarkTables(from);
        }

        slotOf[meeting] = slot;
        if (slot != None)
        {
            Link(2 * meeting, slot);
            Link(2 * meeting + 1, slot);
            used[slot]++;
            MarkTables(slot);
        }

        if ((from == None) != (slot == None))
        {
            Tally(meeting, slot == None ? -1 : 1);
        }
    }

    private void Tally(int meeting, int change)
    {
        Weight += change * Problem.Weight[meeting];
        Count += change;
        for (var end = 2 * meeting; end <= 2 * meeting + 1; end++)
        {
            var participant = own[end];
            Shortfall -= Math.Max(0, least[participant] - total[participant]);
            total[participant] += change;
            Shortfall += Math.Max(0, least[participant] - total[participant]);
        }
    }

    private void Link(int end, int slot)
    {
        var participant = own[end];
        var cell = participant * slots + slot;
        var first = firstIn[cell];
        (next[end], previous[end], firstIn[cell]) = (first, None, end);
        if (first != None)
        {
            previous[first] = end;
        }

        if (first == None)
        {
            TotalBreaks += countsBreaks ? Problem.Days.ChangeByAdding(busy[participant], slot) : 0;
            busy.Add(participant, slot);
        }

        held[cell]++;
        Debug.Assert(held[cell] <= capacity[participant], "Nobody is double booked.");
        if (held[cell] >= capacity[participant])
        {
            open.Remove(participant, slot);
        }
    }

    private void Unlink(int end, int slot)
    {
        var participant = own[end];
        var cell = participant * slots + slot;
        var (before, after) = (previous[end], next[end]);
        if (before != None)
        {
            next[before] = after;
        }
        else
        {
            firstIn[cell] = after;
        }

        if (after != None)
        {
            previous[after] = before;
        }

        held[cell]--;
        if (held[cell] < capacity[participant])
        {
            open.Add(participant, slot);
        }

        if (after == None && before == None)
        {
            busy.Remove(participant, slot);
            TotalBreaks -= countsBreaks ? Problem.Days.ChangeByAdding(busy[participant], slot) : 0;
        }
    }

    private void MarkTables(int slot)
    {
        if (used[slot] < Problem.Tables[slot])
        {
            openTables[slot >> 6] |= 1UL << slot;
        }
        else
        {
            openTables[slot >> 6] &= ~(1UL << slot);
        }
    }
}
