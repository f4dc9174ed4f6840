namespace TravelMart.Scheduling;

/// <summary>
/// Turns objectives of falling importance into one number for each meeting: a unit of each outweighs all that the less important ones
/// can come to. Below them all stands a penalty by which the search tells equally good choices apart.
/// <para>
/// Where the numbers would not fit 64 bits, first the penalty becomes coarser, then the least important objectives are left out; the
/// bounds that follow stay valid, since they only use the objectives that are in.
/// </para>
/// </summary>
internal sealed class WorthLevels
{
    private static readonly int[] Penalties = [255, 63, 15, 3, 0];

    private WorthLevels(long mostPenalty) => MostPenalty = mostPenalty;

    /// <summary>The largest penalty of a meeting.</summary>
    public long MostPenalty { get; }

    /// <summary>What a point of weight is worth; 0 where weight is left out.</summary>
    public long Weight { get; private set; }

    /// <summary>What a meeting is worth as such.</summary>
    public long Count { get; private set; }

    /// <summary>What a meeting missing below a minimum costs.</summary>
    public long Minimum { get; private set; }

    /// <summary>What an obligatory meeting is worth beyond its weight.</summary>
    public long Obligatory { get; private set; }

    /// <param name="order">The objectives, most important first; breaks are passed over.</param>
    /// <param name="heaviest">The greatest weight of a meeting.</param>
    /// <param name="meetings">Most meetings that a choice, or a change of it, can hold.</param>
    /// <param name="nodes">How long a path in the network can be.</param>
    /// <param name="anyObligatory">Whether obligatory meetings must stand out.</param>
    public static WorthLevels For(IReadOnlyList<Objective> order, long heaviest, long meetings, int nodes, bool anyObligatory)
    {
        for (var levels = order.Count; levels > 0; levels--)
        {
            foreach (var penalty in Penalties)
            {
                if (Try([.. order.Take(levels)], heaviest, meetings, nodes, anyObligatory, penalty) is { } fitting)
                {
                    return fitting;
                }
            }
        }

        return new WorthLevels(0);
    }

    /// <summary>What one unit of the objective is worth; 0 where it is left out.</summary>
    public long UnitOf(Objective objective) => objective switch
    {
        Objective.Weight => Weight,
        Objective.Count => Count,
        Objective.Minimum => Minimum,
        _ => 0,
    };

    private static WorthLevels? Try(Objective[] order, long heaviest, long meetings, int nodes, bool anyObligatory, int penalty)
    {
        var levels = new WorthLevels(penalty);
        Int128 most = penalty; // what one meeting can come to at the levels so far
        foreach (var objective in order.Reverse())
        {
            var unit = 1 + (meetings + nodes) * most;
            if (unit > long.MaxValue)
            {
                return null;
            }

            levels.Set(objective, (long)unit);
            most += unit * objective switch { Objective.Weight => heaviest, Objective.Minimum => 2, _ => 1 };
        }

        // A whole multiple of a point of weight, so that prices for weight alone can be told from the same tree.
        var point = Math.Max(1, levels.Weight);
        var obligatory = anyObligatory ? (2 * most / point + 1) * point : 0;
        most += obligatory;
        if (most * (nodes + 2) > long.MaxValue / 2)
        {
            return null;
        }

        levels.Obligatory = (long)obligatory;
        return levels;
    }

    private void Set(Objective objective, long unit)
    {
        switch (objective)
        {
            case Objective.Weight: Weight = unit; break;
            case Objective.Count: Count = unit; break;
            case Objective.Minimum: Minimum = unit; break;
        }
    }
}
