namespace TravelMart.Scheduling;

/// <summary>A problem with ids turned into numbers and slots into bits, so that the engine only counts.</summary>
internal sealed class IndexedProblem
{
    private readonly Dictionary<string, int> participantOf;
    private readonly SlotRows sessionSlots;

    public IndexedProblem(Problem problem)
    {
        Problem = problem;
        participantOf = NumberById(problem.Participants, p => p.Id);
        Pairs = problem.Meetings.Select(m => (participantOf[m.First], participantOf[m.Second])).ToArray();
        Weight = problem.Meetings.Select(m => m.Weight).ToArray();
        IsObligatory = problem.Meetings.Select(m => m.Obligatory).ToArray();
        DayOf = DaysOf(problem);
        Days = new Days(DayOf);
        Tables = problem.Tables ?? Enumerable.Repeat(int.MaxValue, problem.Slots).ToArray();
        Available = Free(problem.Participants.Select(p => p.Unavailable).ToList(), problem.Slots);
        InterpreterAvailable = Free(problem.Interpreters.Select(i => i.Unavailable).ToList(), problem.Slots);
        sessionSlots = Sessions(problem);
        Interpreters = problem.Meetings.Select(new InterpreterNeeds(problem).Find).ToArray();
        (Earlier, Later) = Order(problem);
    }

    public Problem Problem { get; }

    public int Slots => Problem.Slots;

    public int Words => Available.Words;

    /// <summary>The two participants of each meeting.</summary>
    public (int First, int Second)[] Pairs { get; }

    /// <summary>What each meeting is worth.</summary>
    public long[] Weight { get; }

    /// <summary>Whether each meeting must be held.</summary>
    public bool[] IsObligatory { get; }

    /// <summary>The day of each slot; breaks and runs end with the day.</summary>
    public int[] DayOf { get; }

    /// <summary>The days, for counting breaks and runs.</summary>
    public Days Days { get; }

    /// <summary>Tables in each slot; as good as endless where the problem has none.</summary>
    public IReadOnlyList<int> Tables { get; }

    /// <summary>The slots in which each participant is there.</summary>
    public SlotRows Available { get; }

    /// <summary>The slots in which each interpreter is there.</summary>
    public SlotRows InterpreterAvailable { get; }

    /// <summary>Meetings that each meeting must come after, where both are placed.</summary>
    public int[][] Earlier { get; }

    /// <summary>Meetings that must come after each meeting, where both are placed.</summary>
    public int[][] Later { get; }

    /// <summary>The interpreters who can serve each meeting; null where it needs none.</summary>
    public int[]?[] Interpreters { get; }

    /// <summary>The slots that availability, session and fixed slot leave to a meeting.</summary>
    public void PossibleSlots(int meeting, Span<ulong> into)
    {
        var (first, second) = Pairs[meeting];
        var candidate = Problem.Meetings[meeting];
        Available[first].CopyTo(into);
        Intersect(into, Available[second]);
        if (candidate is not { Session: null, Slot: null })
        {
            Restrict(candidate.Session, candidate.Slot, into);
        }
    }

    /// <summary>The slots that a session and a fixed slot allow together.</summary>
    public void AllowedSlots(int? session, int? slot, Span<ulong> into)
    {
        into.Clear();
        for (var each = 0; each < Slots; each++)
        {
            into[each >> 6] |= 1UL << each;
        }

        Restrict(session, slot, into);
    }

    private void Restrict(int? session, int? slot, Span<ulong> set)
    {
        if (session is { } only)
        {
            Intersect(set, sessionSlots[only]);
        }

        if (slot is { } place)
        {
            var allowed = SlotRows.Has(set, place);
            set.Clear();
            if (allowed)
            {
                set[place >> 6] |= 1UL << place;
            }
        }
    }

    /// <summary>True where the meeting has a slot at all, as far as availability, session and fixed slot go.</summary>
    public bool IsPossible(int meeting)
    {
        Span<ulong> slots = stackalloc ulong[Words];
        PossibleSlots(meeting, slots);
        return slots.ContainsAnyExcept(0UL);
    }

    /// <summary>Meetings that a participant's agenda has room for.</summary>
    public long RoomInAgenda(int participant) => (long)SlotRows.Count(Available[participant]) * Problem.Participants[participant].Capacity;

    /// <summary>0 for a seller and whoever has no side, 1 for a buyer.</summary>
    public int SideOf(int participant) => Problem.Participants[participant].Side == Side.Buyer ? 1 : 0;

    private static void Intersect(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var word = 0; word < set.Length; word++)
        {
            set[word] &= other[word];
        }
    }

    private static Dictionary<string, int> NumberById<T>(IReadOnlyList<T> items, Func<T, string> id)
    {
        var numbers = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        foreach (var item in items)
        {
            numbers.Add(id(item), numbers.Count);
        }

        return numbers;
    }

    private static SlotRows Free(List<IReadOnlyList<int>> unavailable, int slots)
    {
        var rows = new SlotRows(unavailable.Count, slots);
        for (var row = 0; row < unavailable.Count; row++)
        {
            rows.AddAll(row);
            foreach (var slot in unavailable[row])
            {
                rows.Remove(row, slot);
            }
        }

        return rows;
    }

    private static SlotRows Sessions(Problem problem)
    {
        var sessions = problem.Sessions.Count == 0 ? [new Session(0, problem.Slots - 1)] : problem.Sessions;
        var rows = new SlotRows(sessions.Count, problem.Slots);
        for (var row = 0; row < sessions.Count; row++)
        {
            for (var slot = sessions[row].First; slot <= sessions[row].Last; slot++)
            {
                rows.Add(row, slot);
            }
        }

        return rows;
    }

    private static int[] DaysOf(Problem problem)
    {
        var starts = problem.DayStarts.ToHashSet();
        var days = new int[problem.Slots];
        for (var slot = 1; slot < days.Length; slot++)
        {
            days[slot] = days[slot - 1] + (starts.Contains(slot) ? 1 : 0);
        }

        return days;
    }

    private static (int[][] Earlier, int[][] Later) Order(Problem problem)
    {
        var earlier = new int[problem.Meetings.Count][];
        var later = new List<int>?[problem.Meetings.Count];
        if (problem.Meetings.All(m => m.After.Count == 0))
        {
            Array.Fill(earlier, []);
            return (earlier, earlier);
        }

        var numbers = NumberById(problem.Meetings, m => m.Id);
        for (var meeting = 0; meeting < earlier.Length; meeting++)
        {
            earlier[meeting] = problem.Meetings[meeting].After.Select(id => numbers[id]).Distinct().ToArray();
            foreach (var before in earlier[meeting])
            {
                (later[before] ??= []).Add(meeting);
            }
        }

        return (earlier, later.Select(list => list?.ToArray() ?? []).ToArray());
    }
}
