namespace TravelMart.Scheduling;

/// <summary>
/// Says in one plain sentence why a meeting is not on a board. Whoever is full is named with the least of what fills the agenda, so that
/// anybody can see what would have to give way; the other obstacles are told as for any timetable.
/// </summary>
internal sealed class UnplacedReasons
{
    private const int MostSlotsNamed = 4;

    private readonly Board board;
    private readonly IndexedProblem problem;
    private readonly string?[] full;
    private readonly bool[] asked;
    private readonly Lazy<Reasons> others;

    public UnplacedReasons(Board board)
    {
        (this.board, problem) = (board, board.Problem);
        full = new string?[problem.Problem.Participants.Count];
        asked = new bool[full.Length];
        others = new Lazy<Reasons>(() => new Reasons(problem, ToTimetable()));
    }

    /// <summary>The reason, true of the board as it is.</summary>
    public string For(int meeting)
    {
        var (first, second) = problem.Pairs[meeting];
        if (!problem.IsPossible(meeting))
        {
            return others.Value.For(meeting)!;
        }

        return WhyFull(first) ?? WhyFull(second) ?? WhyApart(meeting, first, second) ?? others.Value.For(meeting) ?? WhyUnwanted();
    }

    /// <summary>What fills the participant's agenda or its maximum; null where it has room.</summary>
    private string? WhyFull(int participant)
    {
        if (!asked[participant])
        {
            asked[participant] = true;
            full[participant] = board.IsFull(participant) || !board.OpenSlots(participant).ContainsAnyExcept(0UL) ? Full(participant) : null;
        }

        return full[participant];
    }

    private string? Full(int participant)
    {
        var own = problem.Problem.Participants[participant];
        if (board.Total(participant) == 0)
        {
            return null;
        }

        var least = Least(participant);
        var candidate = problem.Problem.Meetings[least];
        var partner = candidate.First == own.Id ? candidate.Second : candidate.First;
        var what = $"meetings worth {candidate.Weight} or more; the least of them is {partner} in slot {board.SlotOf(least)}";
        return board.IsFull(participant)
            ? $"{Reasons.Name(own)} has reached its maximum: it holds {Words.Count(own.Max!.Value, "meeting")} worth {candidate.Weight} or more; "
                + $"the least of them is {partner} in slot {board.SlotOf(least)}"
            : $"{Reasons.Name(own)} is full: its {Slots(SlotRows.Count(problem.Available[participant]))} {what}";
    }

    private static string Slots(int number) => number == 1 ? "1 slot holds" : $"{number} slots hold";

    private int Least(int participant)
    {
        var least = Board.None;
        var busy = board.BusySlots(participant);
        for (var slot = SlotRows.NextFrom(busy, 0); slot >= 0; slot = slot + 1 < problem.Slots ? SlotRows.NextFrom(busy, slot + 1) : -1)
        {
            for (var end = board.FirstIn(participant, slot); end != Board.None; end = board.NextIn(end))
            {
                least = least == Board.None || problem.Weight[end >> 1] < problem.Weight[least] ? end >> 1 : least;
            }
        }

        return least;
    }

    /// <summary>Neither is full, and they are never free together: where each is free, as long as that is few slots.</summary>
    private string? WhyApart(int meeting, int first, int second)
    {
        if (problem.Problem.Meetings[meeting] is not { Slot: null, Session: null })
        {
            return null;
        }

        var one = board.OpenSlots(first);
        var other = board.OpenSlots(second);
        if (!one.ContainsAnyExcept(0UL) || !other.ContainsAnyExcept(0UL))
        {
            return null;
        }

        for (var word = 0; word < one.Length; word++)
        {
            if ((one[word] & other[word]) != 0)
            {
                return null;
            }
        }

        var (a, b) = (Reasons.Name(problem.Problem.Participants[first]), Reasons.Name(problem.Problem.Participants[second]));
        return SlotRows.Count(one) > MostSlotsNamed || SlotRows.Count(other) > MostSlotsNamed
            ? $"there is no slot in which both {a} and {b} are free"
            : $"{a} is free in {Slots(one)} only and {b} in {Slots(other)}";
    }

    private string WhyUnwanted() =>
        problem.Problem.Objectives.Contains(Objective.Breaks)
            ? "it would cost more breaks than the order of objectives lets it"
            : "nothing that counts in this mart would become better by it";

    private string Slots(ReadOnlySpan<ulong> set)
    {
        var slots = new List<int>();
        for (var slot = SlotRows.NextFrom(set, 0); slot >= 0; slot = slot + 1 < problem.Slots ? SlotRows.NextFrom(set, slot + 1) : -1)
        {
            slots.Add(slot);
        }

        return slots.Count == 1 ? $"slot {slots[0]}" : $"slots {string.Join(", ", slots[..^1])} and {slots[^1]}";
    }

    private Timetable ToTimetable()
    {
        var timetable = new Timetable(problem, problem.Problem.Fairness is null ? null : board.Rules!.MostBreaks);
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (board.SlotOf(meeting) != Board.None)
            {
                timetable.Hold(meeting, board.SlotOf(meeting), board.InterpreterOf(meeting));
            }
        }

        return timetable;
    }
}
