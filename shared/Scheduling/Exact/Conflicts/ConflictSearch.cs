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
    public Conflict Explain() => Explain(Fewest(Obligatory()));

    /// <summary>A conflict of fewer of these meetings, where other rules stand against them as well; else the conflict itself.</summary>
    public Conflict Shorten(Conflict conflict)
    {
        var named = conflict.Meetings.ToHashSet();
        var fewest = Fewest([.. Obligatory().Where(m => named.Contains(problem.Problem.Meetings[m].Id))]);
        return fewest.Length < named.Count ? Explain(fewest) : conflict;
    }

    private int[] Obligatory() => [.. Enumerable.Range(0, problem.Pairs.Length).Where(m => problem.Problem.Meetings[m].Obligatory)];

    private Conflict Explain(int[] meetings) => new([.. meetings.Select(m => problem.Problem.Meetings[m].Id)], Rules(meetings));

    /// <summary>As few of the meetings as were found to contradict each other; all of them where that takes too long.</summary>
    private int[] Fewest(int[] meetings)
    {
        if (meetings.Length <= 1)
        {
            return meetings;
        }

        var schedule = ScheduleFormula.WithFreeMeetings(problem, seed);
        var meetingOf = meetings.GroupBy(m => schedule.Timeline.Held[m]).ToDictionary(own => own.Key, own => own.First());
        var reduction = new Reduction(schedule.Formula.Solver, effort, Look);
        if (reduction.Core([.. meetingOf.Keys]) is not { } core)
        {
            return meetings;
        }

        var random = new Generation.SeededRandom(seed);
        var fewest = reduction.Reduce(core);
        for (var round = 1; round < Orders && !effort.IsOver && fewest.Length > 1; round++)
        {
            var other = reduction.Core([.. meetingOf.Keys.OrderBy(_ => random.Below(int.MaxValue))]);
            var reduced = other is null ? fewest : reduction.Reduce(other);
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
            : ["all rules of the problem together: no time was left to find those that matter"];
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
