namespace TravelMart.Scheduling;

/// <summary>Says in one plain sentence why a meeting is not in a timetable.</summary>
internal sealed class Reasons(IndexedProblem problem, Timetable timetable)
{
    /// <summary>
    /// The reason, or null where a slot is open to the meeting after all. Of the things that stand in the way, the one that the
    /// most promising slots fail at is named: it holds for every slot that got that far.
    /// </summary>
    public string? For(int meeting)
    {
        var (first, second) = problem.Pairs[meeting];
        Span<ulong> slots = stackalloc ulong[problem.Words];
        problem.PossibleSlots(meeting, slots);
        if (SlotRows.NextFrom(slots, 0) < 0)
        {
            return NeverPossible(meeting);
        }

        if (timetable.HasReachedMaximum(first) || timetable.HasReachedMaximum(second))
        {
            var one = timetable.HasReachedMaximum(first) ? first : second;
            return $"{Name(one)} has reached its maximum of {Words.Count(problem.Problem.Participants[one].Max!.Value, "meeting")}";
        }

        var furthest = Obstacle.Busy;
        for (var slot = SlotRows.NextFrom(slots, 0); slot >= 0; slot = SlotRows.NextFrom(slots, slot + 1))
        {
            var obstacle = timetable.ObstacleTo(meeting, slot);
            furthest = obstacle > furthest ? obstacle : furthest;
        }

        return furthest switch
        {
            Obstacle.None => null,
            Obstacle.Busy => Busy(meeting, first, second),
            Obstacle.Tables => $"no table is free in any {Slot(meeting)} in which both {Name(first)} and {Name(second)} are",
            Obstacle.Order => $"no {Slot(meeting)} left to {Name(first)} and {Name(second)} keeps the order with {Related(meeting)}",
            Obstacle.Interpreter => Interpreter(meeting, first, second),
            Obstacle.Rest => $"every {Slot(meeting)} left to {Name(first)} and {Name(second)} would take a rest away from "
                + Without(meeting, timetable.LeavesRest),
            _ => $"every {Slot(meeting)} left to {Name(first)} and {Name(second)} would give {Without(meeting, timetable.KeepsFewBreaks)} "
                + $"more than {Words.Count(timetable.MostBreaks ?? 0, "break")}, against fairness",
        };
    }

    private string NeverPossible(int meeting)
    {
        var (first, second) = problem.Pairs[meeting];
        var candidate = problem.Problem.Meetings[meeting];
        foreach (var one in new[] { first, second })
        {
            if (SlotRows.NextFrom(problem.Available[one], 0) < 0)
            {
                return $"{Name(one)} is not available in any slot";
            }

            if (candidate.Slot is { } slot && !problem.Available.Has(one, slot))
            {
                return $"{Name(one)} is not available in slot {slot}, the only one allowed";
            }
        }

        return (candidate.Slot, candidate.Session) switch
        {
            ({ } slot, { } session) => $"slot {slot}, the only one allowed, is not in session {session}, the only one allowed",
            (null, { } session) => $"{Name(first)} and {Name(second)} share no available slot in session {session}",
            _ => $"{Name(first)} and {Name(second)} share no available slot",
        };
    }

    private string Busy(int meeting, int first, int second)
    {
        foreach (var one in new[] { first, second })
        {
            if (problem.Problem.Participants[one].Capacity == 0)
            {
                return $"{Name(one)} can hold no meeting: its capacity is 0";
            }

            if (!HasFreeSlot(one))
            {
                return $"{Name(one)} is full: no free slot left";
            }
        }

        var candidate = problem.Problem.Meetings[meeting];
        if (candidate.Slot is { } slot)
        {
            return $"{Name(timetable.IsFull(first, slot) ? first : second)} is taken in slot {slot}, the only one allowed";
        }

        return $"there is no {Slot(meeting)} in which both {Name(first)} and {Name(second)} are free";
    }

    /// <summary>What the meeting's slots are called: a sentence on all slots would be untrue of a meeting that may use only some.</summary>
    private string Slot(int meeting) => problem.Problem.Meetings[meeting] switch
    {
        { Slot: not null } => "allowed slot",
        { Session: { } session } => $"slot of session {session}",
        _ => "slot",
    };

    private bool HasFreeSlot(int participant)
    {
        var available = problem.Available[participant];
        for (var slot = SlotRows.NextFrom(available, 0); slot >= 0; slot = SlotRows.NextFrom(available, slot + 1))
        {
            if (!timetable.IsFull(participant, slot))
            {
                return true;
            }
        }

        return false;
    }

    private string Interpreter(int meeting, int first, int second)
    {
        var languages = $"{Languages(first)} and {Languages(second)}";
        return problem.Interpreters[meeting] is { Length: 0 }
            ? $"no interpreter speaks {languages}"
            : $"no interpreter for {languages} is free in any {Slot(meeting)} left to {Name(first)} and {Name(second)}";
    }

    private string Languages(int participant) => string.Join(" or ", problem.Problem.Participants[participant].Languages);

    /// <summary>The placed meetings that this one must come after or before.</summary>
    private string Related(int meeting)
    {
        var placed = problem.Earlier[meeting].Concat(problem.Later[meeting]).Where(other => timetable[other] is not null)
            .Select(other => problem.Problem.Meetings[other].Id)
            .ToArray();
        return placed.Length <= 3 ? string.Join(", ", placed) : $"{placed[0]}, {placed[1]} and {placed.Length - 2} more";
    }

    /// <summary>The participants that fail the test in some slot left to the meeting.</summary>
    private string Without(int meeting, Func<int, int, bool> test)
    {
        var (first, second) = problem.Pairs[meeting];
        Span<ulong> slots = stackalloc ulong[problem.Words];
        problem.PossibleSlots(meeting, slots);
        var (firstFails, secondFails) = (false, false);
        for (var slot = SlotRows.NextFrom(slots, 0); slot >= 0; slot = SlotRows.NextFrom(slots, slot + 1))
        {
            if (timetable.ObstacleTo(meeting, slot) is Obstacle.Rest or Obstacle.Breaks)
            {
                firstFails |= !test(first, slot);
                secondFails |= !test(second, slot);
            }
        }

        return firstFails && secondFails ? $"{Name(first)} or {Name(second)}" : Name(firstFails ? first : second);
    }

    /// <summary>What a participant is called in a sentence.</summary>
    public static string Name(Participant one) => one.Side switch
    {
        Side.Buyer => $"buyer {one.Id}",
        Side.Seller => $"seller {one.Id}",
        _ => one.Id,
    };

    private string Name(int participant) => Name(problem.Problem.Participants[participant]);
}
