namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Counts how many of some literals hold, in unary (Bailleux and Boufkhad, CP 2003): a tree whose nodes merge the sorted counts of
/// their halves. Counting ends at a limit, since what lies above it makes no difference.
/// </summary>
internal static class Totalizer
{
    /// <summary>
    /// The count: the literal at index j says that at least j + 1 hold. There are no more than <paramref name="limit"/>; where all
    /// are needed to say something, the limit must be one more than the greatest number allowed.
    /// </summary>
    /// <param name="formula">Where the clauses go.</param>
    /// <param name="literals">What is counted.</param>
    /// <param name="limit">Where counting ends.</param>
    /// <param name="exact">
    /// True: a count literal holds exactly when so many do. False: it holds at least then, which is enough to forbid many, and
    /// saves half of the clauses.
    /// </param>
    public static Literal[] Count(Formula formula, IReadOnlyList<Literal> literals, int limit, bool exact)
    {
        var sure = Math.Min(limit, literals.Count(l => l == formula.True));
        var open = literals.Where(l => l != formula.True && l != formula.False).ToArray();
        Literal[] counted = open.Length == 0 || sure == limit ? [] : Node(formula, open, limit - sure, exact);
        return [.. Enumerable.Repeat(formula.True, sure), .. counted];
    }

    private static Literal[] Node(Formula formula, ReadOnlySpan<Literal> literals, int limit, bool exact)
    {
        if (literals.Length == 1)
        {
            return [literals[0]];
        }

        var half = literals.Length / 2;
        var left = Node(formula, literals[..half], limit, exact);
        var right = Node(formula, literals[half..], limit, exact);
        var sum = new Literal[Math.Min(limit, literals.Length)];
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = formula.New();
        }

        formula.Define(() => Merge(formula, left, right, sum, exact));
        return sum;
    }

    private static void Merge(Formula formula, Literal[] left, Literal[] right, Literal[] sum, bool exact)
    {
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                AtLeast(formula, left, i, right, j, sum);
                if (exact)
                {
                    AtMost(formula, left, i, right, j, sum);
                }
            }
        }

        for (var i = 1; i < sum.Length; i++)
        {
            formula.Implies(sum[i], sum[i - 1]);
        }
    }

    /// <summary>At least i and at least j make at least i + j.</summary>
    private static void AtLeast(Formula formula, Literal[] left, int i, Literal[] right, int j, Literal[] sum)
    {
        var together = Math.Min(i + j, sum.Length);
        if (together > 0)
        {
            var first = i > 0 ? ~left[i - 1] : formula.False;
            var second = j > 0 ? ~right[j - 1] : formula.False;
            formula.Add(first, second, sum[together - 1]);
        }
    }

    /// <summary>Not more than i and not more than j make not more than i + j.</summary>
    private static void AtMost(Formula formula, Literal[] left, int i, Literal[] right, int j, Literal[] sum)
    {
        // A side that was counted only up to its limit says nothing of more than that.
        var leftEnds = i < left.Length || left.Length < sum.Length;
        var rightEnds = j < right.Length || right.Length < sum.Length;
        if (i + j < sum.Length && (leftEnds && rightEnds))
        {
            var first = i < left.Length ? left[i] : formula.False;
            var second = j < right.Length ? right[j] : formula.False;
            formula.Add(first, second, ~sum[i + j]);
        }
    }
}
