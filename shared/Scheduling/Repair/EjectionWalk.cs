namespace TravelMart.Scheduling;

/// <summary>
/// Places a meeting by putting another out, then places that one, and so on (ejection chains, Glover 1996). Where a slot is found for the
/// last one, everything is held that was held before, and one meeting more.
/// </summary>
internal sealed class EjectionWalk(Board board, Inserter inserter, Dice dice)
{
    private readonly int[] movedAt = new int[board.Problem.Pairs.Length];
    private int walk;

    /// <summary>Places the meeting without losing any; false, and nothing is done, where that did not work out.</summary>
    public bool TryPlace(int meeting, int steps)
    {
        var mark = board.Mark;
        walk++;
        for (var step = 0; step < steps; step++)
        {
            movedAt[meeting] = walk;
            var next = Eject(meeting);
            if (next == Board.None)
            {
                break;
            }

            meeting = next;
            if (inserter.TryInsert(meeting))
            {
                return true;
            }
        }

        board.RollBack(mark);
        return false;
    }

    /// <summary>Puts the meeting into a slot where one of the two is open, in place of a meeting of the other, which is returned.</summary>
    private int Eject(int meeting)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        if (board.IsFull(first) || board.IsFull(second))
        {
            return Board.None;
        }

        var (host, guest) = dice.Below(2) == 0 ? (first, second) : (second, first);
        var found = Victim(meeting, host, guest);
        return found != Board.None ? found : Victim(meeting, guest, host);
    }

    private int Victim(int meeting, int host, int guest)
    {
        var shift = dice.Below(board.Slots);
        for (var i = 0; i < board.Slots; i++)
        {
            var slot = i + shift < board.Slots ? i + shift : i + shift - board.Slots;
            if (!board.IsOpen(host, slot) || !board.Problem.Available.Has(guest, slot) || !board.Allows(meeting, slot))
            {
                continue;
            }

            var next = Board.None;
            for (var end = board.FirstIn(guest, slot); end != Board.None; end = next)
            {
                // Taking a meeting out and back again puts it at the head of the list, so the way on is noted first.
                var victim = end >> 1;
                next = board.NextIn(end);
                if (movedAt[victim] == walk)
                {
                    continue;
                }

                var mark = board.Mark;
                board.Take(victim);
                if (board.TryPut(meeting, slot))
                {
                    return victim;
                }

                board.RollBack(mark);
            }
        }

        return Board.None;
    }
}
