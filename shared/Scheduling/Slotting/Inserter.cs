namespace TravelMart.Scheduling;

/// <summary>
/// Finds a slot for one more meeting without taking any out: one that is free to both, or one that a Kempe chain makes free. A chain from
/// the partner frees the slot for it and ends elsewhere; in a mart of two sides it never comes back to the first participant.
/// </summary>
internal sealed class Inserter(Board board, Dice dice)
{
    private const int TriesForTable = 40;
    private const int MostChains = 300;
    private const int MostFailures = 12;
    private readonly ulong[] free = new ulong[board.Problem.Words];
    private int chains;
    private int failures;

    /// <summary>Chains of swaps on the board.</summary>
    public KempeChain Chain { get; } = new(board);

    /// <summary>Places the meeting; false, and nothing is done, where no slot was found.</summary>
    public bool TryInsert(int meeting)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        (chains, failures) = (0, 0);
        return !board.IsFull(first) && !board.IsFull(second) && board.Problem.Interpreters[meeting] is not { Length: 0 }
            && (TryFreeSlot(meeting) || TryChains(meeting, first, second) || TryChains(meeting, second, first) || TryTables(meeting));
    }

    /// <summary>Places the meeting into a slot that is free as things stand.</summary>
    public bool TryFreeSlot(int meeting)
    {
        if (!board.FreeSlots(meeting, free))
        {
            return false;
        }

        var start = dice.Below(board.Slots);
        return TrySlots(meeting, start, board.Slots) || TrySlots(meeting, 0, start);
    }

    private bool TrySlots(int meeting, int from, int before)
    {
        for (var slot = from >= board.Slots ? -1 : SlotRows.NextFrom(free, from); slot >= 0 && slot < before; slot = Next(free, slot))
        {
            if (board.TryPut(meeting, slot))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The host is open in a slot where the guest is not; the guest's meeting there goes to another slot.</summary>
    private bool TryChains(int meeting, int host, int guest)
    {
        var available = board.Problem.Available[guest];
        var shift = dice.Below(board.Slots);
        for (var i = 0; i < board.Slots; i++)
        {
            var slot = i + shift < board.Slots ? i + shift : i + shift - board.Slots;
            if (board.IsOpen(host, slot) && SlotRows.Has(available, slot) && !board.IsOpen(guest, slot) && board.Allows(meeting, slot)
                && TryMoveGuest(meeting, host, guest, slot))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryMoveGuest(int meeting, int host, int guest, int slot)
    {
        for (var to = SlotRows.NextFrom(board.OpenSlots(guest), 0); to >= 0; to = Next(board.OpenSlots(guest), to))
        {
            // Somebody with many free slots has very many chains, of which the first few tell whether any will do.
            if (++chains > MostChains || failures > MostFailures)
            {
                return false;
            }

            if (Chain.TryTrace(guest, slot, to) && !(Chain.LastParticipant == host && Chain.LastTo == slot))
            {
                var mark = board.Mark;
                if (Chain.Apply() && board.IsOpen(host, slot) && board.IsOpen(guest, slot) && board.HasTable(slot) && board.TryPut(meeting, slot))
                {
                    return true;
                }

                failures++;
                board.RollBack(mark);
            }
        }

        return false;
    }

    /// <summary>
    /// Both are open in a slot that has no table left: a chain of odd length moves one meeting's worth of tables to another slot. With
    /// everybody always there, this balances any timetable (de Werra 1971, McDiarmid 1972).
    /// </summary>
    private bool TryTables(int meeting)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        for (var slot = SlotRows.NextFrom(board.OpenSlots(first), 0); slot >= 0; slot = Next(board.OpenSlots(first), slot))
        {
            if (board.IsOpen(second, slot) && !board.HasTable(slot) && board.Allows(meeting, slot) && TryFreeTable(meeting, slot))
            {
                return true;
            }
        }

        return false;
    }

    private bool TryFreeTable(int meeting, int slot)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        for (var to = SlotRows.NextFrom(board.OpenTables, 0); to >= 0; to = Next(board.OpenTables, to))
        {
            for (var i = 0; i < TriesForTable; i++)
            {
                var someone = dice.Below(board.Problem.Problem.Participants.Count);
                if (someone == first || someone == second || !board.IsOpen(someone, to) || !Chain.TryTrace(someone, slot, to)
                    || (Chain.Length & 1) == 0)
                {
                    continue;
                }

                var mark = board.Mark;
                if (++failures <= MostFailures && Chain.Apply() && board.IsOpen(first, slot) && board.IsOpen(second, slot) && board.TryPut(meeting, slot))
                {
                    return true;
                }

                board.RollBack(mark);
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<ulong> set, int slot) =>
        (slot + 1) >> 6 < set.Length ? SlotRows.NextFrom(set, slot + 1) : -1;
}
