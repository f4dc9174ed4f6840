namespace TravelMart.CommandLine.Bench;

/// <summary>One measured figure: the value that is reported, and where it was measured run by run, what each run gave.</summary>
/// <param name="Name">What was measured, in words.</param>
/// <param name="Unit">Such as <c>bookings/s</c>, <c>ms</c> or <c>×</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Runs">The values of the single runs; empty for a figure over all of them.</param>
internal sealed record Figure(string Name, string Unit, double Value, IReadOnlyList<double> Runs)
{
    /// <summary>The unit of a ratio.</summary>
    public const string Times = "×";

    /// <summary>The median of runs.</summary>
    public static Figure Of(string name, string unit, IReadOnlyList<double> runs) => new(name, unit, Statistics.Median(runs), runs);

    /// <summary>
    /// How many times one thing is of another: taken within each run, where both saw the same machine in the same mood, and then the median.
    /// </summary>
    public static Figure Ratio(string name, IReadOnlyList<double> one, IReadOnlyList<double> other) =>
        Of(name, Times, [.. one.Zip(other, (a, b) => a / b)]);
}

/// <summary>The two or three lines of statistics that a benchmark needs.</summary>
internal static class Statistics
{
    public static double Median(IReadOnlyList<double> values)
    {
        var ordered = values.Order().ToList();
        var middle = ordered.Count / 2;
        return ordered.Count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
    }

    /// <summary>The smallest value that at least the given part of all values does not exceed (nearest rank).</summary>
    public static double Percentile(IReadOnlyList<double> values, double part) =>
        values.Order().ElementAt(Math.Clamp((int)Math.Ceiling(part * values.Count) - 1, 0, values.Count - 1));
}
