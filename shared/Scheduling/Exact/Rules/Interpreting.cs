namespace TravelMart.Scheduling.Exact;

/// <summary>Meetings without a common language have an interpreter, who is there and serves one meeting a slot.</summary>
internal sealed class Interpreting
{
    private readonly Rulebook rules;
    private readonly Formula formula;
    private readonly Timeline timeline;
    private readonly Dictionary<(int Meeting, int Interpreter), Literal> serves = [];

    public Interpreting(Rulebook rules, Timeline timeline)
    {
        this.rules = rules;
        formula = rules.Formula;
        this.timeline = timeline;
        for (var m = 0; m < timeline.Held.Length; m++)
        {
            if (timeline.Problem.Interpreters[m] is { } able)
            {
                FindOne(m, able);
            }
        }

        for (var i = 0; i < timeline.Problem.Problem.Interpreters.Count; i++)
        {
            Limit(i);
        }
    }

    /// <summary>Whether the interpreter serves the meeting.</summary>
    public Literal Serves(int meeting, int interpreter) => serves.GetValueOrDefault((meeting, interpreter), formula.False);

    private void FindOne(int meeting, int[] able)
    {
        foreach (var interpreter in able)
        {
            serves[(meeting, interpreter)] = formula.New();
        }

        Literal[] any = [.. able.Select(i => serves[(meeting, i)])];
        AtMostOne.Add(formula, any);
        rules.Lay($"{timeline.Problem.Problem.Meetings[meeting].Id} needs an interpreter", () => formula.Add([~timeline.Held[meeting], .. any]));
    }

    private void Limit(int interpreter)
    {
        var (all, one) = (timeline.Problem, timeline.Problem.Problem.Interpreters[interpreter]);
        int[] own = [.. Enumerable.Range(0, timeline.Held.Length).Where(m => serves.ContainsKey((m, interpreter)))];
        rules.Lay($"interpreter {one.Id} serves one meeting a slot, when there", () =>
        {
            for (var t = 0; t < all.Slots; t++)
            {
                var here = own.Select(m => formula.AllOf(serves[(m, interpreter)], timeline.At(m, t))).ToArray();
                AtMostOne.Add(formula, here);
                foreach (var literal in all.InterpreterAvailable.Has(interpreter, t) ? [] : here)
                {
                    formula.Add(~literal);
                }
            }
        });
        if (one.Max is { } max && max < own.Length)
        {
            // Only what is truly held counts against the maximum.
            var held = own.Select(m => formula.AllOf(serves[(m, interpreter)], timeline.Held[m])).ToArray();
            var count = Totalizer.Count(formula, held, max + 1, exact: false);
            if (count.Length > max)
            {
                rules.Lay($"interpreter {one.Id} serves at most {Words.Count(max, "meeting")}", () => formula.Add(~count[max]));
            }
        }
    }
}
