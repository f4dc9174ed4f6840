namespace TravelMart.Scheduling;

/// <summary>
/// Counts rounds of work against the budget. Rounds are of about the same length on one problem, and a search for weight leaves a part of
/// them to the breaks.
/// </summary>
internal sealed class Effort
{
    private const long Work = 1_500_000_000;
    private const long FewestRounds = 300;
    private const long MostRounds = 1_000;
    private readonly long most;
    private readonly long mostForWeight;
    private readonly CancellationToken tidyUp;
    private readonly CancellationToken stop;

    public Effort(IndexedProblem problem, SearchBudget budget, CancellationToken stop)
    {
        (this.stop, tidyUp) = (stop, budget.TidyUp);
        most = budget.Iterations ?? Math.Clamp(Work / (1 + problem.Pairs.Length * 100L), FewestRounds, MostRounds);
        mostForWeight = budget.TidyUp.CanBeCanceled ? most : most - most / 4;
    }

    /// <summary>Rounds that the search for weight may take in all.</summary>
    public long RoundsForWeight => mostForWeight;

    /// <summary>Rounds done.</summary>
    public long Rounds { get; private set; }

    /// <summary>True where nothing more may be done.</summary>
    public bool IsOver => Rounds >= most || stop.IsCancellationRequested;

    /// <summary>True where the weight must be left as it is.</summary>
    public bool IsOverForWeight => Rounds >= mostForWeight || tidyUp.IsCancellationRequested || stop.IsCancellationRequested;

    public void Count() => Rounds++;
}
