namespace TravelMart.Scheduling;

/// <summary>Turns a filled timetable into a plan that says truthfully how good it is.</summary>
internal sealed class BaselineAnswer(IndexedProblem problem, Timetable timetable, long seed)
{
    private const string Stopped = "the search was stopped before it was tried";

    private readonly PlacedMeeting[] placed =
        Enumerable.Range(0, problem.Pairs.Length).Select(m => timetable[m]).OfType<PlacedMeeting>().ToArray();

    private readonly int[] breaks = Enumerable.Range(0, problem.Problem.Participants.Count)
        .Select(p => Agenda.Breaks(timetable.BusySlots(p), problem.DayOf))
        .ToArray();

    public bool IsFair => breaks.Length == 0 || !(breaks.Max() - breaks.Min() > problem.Problem.Fairness);

    private long Weight => Enumerable.Range(0, problem.Pairs.Length)
        .Where(m => timetable[m] is not null)
        .Sum(m => problem.Problem.Meetings[m].Weight);

    public SearchProgress Progress(long round, int missing) => new(round, placed.Length, Weight, missing);

    public Plan Plan()
    {
        var objectives = problem.Problem.Objectives.Select(Value).ToArray();
        return new Plan
        {
            Problem = problem.Problem.Name,
            Seed = seed,
            Status = objectives.All(o => o.Proven) ? PlanStatus.Optimal : PlanStatus.Feasible,
            Placed = placed,
            Unplaced = Explain(Enumerable.Range(0, problem.Pairs.Length).Where(m => timetable[m] is null)),
            Objectives = objectives,

            // Without any price, the bound on weight is what all meetings are worth that have a possible slot.
            Certificate = problem.Problem.Objectives.Contains(Objective.Weight) ? new Certificate() : null,
        };
    }

    public Plan NoPlan(int[] missing) => new()
    {
        Problem = problem.Problem.Name,
        Seed = seed,
        Status = PlanStatus.Unknown,
        Unplaced = Explain(missing),
    };

    private UnplacedMeeting[] Explain(IEnumerable<int> meetings)
    {
        var reasons = new Reasons(problem, timetable);

        // Whatever was tried has an obstacle; without one, the search never came to it.
        return meetings.Select(m => new UnplacedMeeting(problem.Problem.Meetings[m].Id, reasons.For(m) ?? Stopped)).ToArray();
    }

    private ObjectiveValue Value(Objective objective) => objective switch
    {
        // Nobody can fall short by less than nothing, nor have fewer breaks than none.
        Objective.Minimum => new ObjectiveValue(objective, Shortfall(), 0),
        Objective.Breaks => new ObjectiveValue(objective, breaks.Sum(each => (long)each), 0),
        Objective.Weight => new ObjectiveValue(objective, Weight, PossibleMeetings().Sum(m => m.Weight)),
        _ => new ObjectiveValue(objective, placed.Length, PossibleMeetings().Count()),
    };

    private long Shortfall() =>
        problem.Problem.Participants.Select((p, i) => (long)Math.Max(0, p.Min - timetable.Total(i))).Sum();

    private IEnumerable<CandidateMeeting> PossibleMeetings()
    {
        var slots = new ulong[problem.Words];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            problem.PossibleSlots(meeting, slots);
            if (SlotRows.NextFrom(slots, 0) >= 0)
            {
                yield return problem.Problem.Meetings[meeting];
            }
        }
    }
}
