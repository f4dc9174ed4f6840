namespace TravelMart.Scheduling;

/// <summary>
/// What a mart asks of a scheduler: who takes part, which pairs may meet, in which slots, under which rules, and what counts
/// as better. Times are slots counted from 0. A problem may be read from a file (<see cref="ProblemFile"/>) or built in code;
/// either way <see cref="ProblemRules.Check"/> tells whether it makes sense.
/// </summary>
public sealed record Problem
{
    /// <summary>The name that a plan repeats, so that plan and problem can be told to belong together.</summary>
    public required string Name { get; init; }

    /// <summary>Number of slots, 1 to <see cref="ProblemLimits.Slots"/>.</summary>
    public required int Slots { get; init; }

    /// <summary>Stretches of slots that a meeting can be restricted to; none means one session over all slots.</summary>
    public IReadOnlyList<Session> Sessions { get; init; } = [];

    /// <summary>Slots with which a new day begins: a pause over one is no break, and no run of meetings goes on across it.</summary>
    public IReadOnlyList<int> DayStarts { get; init; } = [];

    /// <summary>Tables in each slot, one number a slot; null means that tables do not limit anything.</summary>
    public IReadOnlyList<int>? Tables { get; init; }

    /// <summary>Everybody who can hold meetings, also those who hold none.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>The pairs that may meet, each at most once.</summary>
    public IReadOnlyList<CandidateMeeting> Meetings { get; init; } = [];

    /// <summary>Interpreters, who each serve one meeting a slot.</summary>
    public IReadOnlyList<Interpreter> Interpreters { get; init; } = [];

    /// <summary>The largest allowed difference in breaks between any two participants; null allows any.</summary>
    public int? Fairness { get; init; }

    /// <summary>What counts as better, the most important first, each at most once.</summary>
    public IReadOnlyList<Objective> Objectives { get; init; } = DefaultObjectives;

    /// <summary>Weight, then count, then breaks: what a problem asks for that names no objectives.</summary>
    public static IReadOnlyList<Objective> DefaultObjectives { get; } = [Objective.Weight, Objective.Count, Objective.Breaks];
}
