namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Explains why no plan exists: first the meetings that cannot all be held whatever becomes of the others, then the rules that stand
/// against them. Both are cores of the solver, from which one after the other is left out as long as a contradiction is left (deletion,
/// as surveyed by Marques-Silva, ISMVL 2010).
/// </summary>
internal sealed class ConflictSearch(IndexedProblem problem, long seed, CancellationToken stop)
{
    /// <summary>Conflicts for one look at a smaller set.</summary>
    private const long Look = 5_000;

    /// <summary>Conflicts for all of the explanation.</summary>
    private const long Most = 300_000;

    /// <summary>How often the meetings are reduced in another order; the fewest are kept.</summary>
    private const int Orders = 4;

    private readonly Effort effort = new(Most, stop);

    /// <summary>The explanation of a problem that is known to have no plan.</summary>
    public Conflict Explain()
    {
        var meetings = FewestMeetings();
        return new Conflict([.. meetings.Select(m => problem.Problem.Meetings[m].Id)], Rules(meetings));
    }

    private int[] FewestMeetings()
    {
        var schedule = ScheduleFormula.WithFreeMeetings(problem, seed);
        var obligatory = Enumerable.Range(0, problem.Pairs.Length).Where(m => problem.Problem.Meetings[m].Obligatory).ToArray();
        var meetingOf = obligatory.GroupBy(m => schedule.Timeline.Held[m]).ToDictionary(own => own.Key, own => own.First());
        var reduction = new Reduction(schedule.Formula.Solver, effort, Look);

        // The first core is a smaller start than everything; where even that takes too long, everything is true as well.
        if (reduction.Core([.. meetingOf.Keys]) is not { } core)
        {
            return obligatory;
        }

        var random = new Generation.SeededRandom(seed);
        var fewest = core;
        for (var round = 0; round < Orders && !effort.IsOver && fewest.Length > 1; round++)
        {
            var start = round == 0 ? core : [.. meetingOf.Keys.OrderBy(_ => random.Below(int.MaxValue))];
            var reduced = reduction.Reduce(round == 0 ? core : reduction.Core(start) ?? core);
            fewest = reduced.Length < fewest.Length ? reduced : fewest;
        }

        return [.. fewest.Select(l => meetingOf[l]).Order()];
    }

    private string[] Rules(int[] meetings)
    {
        // With fairness, what others hold matters as well; without, they may as well be away.
        var kept = problem.Problem.Fairness is null ? Only(meetings) : problem;
        var schedule = ScheduleFormula.WithFreeRules(kept, seed);
        var demanded = meetings.Select(m => problem.Problem.Meetings[m].Id).ToHashSet();
        foreach (var m in Enumerable.Range(0, kept.Pairs.Length).Where(m => demanded.Contains(kept.Problem.Meetings[m].Id)))
        {
            schedule.Formula.Add(schedule.Timeline.Held[m]);
        }

        var sentenceOf = schedule.Rules.Rules.ToDictionary(r => r.Switch, r => r.Sentence);
        var reduction = new Reduction(schedule.Formula.Solver, effort, Look);
        return reduction.Core([.. sentenceOf.Keys]) is { } core
            ? [.. reduction.Reduce(core).Select(l => sentenceOf[l])]
            : [.. sentenceOf.Values];
    }

    private IndexedProblem Only(int[] meetings)
    {
        var all = problem.Problem;
        var kept = meetings.Select(m => all.Meetings[m].Id).ToHashSet();
        return new IndexedProblem(all with
        {
            Meetings = [.. all.Meetings.Where(m => kept.Contains(m.Id)).Select(m => m with { After = [.. m.After.Where(kept.Contains)] })],
        });
    }
}
