namespace TravelMart.Scheduling;

/// <summary>What stands between a meeting and a slot, in the order in which it is looked at.</summary>
internal enum Obstacle
{
    /// <summary>A participant holds all that it can at that time.</summary>
    Busy,

    /// <summary>Every table is taken.</summary>
    Tables,

    /// <summary>A meeting that must come before or after stands in the way.</summary>
    Order,

    /// <summary>No interpreter is free.</summary>
    Interpreter,

    /// <summary>A participant would get no rest.</summary>
    Rest,

    /// <summary>A participant would have more breaks than fairness allows for certain.</summary>
    Breaks,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>The mart's timetable as far as it is filled; never breaks a rule on the way.</summary>
/// <param name="problem">The problem.</param>
/// <param name="mostBreaks">
/// Breaks that nobody may exceed at any time, null for no care. Fewest is zero, so a spread of breaks can then never be larger.
/// </param>
internal sealed class Timetable(IndexedProblem problem, int? mostBreaks)
{
    private const int Unplaced = -1;

    private readonly SlotRows busy = new(problem.Problem.Participants.Count, problem.Slots);
    private readonly SlotRows full = FullFromTheStart(problem);
    private readonly SlotRows interpreting = new(problem.Problem.Interpreters.Count, problem.Slots);
    private readonly int[] held = new int[problem.Problem.Participants.Count * problem.Slots];
    private readonly int[] total = new int[problem.Problem.Participants.Count];
    private readonly int[] interpreted = new int[problem.Problem.Interpreters.Count];
    private readonly int[] tablesTaken = new int[problem.Slots];
    private readonly int[] slotOf = Enumerable.Repeat(Unplaced, problem.Pairs.Length).ToArray();
    private readonly PlacedMeeting?[] placed = new PlacedMeeting?[problem.Pairs.Length];

    public int? MostBreaks => mostBreaks;

    public PlacedMeeting? this[int meeting] => placed[meeting];

    public ReadOnlySpan<ulong> BusySlots(int participant) => busy[participant];

    public int Total(int participant) => total[participant];

    public bool HasReachedMaximum(int participant) => total[participant] >= problem.Problem.Participants[participant].Max;

    public bool IsFull(int participant, int slot) => full.Has(participant, slot);

    /// <summary>Holds the meeting as another plan has it; that plan keeps the rules.</summary>
    public void Hold(int meeting, int slot, int interpreter) => Place(meeting, slot, interpreter);

    /// <summary>Puts the meeting into its first possible slot; false where there is none.</summary>
    public bool TryPlace(int meeting)
    {
        var (first, second) = problem.Pairs[meeting];
        if (HasReachedMaximum(first) || HasReachedMaximum(second))
        {
            return false;
        }

        Span<ulong> slots = stackalloc ulong[problem.Words];
        problem.PossibleSlots(meeting, slots);
        for (var slot = SlotRows.NextFrom(slots, 0); slot >= 0; slot = SlotRows.NextFrom(slots, slot + 1))
        {
            if (ObstacleTo(meeting, slot) == Obstacle.None)
            {
                Place(meeting, slot, problem.Interpreters[meeting] is { } able ? FreeInterpreter(able, slot) : -1);
                return true;
            }
        }

        return false;
    }

    /// <summary>The first thing that stands between the meeting and a slot in which both are available.</summary>
    public Obstacle ObstacleTo(int meeting, int slot)
    {
        var (first, second) = problem.Pairs[meeting];
        if (IsFull(first, slot) || IsFull(second, slot))
        {
            return Obstacle.Busy;
        }

        return tablesTaken[slot] >= problem.Tables[slot] ? Obstacle.Tables
            : !KeepsOrder(meeting, slot) ? Obstacle.Order
            : problem.Interpreters[meeting] is { } able && FreeInterpreter(able, slot) < 0 ? Obstacle.Interpreter
            : !LeavesRest(first, slot) || !LeavesRest(second, slot) ? Obstacle.Rest
            : !KeepsFewBreaks(first, slot) || !KeepsFewBreaks(second, slot) ? Obstacle.Breaks
            : Obstacle.None;
    }

    public bool LeavesRest(int participant, int slot) =>
        problem.Problem.Participants[participant].MaxConsecutive is not { } most
        || Agenda.RunThrough(busy[participant], slot, problem.DayOf) <= most;

    public bool KeepsFewBreaks(int participant, int slot)
    {
        if (mostBreaks is null || busy.Has(participant, slot))
        {
            return true;
        }

        busy.Add(participant, slot);
        var breaks = Agenda.Breaks(busy[participant], problem.DayOf);
        busy.Remove(participant, slot);
        return breaks <= mostBreaks;
    }

    private void Place(int meeting, int slot, int interpreter)
    {
        var candidate = problem.Problem.Meetings[meeting];
        if (interpreter >= 0)
        {
            interpreting.Add(interpreter, slot);
            interpreted[interpreter]++;
        }

        var table = tablesTaken[slot]++;
        slotOf[meeting] = slot;
        placed[meeting] = new PlacedMeeting(
            candidate.Id,
            slot,
            problem.Problem.Tables is null ? null : table,
            interpreter < 0 ? null : problem.Problem.Interpreters[interpreter].Id);
        Occupy(problem.Pairs[meeting].First, slot);
        Occupy(problem.Pairs[meeting].Second, slot);
    }

    private void Occupy(int participant, int slot)
    {
        busy.Add(participant, slot);
        total[participant]++;
        if (++held[participant * problem.Slots + slot] >= problem.Problem.Participants[participant].Capacity)
        {
            full.Add(participant, slot);
        }
    }

    private bool KeepsOrder(int meeting, int slot)
    {
        foreach (var earlier in problem.Earlier[meeting])
        {
            if (slotOf[earlier] >= slot)
            {
                return false;
            }
        }

        foreach (var later in problem.Later[meeting])
        {
            if (slotOf[later] != Unplaced && slotOf[later] <= slot)
            {
                return false;
            }
        }

        return true;
    }

    private int FreeInterpreter(int[] able, int slot)
    {
        foreach (var interpreter in able)
        {
            if (problem.InterpreterAvailable.Has(interpreter, slot) && !interpreting.Has(interpreter, slot)
                && !(interpreted[interpreter] >= problem.Problem.Interpreters[interpreter].Max))
            {
                return interpreter;
            }
        }

        return -1;
    }

    private static SlotRows FullFromTheStart(IndexedProblem problem)
    {
        var rows = new SlotRows(problem.Problem.Participants.Count, problem.Slots);
        for (var participant = 0; participant < problem.Problem.Participants.Count; participant++)
        {
            if (problem.Problem.Participants[participant].Capacity == 0)
            {
                rows.AddAll(participant);
            }
        }

        return rows;
    }
}
