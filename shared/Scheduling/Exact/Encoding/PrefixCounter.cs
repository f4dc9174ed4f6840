namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Counts along a row of literals, in unary (Sinz, CP 2005): how many of the first ones hold, for each length. It knows from the
/// start what the total and the literals that cannot hold leave possible.
/// </summary>
internal sealed class PrefixCounter
{
    private readonly Formula formula;
    private readonly Literal[][] atLeast;

    /// <param name="formula">Where the clauses go.</param>
    /// <param name="row">What is counted.</param>
    /// <param name="most">Counting ends here.</param>
    /// <param name="total">How many hold in all, where that is known and no more than <paramref name="most"/>.</param>
    public PrefixCounter(Formula formula, IReadOnlyList<Literal> row, int most, int? total)
    {
        this.formula = formula;
        Most = most;
        atLeast = new Literal[row.Count][];
        var possible = row.Count(l => l != formula.False);
        for (var t = 0; t < row.Count; t++)
        {
            possible -= row[t] == formula.False ? 0 : 1;
            atLeast[t] = new Literal[most];
            for (var j = 1; j <= most; j++)
            {
                atLeast[t][j - 1] = j <= total - possible ? formula.True : Extend(row[t], At(t - 1, j), At(t - 1, j - 1));
            }
        }

        if (total is { } known)
        {
            Demand(row, known);
        }
    }

    /// <summary>Where counting ends.</summary>
    public int Most { get; }

    /// <summary>True when at least so many of the literals up to index <paramref name="last"/> hold.</summary>
    public Literal At(int last, int count) =>
        count <= 0 ? formula.True : last < 0 || count > last + 1 || count > Most ? formula.False : atLeast[last][count - 1];

    /// <summary>A literal for: so many before already, or one less before and this one.</summary>
    private Literal Extend(Literal here, Literal before, Literal oneLessBefore)
    {
        if (here == formula.False || before == formula.True)
        {
            return before;
        }

        if (oneLessBefore == formula.False)
        {
            return formula.False;
        }

        var now = formula.New();
        formula.Define(() =>
        {
            formula.Implies(before, now);
            formula.Add(~oneLessBefore, ~here, now);
            formula.Implies(now, oneLessBefore);
            formula.Add(~now, before, here);
        });
        return now;
    }

    /// <summary>
    /// Makes the total so much. Where <see cref="At"/> is true because nothing else would leave enough, that has to be said of the
    /// literals too.
    /// </summary>
    private void Demand(IReadOnlyList<Literal> row, int total)
    {
        if (total > row.Count(l => l != formula.False))
        {
            formula.Add(formula.False);
        }

        for (var t = 0; t < row.Count; t++)
        {
            for (var j = 1; j <= Most; j++)
            {
                if (At(t, j) == formula.True)
                {
                    formula.Add(At(t - 1, j), row[t]);
                }
            }

            // One more than the total is one too many.
            formula.Add(~At(t - 1, total), ~row[t]);
        }
    }
}
