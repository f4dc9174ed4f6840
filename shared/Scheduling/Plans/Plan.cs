namespace TravelMart.Scheduling;

/// <summary>What a scheduler answers to a problem: which meetings take place when, which do not and why, and how good that is.</summary>
public sealed record Plan
{
    /// <summary>The name of the problem that is answered.</summary>
    public required string Problem { get; init; }

    /// <summary>The seed that the scheduler worked with.</summary>
    public long Seed { get; init; }

    /// <summary>What is known about the plan.</summary>
    public required PlanStatus Status { get; init; }

    /// <summary>The meetings that take place.</summary>
    public IReadOnlyList<PlacedMeeting> Placed { get; init; } = [];

    /// <summary>The meetings that do not, each with its reason.</summary>
    public IReadOnlyList<UnplacedMeeting> Unplaced { get; init; } = [];

    /// <summary>The problem's objectives in its order; empty where there is no plan.</summary>
    public IReadOnlyList<ObjectiveValue> Objectives { get; init; } = [];

    /// <summary>Prices that prove the bound on weight to anybody; null where there is none.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>What cannot hold together; given exactly where the status is <see cref="PlanStatus.Infeasible"/>.</summary>
    public Conflict? Conflict { get; init; }
}

/// <summary>What is known about a plan.</summary>
public enum PlanStatus
{
    /// <summary>The plan keeps every rule, and every objective has reached its bound.</summary>
    Optimal,

    /// <summary>The plan keeps every rule; a better one may exist.</summary>
    Feasible,

    /// <summary>It is proven that no plan can keep every rule.</summary>
    Infeasible,

    /// <summary>No plan was found, and none was proven impossible.</summary>
    Unknown,
}
