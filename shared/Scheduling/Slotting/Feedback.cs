namespace TravelMart.Scheduling;

/// <summary>
/// Slots a choice of pairs, and tells the choice which pairs found no slot: each gets a small penalty, too small to outweigh anything that
/// counts, and the next best choice that is just as good is slotted instead. Only the pairs that differ are moved.
/// </summary>
internal sealed class Feedback(PairChoice choice, Board board, Inserter inserter, EjectionWalk walk, Dice dice)
{
    private const int MostTightness = 12;
    private const int Shuffles = 6;
    private const int Walks = 4;
    private const int Steps = 12;
    private readonly List<int> waiting = [];

    /// <summary>Pairs of the latest choice that have no slot.</summary>
    public IReadOnlyList<int> Waiting => waiting;

    /// <summary>Prefers pairs that share many slots, since those are easier to place.</summary>
    public static void PreferCommonSlots(PairChoice choice, IndexedProblem problem)
    {
        var most = (int)Math.Min(MostTightness, choice.Levels.MostPenalty);
        Span<ulong> slots = stackalloc ulong[problem.Words];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            problem.PossibleSlots(meeting, slots);
            choice.Penalty[meeting] = most * (problem.Slots - SlotRows.Count(slots)) / problem.Slots;
        }
    }

    /// <summary>Makes the board hold the choice as far as it can; false where some pairs found no slot.</summary>
    public bool Slot()
    {
        waiting.Clear();
        var open = new List<int>();
        for (var meeting = 0; meeting < board.Problem.Pairs.Length; meeting++)
        {
            var chosen = choice.IsChosen(meeting) || board.Problem.IsObligatory[meeting];
            if (chosen == (board.SlotOf(meeting) != Board.None))
            {
                continue;
            }

            if (chosen)
            {
                open.Add(meeting);
            }
            else
            {
                var mark = board.Mark;
                board.Take(meeting);
                if (!board.IsSound(mark))
                {
                    board.RollBack(mark);
                }
            }
        }

        board.Keep();
        foreach (var meeting in open)
        {
            if (!inserter.TryInsert(meeting) && !TryWithShuffles(meeting) && !TryWalks(meeting))
            {
                waiting.Add(meeting);
            }

            board.Keep();
        }

        return waiting.Count == 0;
    }

    /// <summary>Makes the choice shun the pairs that wait. What is shunned too much makes everything else be forgiven a little.</summary>
    public void Discourage()
    {
        var most = (int)choice.Levels.MostPenalty;
        if (most == 0)
        {
            return;
        }

        var full = false;
        foreach (var meeting in waiting)
        {
            choice.Penalty[meeting] += 1 + dice.Below(1 + most / 8);
            full |= choice.Penalty[meeting] > most;
        }

        for (var meeting = 0; full && meeting < choice.Penalty.Length; meeting++)
        {
            choice.Penalty[meeting] = Math.Min(most, choice.Penalty[meeting]) / 2;
        }
    }

    private bool TryWalks(int meeting)
    {
        for (var i = 0; i < Walks; i++)
        {
            if (walk.TryPlace(meeting, Steps))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tries again after random swaps in the agendas of the two, which change where they are free.</summary>
    private bool TryWithShuffles(int meeting)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        if (board.IsFull(first) || board.IsFull(second))
        {
            return false;
        }

        for (var i = 0; i < Shuffles; i++)
        {
            if (TrySwap((i & 1) == 0 ? first : second) && inserter.TryInsert(meeting))
            {
                return true;
            }
        }

        return false;
    }

    private bool TrySwap(int participant)
    {
        var (from, to) = (dice.Below(board.Slots), dice.Below(board.Slots));
        if (!board.IsOpen(participant, to) || !inserter.Chain.TryTrace(participant, from, to))
        {
            return false;
        }

        var mark = board.Mark;
        if (inserter.Chain.Apply())
        {
            return true;
        }

        board.RollBack(mark);
        return false;
    }
}
