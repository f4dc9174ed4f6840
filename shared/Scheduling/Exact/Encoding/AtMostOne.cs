namespace TravelMart.Scheduling.Exact;

/// <summary>At most one of some literals holds: pair by pair, which propagates best, and in groups where there are too many pairs.</summary>
internal static class AtMostOne
{
    private const int Group = 6;

    public static void Add(Formula formula, IReadOnlyList<Literal> literals)
    {
        var open = literals.Where(l => l != formula.False).ToList();
        while (open.Count > Group)
        {
            // Any one of the group is passed on to the next group (the commander of Klieber and Kwon, 2007).
            var group = open.GetRange(0, Group - 1);
            Pairwise(formula, group);
            open.RemoveRange(0, Group - 1);
            var passedOn = formula.New();
            group.ForEach(literal => formula.Define(() => formula.Implies(literal, passedOn)));
            open.Insert(0, passedOn);
        }

        Pairwise(formula, open);
    }

    private static void Pairwise(Formula formula, List<Literal> literals)
    {
        for (var i = 0; i < literals.Count; i++)
        {
            for (var j = i + 1; j < literals.Count; j++)
            {
                formula.Add(~literals[i], ~literals[j]);
            }
        }
    }
}
