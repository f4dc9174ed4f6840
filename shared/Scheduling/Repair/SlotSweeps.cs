namespace TravelMart.Scheduling;

/// <summary>Refills one slot after another, again and again, and keeps the best plan.</summary>
internal sealed class SlotSweeps
{
    private const int Noise = 48;
    private readonly Board board;
    private readonly SlotMatching matching;
    private readonly int[] pool;
    private BoardState best;
    private long bestWeight;
    private int slot;

    /// <param name="board">A plain board of two sides.</param>
    /// <param name="sides">The sides.</param>
    /// <param name="prices">Prices by which hopeless meetings are left aside.</param>
    /// <param name="dice">Random numbers.</param>
    public SlotSweeps(Board board, TwoSides sides, Prices prices, Dice dice)
    {
        this.board = board;
        matching = new SlotMatching(board, sides, dice);
        var heaviest = board.Problem.Weight.Max();
        pool = Enumerable.Range(0, board.Problem.Pairs.Length)
            .Where(m => board.SlotOf(m) != Board.None || prices.Shortage(m) <= Math.Max(1, heaviest / 6))
            .ToArray();
        (best, bestWeight) = (board.Save(), board.Weight);
    }

    /// <summary>Starts from the board as it is now.</summary>
    public void Begin() => (best, bestWeight) = (board.Save(), board.Weight);

    /// <summary>Refills the next slot.</summary>
    public void Work()
    {
        matching.Refill(slot, pool, Noise);
        board.Keep();
        slot = (slot + 1) % board.Slots;
        if (slot == 0 && board.Weight > bestWeight)
        {
            (best, bestWeight) = (board.Save(), board.Weight);
        }
    }

    /// <summary>Leaves the board with the best plan found.</summary>
    public void Finish()
    {
        if (board.Weight < bestWeight)
        {
            board.Restore(best);
        }
    }
}
