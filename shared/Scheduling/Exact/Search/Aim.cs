namespace TravelMart.Scheduling.Exact;

/// <summary>An objective as wishes whose failures cost: less cost is always better.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Ideal">The value that it has where no wish fails.</param>
/// <param name="Wishes">What should hold.</param>
internal sealed record Aim(Objective Objective, long Ideal, IReadOnlyList<Wish> Wishes)
{
    public static Aim For(ScheduleFormula schedule, Objective objective)
    {
        var (timeline, never) = (schedule.Timeline, schedule.Formula.False);
        var meetings = timeline.Problem.Problem.Meetings;
        switch (objective)
        {
            case Objective.Weight or Objective.Count:
                var worth = objective == Objective.Weight ? meetings.Select(m => m.Weight).ToArray() : [.. meetings.Select(_ => 1L)];
                Wish[] held = [.. timeline.Held.Select((literal, m) => new Wish(literal, worth[m])).Where(w => w.Literal != never)];
                return new Aim(objective, held.Sum(w => w.Cost), held);
            case Objective.Minimum:
                var people = timeline.Problem.Problem.Participants;
                var wanted = people.SelectMany((p, i) => p.Min == 0 ? [] : schedule.Agendas.Totals(i).Take(p.Min));
                return new Aim(objective, people.Select((p, i) => (long)Math.Max(0, p.Min - schedule.Agendas.Totals(i).Length)).Sum(), Unit(wanted));
            default:
                return new Aim(objective, 0, Unit(schedule.Breaks.Of.SelectMany(own => own).Select(l => ~l)));
        }
    }

    /// <summary>The cost of a value.</summary>
    public long Cost(long value) => Objective.MoreIsBetter() ? Ideal - value : value - Ideal;

    /// <summary>The value that comes at a cost.</summary>
    public long Value(long cost) => Objective.MoreIsBetter() ? Ideal - cost : Ideal + cost;

    private static Wish[] Unit(IEnumerable<Literal> literals) => [.. literals.Select(l => new Wish(l, 1))];
}
