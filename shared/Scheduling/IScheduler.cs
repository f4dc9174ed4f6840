namespace TravelMart.Scheduling;

/// <summary>Turns a problem into a plan. Engines differ in how good their plans are, never in which rules they keep.</summary>
public interface IScheduler
{
    /// <summary>
    /// Makes a plan. The answer says itself what it is worth: a plan (optimal or feasible), a proof that none can exist, or
    /// that none was found. The same problem and budget give the same plan on every machine, unless stopped early.
    /// </summary>
    /// <param name="problem">A problem that makes sense by <see cref="ProblemRules.Check"/>.</param>
    /// <param name="budget">Seed and effort.</param>
    /// <param name="progress">Told now and then how far the work is; null for nobody.</param>
    /// <param name="stop">Ends the work early with the best plan so far.</param>
    /// <exception cref="ArgumentException">The problem makes no sense; the message lists everything wrong with it.</exception>
    Plan Schedule(
        Problem problem, SearchBudget budget, IProgress<SearchProgress>? progress = null, CancellationToken stop = default);
}

/// <summary>How much work a scheduler may put in. Time is the caller's business: it stops the work when time is up.</summary>
/// <param name="Seed">Settles what would otherwise be arbitrary.</param>
/// <param name="Iterations">Most rounds of work, 1 or more, in the engine's own measure; null leaves it to the engine.</param>
public sealed record SearchBudget(long Seed = 1, long? Iterations = null)
{
    /// <summary>
    /// Asks to leave the search for a heavier plan and to spend what time is left on fewer breaks. Like stopping early, it makes the
    /// plan depend on when it comes.
    /// </summary>
    public CancellationToken TidyUp { get; init; }
}

/// <summary>How far a scheduler has come.</summary>
/// <param name="Round">Rounds of work finished.</param>
/// <param name="Placed">Meetings placed in the best plan so far, or in the latest attempt while there is none.</param>
/// <param name="Weight">The weight of those meetings.</param>
/// <param name="MissingObligatory">Obligatory meetings that found no place; 0 in a plan.</param>
/// <param name="WeightBound">The weight that no plan exceeds, as far as it is known; null where it is not.</param>
/// <param name="Breaks">Breaks of that plan; null before they are looked at.</param>
public sealed record SearchProgress(
    long Round, int Placed, long Weight, int MissingObligatory, long? WeightBound = null, long? Breaks = null);
