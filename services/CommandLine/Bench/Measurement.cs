using System.Diagnostics;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// One thing worth measuring, against its yardstick on the same machine. A measurement alternates between the two, so that a machine
/// that grows slower meanwhile slows both.
/// </summary>
internal abstract class Measurement
{
    /// <summary>The word that selects it.</summary>
    public abstract string Name { get; }

    /// <summary>What is measured and against what, in a sentence.</summary>
    public abstract string Meaning { get; }

    /// <summary>Whether it is left out where everything is measured, because it takes long.</summary>
    public virtual bool OnlyWhenAsked => false;

    /// <summary>How many steps of progress it reports.</summary>
    public abstract int Steps(int runs);

    /// <summary>Measures.</summary>
    /// <param name="place">Where data is put.</param>
    /// <param name="runs">How often.</param>
    /// <param name="step">Called after each step.</param>
    /// <param name="cancel">Stops it.</param>
    public abstract Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel);

    /// <summary>Seconds that some work takes.</summary>
    protected static async Task<double> Seconds(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Every measurement there is, in the order in which they are made.</summary>
    public static IReadOnlyList<Measurement> All { get; } =
        [new LogMeasurement(), new AcceptMeasurement(), new BoardMeasurement(), new CrowdMeasurement(), new StartMeasurement(), new RecomputeMeasurement(), new ClusterMeasurement(), new StoresMeasurement()];
}
