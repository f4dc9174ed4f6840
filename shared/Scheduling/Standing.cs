namespace TravelMart.Scheduling;

/// <summary>
/// How good a plan is, comparable with others of its problem: the objectives in their order, greater always better. Weight and count come
/// last where the problem does not name them, so that no plan leaves a meeting out for nothing.
/// </summary>
internal readonly record struct Standing(long First, long Second, long Third, long Fourth) : IComparable<Standing>
{
    /// <summary>Worse than any plan.</summary>
    public static Standing Worst { get; } = new(long.MinValue, long.MinValue, long.MinValue, long.MinValue);

    public static bool operator <(Standing left, Standing right) => left.CompareTo(right) < 0;

    public static bool operator >(Standing left, Standing right) => left.CompareTo(right) > 0;

    public static bool operator <=(Standing left, Standing right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Standing left, Standing right) => left.CompareTo(right) >= 0;

    /// <summary>All objectives of a problem in the order in which they count.</summary>
    public static Objective[] Order(Problem problem) => [.. problem.Objectives.Concat([Objective.Weight, Objective.Count]).Distinct()];

    /// <summary>The standing of a plan whose objectives have the given values.</summary>
    public static Standing Of(Objective[] order, Func<Objective, long> value)
    {
        long At(int index) => index >= order.Length ? 0 : order[index].MoreIsBetter() ? value(order[index]) : -value(order[index]);
        return new Standing(At(0), At(1), At(2), At(3));
    }

    public int CompareTo(Standing other) =>
        First != other.First ? First.CompareTo(other.First)
        : Second != other.Second ? Second.CompareTo(other.Second)
        : Third != other.Third ? Third.CompareTo(other.Third)
        : Fourth.CompareTo(other.Fourth);
}
