namespace TravelMart.Scheduling.Exact;

/// <summary>When each meeting is held and who interprets, as numbers; -1 stands for never and nobody.</summary>
internal sealed class Solution
{
    private readonly IndexedProblem problem;
    private readonly SlotRows busy;

    public Solution(IndexedProblem problem, int[] slotOf, int[] interpreterOf)
    {
        this.problem = problem;
        SlotOf = slotOf;
        InterpreterOf = interpreterOf;
        busy = new SlotRows(problem.Problem.Participants.Count, problem.Slots);
        foreach (var m in Held)
        {
            busy.Add(problem.Pairs[m].First, slotOf[m]);
            busy.Add(problem.Pairs[m].Second, slotOf[m]);
        }
    }

    public int[] SlotOf { get; }

    public int[] InterpreterOf { get; }

    /// <summary>The meetings that take place.</summary>
    public IEnumerable<int> Held => Enumerable.Range(0, SlotOf.Length).Where(m => SlotOf[m] >= 0);

    /// <summary>What the solver's last model means.</summary>
    public static Solution Read(ScheduleFormula schedule)
    {
        var (timeline, solver) = (schedule.Timeline, schedule.Formula.Solver);
        var indexed = timeline.Problem;
        var (slotOf, interpreterOf) = (new int[indexed.Pairs.Length], new int[indexed.Pairs.Length]);
        for (var m = 0; m < slotOf.Length; m++)
        {
            slotOf[m] = Enumerable.Range(0, indexed.Slots).FirstOrDefault(t => solver.IsTrue(timeline.At(m, t)), -1);
            interpreterOf[m] = slotOf[m] < 0 || indexed.Interpreters[m] is not { } able
                ? -1
                : able.First(i => solver.IsTrue(schedule.Interpreting.Serves(m, i)));
        }

        return new Solution(indexed, slotOf, interpreterOf);
    }

    /// <summary>What the solution reaches on an objective.</summary>
    public long Value(Objective objective) => objective switch
    {
        Objective.Weight => Held.Sum(m => problem.Problem.Meetings[m].Weight),
        Objective.Count => Held.Count(),
        Objective.Minimum => Shortfall(),
        _ => Enumerable.Range(0, problem.Problem.Participants.Count).Sum(p => (long)Agenda.Breaks(busy[p], problem.DayOf)),
    };

    private long Shortfall()
    {
        var held = new long[problem.Problem.Participants.Count];
        foreach (var m in Held)
        {
            held[problem.Pairs[m].First]++;
            held[problem.Pairs[m].Second]++;
        }

        return held.Select((number, p) => Math.Max(0, problem.Problem.Participants[p].Min - number)).Sum();
    }
}
