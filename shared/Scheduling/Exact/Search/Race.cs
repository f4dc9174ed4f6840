namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Rivals who minimise the same thing with different formulas, turn by turn, each telling the others what it has found. Which formula
/// is the better one can hardly be foreseen, and a wrong guess costs far more than half of the time.
/// </summary>
internal static class Race
{
    private const long FirstTurn = 2_000;

    /// <summary>Runs until one has the proof or the effort is over; afterwards each knows the best solution and bound.</summary>
    public static void Run(IReadOnlyList<Minimiser> rivals, Effort effort)
    {
        for (var turn = FirstTurn; !rivals[0].IsDone && !effort.IsOver; turn += turn / 2)
        {
            foreach (var rival in rivals.Where(_ => !rivals[0].IsDone))
            {
                rival.Turn(effort, turn);
                Tell(rivals, rival);
            }

            if (turn == FirstTurn && !rivals[0].IsDone)
            {
                rivals[0].Anneal(effort);
                Tell(rivals, rivals[0]);
                rivals.ToList().ForEach(rival => rival.Follow());
            }
        }
    }

    private static void Tell(IReadOnlyList<Minimiser> rivals, Minimiser news)
    {
        foreach (var rival in rivals)
        {
            rival.Hear(news);
        }
    }
}
