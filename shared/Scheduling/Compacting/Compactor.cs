namespace TravelMart.Scheduling;

/// <summary>
/// Makes agendas compact while every meeting that is held stays held: Kempe chains move a meeting of one participant into a gap, and only
/// the two ends of the chain gain or lose breaks. Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) in cycles, each twice as long
/// as the one before, so that no horizon need be known; the best plan of all cycles counts. For plain boards only.
/// </summary>
internal sealed class Compactor
{
    private const int Batch = 4096;
    private const int TriesForMove = 6;
    private const int TriesPerCell = 10;
    private const double Warm = 0.02;
    private const double Cold = 0.0001;

    private readonly Board board;
    private readonly KempeChain chain;
    private readonly Dice dice;
    private readonly int[] breaks;
    private readonly int[] least;
    private readonly ulong[] changed;
    private BoardState best;
    private long total;
    private long cycle;
    private long batchOfCycle;

    public Compactor(Board board, KempeChain chain, Dice dice)
    {
        (this.board, this.chain, this.dice) = (board, chain, dice);
        var people = board.Problem.Problem.Participants;
        breaks = new int[people.Count];
        least = new int[people.Count];
        changed = new ulong[board.Problem.Words];
        for (var p = 0; p < breaks.Length; p++)
        {
            breaks[p] = board.Breaks(p);
            least[p] = FewestBreaks.For(board.Problem, p, SlotsNeeded(p));
        }

        total = breaks.Sum(each => (long)each);
        cycle = 1 + (long)TriesPerCell * breaks.Length * board.Slots / Batch;
        Least = least.Sum(each => (long)each);
        (BestTotal, best) = (total, board.Save());
    }

    /// <summary>Fewest breaks found.</summary>
    public long BestTotal { get; private set; }

    /// <summary>Breaks that these meetings need at least: the sum of what each participant needs alone.</summary>
    public long Least { get; }

    /// <summary>Does a batch of tries.</summary>
    public void Work()
    {
        var share = (double)batchOfCycle / cycle;
        var left = 1 - share;
        var chance = Warm * left * left * left + Cold;
        for (var i = 0; i < Batch; i++)
        {
            TryOne(chance);
        }

        if (++batchOfCycle == cycle)
        {
            (batchOfCycle, cycle) = (0, 2 * cycle);
            Remember();
            board.Restore(best);
            Recount();
        }
    }

    /// <summary>Leaves the board with the fewest breaks found.</summary>
    public void Finish()
    {
        Remember();
        board.Restore(best);
    }

    private int SlotsNeeded(int participant)
    {
        var capacity = Math.Max(1, board.Problem.Problem.Participants[participant].Capacity);
        return (board.Total(participant) + capacity - 1) / capacity;
    }

    private void Remember()
    {
        if (total < BestTotal)
        {
            (BestTotal, best) = (total, board.Save());
        }
    }

    private void Recount()
    {
        total = 0;
        for (var p = 0; p < breaks.Length; p++)
        {
            total += breaks[p] = board.Breaks(p);
        }
    }

    private void TryOne(double chance)
    {
        var participant = dice.Below(breaks.Length);
        if (breaks[participant] <= least[participant] && dice.Below(8) != 0)
        {
            return;
        }

        if (!TryPickMove(participant, out var from, out var to, out var own) || !chain.TryTrace(participant, from, to))
        {
            return;
        }

        var other = chain.LastParticipant;
        if (other == participant)
        {
            return;
        }

        var last = After(other, chain.LastFrom, chain.LastTo) - breaks[other];
        var change = own + last;
        if (change > 0 && !Accept(chance, change))
        {
            return;
        }

        chain.Apply();
        board.Keep();
        breaks[participant] += own;
        breaks[other] += last;
        total += change;
    }

    /// <summary>
    /// A move that is no worse for the participant itself. Every chain can be begun at either end, and one that is good for both together is
    /// good for one of them, so nothing is missed.
    /// </summary>
    private bool TryPickMove(int participant, out int from, out int to, out int own)
    {
        (to, own) = (0, 0);
        from = EdgeOfRun(participant);
        for (var i = 0; from >= 0 && i < TriesForMove; i++)
        {
            to = dice.Below(board.Slots);
            if (board.IsOpen(participant, to) && to != from)
            {
                own = After(participant, from, to) - breaks[participant];
                if (own <= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A slot with a meeting before or after which the participant is idle: moving any other would only tear a run apart.</summary>
    private int EdgeOfRun(int participant)
    {
        var busy = board.BusySlots(participant);
        for (var i = 0; i < 4; i++)
        {
            var slot = SlotRows.NextFrom(busy, dice.Below(board.Slots));
            if (slot >= 0 && !(slot > 0 && SlotRows.Has(busy, slot - 1) && slot + 1 < board.Slots && SlotRows.Has(busy, slot + 1)))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>The participant's breaks once one of its meetings has moved.</summary>
    private int After(int participant, int from, int to)
    {
        board.BusySlots(participant).CopyTo(changed);
        if (board.NextIn(board.FirstIn(participant, from)) == Board.None)
        {
            changed[from >> 6] &= ~(1UL << from);
        }

        changed[to >> 6] |= 1UL << to;
        return board.Problem.Days.Breaks(changed);
    }

    private bool Accept(double chance, int worse)
    {
        var bar = chance;
        for (var i = 1; i < worse; i++)
        {
            bar *= chance;
        }

        return dice.Fraction() < bar;
    }
}
