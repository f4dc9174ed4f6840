namespace TravelMart.Scheduling;

/// <summary>
/// A local search that keeps every rule there is and follows any order of objectives: put a meeting in, whatever has to make room; move;
/// swap along a chain; leave one out. A step is taken where the plan is no worse than now, or than it was a while ago (late acceptance,
/// Burke and Bykov 2017), which needs neither temperatures nor knowledge of how long there is.
/// </summary>
internal sealed class LateAcceptance
{
    private const int Memory = 300;
    private const int StepsOfRound = 400;

    private readonly Board board;
    private readonly Inserter inserter;
    private readonly Dice dice;
    private readonly Objective[] order;
    private readonly Standing[] remembered = new Standing[Memory];
    private readonly List<int> victims = [];
    private readonly int heaviest;
    private BoardState? best;
    private Standing now;
    private long step;

    public LateAcceptance(Board board, Inserter inserter, Dice dice)
    {
        (this.board, this.inserter, this.dice) = (board, inserter, dice);
        order = Standing.Order(board.Problem.Problem);
        board.CountBreaks();
        now = StandingNow();
        heaviest = (int)Math.Min(1_000_000, board.Problem.Weight.DefaultIfEmpty(0).Max());
        for (var i = 0; i < Memory; i++)
        {
            remembered[i] = Worse();
        }

        Best = now;
        best = board.Save();
    }

    /// <summary>The best standing found.</summary>
    public Standing Best { get; private set; }

    /// <summary>Takes a number of steps.</summary>
    public void Work()
    {
        for (var i = 0; i < StepsOfRound && board.Problem.Pairs.Length > 0; i++)
        {
            TakeStep();
        }
    }

    /// <summary>Leaves the board with the best plan found.</summary>
    public void Finish() => board.Restore(best!);

    /// <summary>A standing as it would be with a meeting less, or a break more: the search may go back so far at first.</summary>
    private Standing Worse()
    {
        return Standing.Of(order, objective => objective switch
        {
            Objective.Weight => board.Weight - dice.Below(heaviest + 1),
            Objective.Count => board.Count - dice.Below(2),
            Objective.Breaks => board.TotalBreaks + dice.Below(2),
            _ => board.Shortfall + dice.Below(2),
        });
    }

    private Standing StandingNow() => Standing.Of(order, objective => objective switch
    {
        Objective.Weight => board.Weight,
        Objective.Count => board.Count,
        Objective.Breaks => board.TotalBreaks,
        _ => board.Shortfall,
    });

    private void TakeStep()
    {
        var meeting = dice.Below(board.Problem.Pairs.Length);
        var placed = board.SlotOf(meeting) != Board.None;
        var mark = board.Mark;
        var done = (placed, dice.Below(16)) switch
        {
            (false, _) => TryInsert(meeting),
            (true, 0) => TryLeaveOut(meeting),
            (true, < 6) => TryMove(meeting),
            _ => TrySwap(board.Own(2 * meeting + dice.Below(2)), board.SlotOf(meeting)),
        };
        if (!done || !board.IsSound(mark))
        {
            board.RollBack(mark);
            return;
        }

        Judge(mark);
    }

    private void Judge(int mark)
    {
        var then = StandingNow();
        ref var earlier = ref remembered[step++ % Memory];
        if (then < now && then < earlier)
        {
            board.RollBack(mark);
        }
        else
        {
            now = then;
            board.Keep();
        }

        earlier = now;
        if (now > Best)
        {
            (Best, best) = (now, board.Save());
        }
    }

    private bool TryInsert(int meeting)
    {
        if (inserter.TryInsert(meeting))
        {
            return true;
        }

        var slot = PossibleSlot(meeting);
        return slot >= 0 && MakeRoom(meeting, slot) && board.TryPut(meeting, slot) && PlaceVictims();
    }

    /// <summary>Some slot that the meeting may have, whoever is in the way; -1 where it has none.</summary>
    private int PossibleSlot(int meeting)
    {
        Span<ulong> slots = stackalloc ulong[board.Problem.Words];
        board.Problem.PossibleSlots(meeting, slots);
        var slot = SlotRows.NextFrom(slots, dice.Below(board.Slots));
        return slot >= 0 ? slot : SlotRows.NextFrom(slots, 0);
    }

    private bool MakeRoom(int meeting, int slot)
    {
        victims.Clear();
        for (var end = 2 * meeting; end <= 2 * meeting + 1; end++)
        {
            var participant = board.Own(end);
            if (!board.IsOpen(participant, slot) && !TakeOut(board.FirstIn(participant, slot)))
            {
                return false;
            }

            if (board.IsFull(participant) && !TakeOut(SomeEnd(participant)))
            {
                return false;
            }
        }

        return board.HasTable(slot) || TakeOut(SomeEndIn(slot));
    }

    private bool TakeOut(int end)
    {
        if (end == Board.None)
        {
            return false;
        }

        board.Take(end >> 1);
        victims.Add(end >> 1);
        return true;
    }

    private int SomeEnd(int participant)
    {
        var busy = board.BusySlots(participant);
        var slot = SlotRows.NextFrom(busy, dice.Below(board.Slots));
        slot = slot >= 0 ? slot : SlotRows.NextFrom(busy, 0);
        return slot < 0 ? Board.None : board.FirstIn(participant, slot);
    }

    private int SomeEndIn(int slot)
    {
        var people = board.Problem.Problem.Participants.Count;
        var start = dice.Below(people);
        for (var i = 0; i < people; i++)
        {
            if (board.FirstIn((start + i) % people, slot) is var end and not Board.None)
            {
                return end;
            }
        }

        return Board.None;
    }

    private bool PlaceVictims()
    {
        foreach (var victim in victims)
        {
            if (!inserter.TryInsert(victim) && board.Problem.IsObligatory[victim])
            {
                return false;
            }
        }

        return true;
    }

    private bool TryLeaveOut(int meeting)
    {
        if (board.Problem.IsObligatory[meeting])
        {
            return false;
        }

        board.Take(meeting);
        return true;
    }

    private bool TryMove(int meeting)
    {
        board.Take(meeting);
        return inserter.TryFreeSlot(meeting);
    }

    private bool TrySwap(int participant, int from)
    {
        var to = dice.Below(board.Slots);
        return board.IsOpen(participant, to) && inserter.Chain.TryTrace(participant, from, to) && inserter.Chain.Apply();
    }
}
