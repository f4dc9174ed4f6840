namespace TravelMart.Scheduling.Exact;

/// <summary>The breaks of any two participants differ by no more than so many.</summary>
internal static class Fairness
{
    public static void Add(Rulebook rules, Breaks breaks, int most)
    {
        var formula = rules.Formula;
        rules.Lay($"fairness {most}", () =>
        {
            for (var level = 0; breaks.Of.Any(own => own.Length > level + most); level++)
            {
                // Who has more than level + most breaks lets nobody else have only so many as the level.
                var everybody = Everybody(formula, breaks, level);
                foreach (var own in breaks.Of.Where(own => own.Length > level + most))
                {
                    formula.Implies(own[level + most], everybody);
                }
            }
        });
    }

    /// <summary>A literal that holds only if everybody has more breaks than the level.</summary>
    private static Literal Everybody(Formula formula, Breaks breaks, int level)
    {
        if (breaks.Of.Any(own => own.Length <= level))
        {
            return formula.False;
        }

        var everybody = formula.New();
        foreach (var own in breaks.Of)
        {
            formula.Define(() => formula.Implies(everybody, own[level]));
        }

        return everybody;
    }
}
