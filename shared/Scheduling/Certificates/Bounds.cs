namespace TravelMart.Scheduling;

/// <summary>
/// What no plan can better, for each objective in turn, given what the plan reaches on those before it. Weight in the first place is
/// bounded by prices that anybody can check; the others by the best choice of pairs, and breaks by what each participant needs alone.
/// </summary>
internal sealed class Bounds(IndexedProblem problem, PairChoice choice, SlotRoom room)
{
    private readonly Objective[] objectives = [.. problem.Problem.Objectives];
    private Prices prices = new(problem, scale: 1);

    /// <summary>The weight that no plan exceeds, by the best prices so far; without any, what all possible meetings are worth.</summary>
    public long Weight { get; private set; } = new Prices(problem, scale: 1).Bound(room);

    /// <summary>The prices that prove <see cref="Weight"/>.</summary>
    public Certificate Certificate => prices.ToCertificate();

    /// <summary>Takes the prices where they prove more than those before.</summary>
    public void Consider(Prices better)
    {
        var bound = better.Bound(room);
        if (bound < Weight)
        {
            (Weight, prices) = (bound, better);
        }
    }

    /// <summary>The objectives' values in a plan, with their bounds.</summary>
    public ObjectiveValue[] Of(Board board)
    {
        var values = new List<ObjectiveValue>();
        foreach (var objective in objectives)
        {
            var value = Value(board, objective);
            var before = values.Select(v => (v.Objective, v.Value));
            values.Add(new ObjectiveValue(objective, value, objective switch
            {
                Objective.Weight => Math.Min(Weight, choice.Bound(objective, before) ?? long.MaxValue),
                Objective.Count => choice.Bound(objective, before) ?? PossibleMeetings(),
                Objective.Minimum => choice.Bound(objective, before) ?? 0,
                _ => LeastBreaks(values),
            }));
        }

        // Where weight comes first, the prices are all the proof there is: the bound stated is the one that they prove.
        return objectives is [Objective.Weight, ..] ? [values[0] with { Bound = Weight }, .. values.Skip(1)] : [.. values];
    }

    /// <summary>The value of an objective on a board.</summary>
    public static long Value(Board board, Objective objective) => objective switch
    {
        Objective.Weight => board.Weight,
        Objective.Count => board.Count,
        Objective.Minimum => board.Shortfall,
        _ => Enumerable.Range(0, board.Problem.Problem.Participants.Count).Sum(p => (long)board.Breaks(p)),
    };

    private long PossibleMeetings() => Enumerable.Range(0, problem.Pairs.Length).Count(problem.IsPossible);

    /// <summary>
    /// The fewest breaks of all plans that are as good on the objectives before: everybody has at least its obligatory meetings; and
    /// where the weight is the greatest, complementary slackness tells who must be full and which pairs must meet.
    /// </summary>
    private long LeastBreaks(List<ObjectiveValue> before)
    {
        var weightIsBest = before is [{ Objective: Objective.Weight } weight, ..] && prices.Proves(weight.Value, room);
        var least = LeastMeetings(weightIsBest);
        var breaks = 0L;
        for (var p = 0; p < least.Length; p++)
        {
            var capacity = Math.Max(1, problem.Problem.Participants[p].Capacity);
            breaks += FewestBreaks.For(problem, p, (least[p] + capacity - 1) / capacity);
        }

        return breaks;
    }

    private long[] LeastMeetings(bool weightIsBest)
    {
        var least = new long[problem.Problem.Participants.Count];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (problem.IsObligatory[meeting] || (weightIsBest && prices.IsWanted(meeting)))
            {
                least[problem.Pairs[meeting].First]++;
                least[problem.Pairs[meeting].Second]++;
            }
        }

        for (var p = 0; weightIsBest && p < least.Length; p++)
        {
            least[p] = Math.Max(least[p], prices.MeetingsThatMustBe(p));
        }

        return least;
    }
}
