using System.Diagnostics;
using System.Globalization;
using TravelMart.Scheduling;

namespace TravelMart.CommandLine.Verbs;

/// <summary>
/// Says on standard error how far a scheduler is: the best weight so far, what no plan exceeds, and the gap between the two. In a terminal
/// it is one line that renews itself; elsewhere a line whenever something has changed, at most one a second.
/// </summary>
internal sealed class PlanProgress : IProgress<SearchProgress>, IDisposable
{
    private static readonly TimeSpan InTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(1);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly bool terminal = !Console.IsErrorRedirected;
    private TimeSpan next;
    private SearchProgress? told;
    private int width;

    public void Report(SearchProgress value)
    {
        // What changes between two lines is not told, so a fast search costs nothing; the first line comes at once.
        if (clock.Elapsed < next || (!terminal && told is not null && value with { Round = told.Round } == told))
        {
            return;
        }

        next = clock.Elapsed + (terminal ? InTerminal : Elsewhere);
        told = value;
        var line = $"{clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s  {Line(value)}";
        if (!terminal)
        {
            Console.Error.WriteLine(line);
            return;
        }

        Console.Error.Write("\r" + line.PadRight(width));
        width = line.Length;
    }

    /// <summary>Clears the line, so that what is written next stands alone.</summary>
    public void Dispose()
    {
        if (terminal && width > 0)
        {
            Console.Error.Write("\r" + new string(' ', width) + "\r");
        }
    }

    /// <summary>The state of the search in words.</summary>
    internal static string Line(SearchProgress value) =>
        $"round {Number(value.Round)}: {Number(value.Placed)} meetings, weight {Number(value.Weight)}"
        + value.WeightBound switch
        {
            null => "",
            var bound when bound == value.Weight => " (proven)",
            var bound => $" of at most {Number(bound.Value)}, gap {Gap(value.Weight, bound.Value)}",
        }
        + (value.Breaks is { } breaks ? $", {Number(breaks)} breaks" : "")
        + (value.MissingObligatory == 0 ? "" : $", {value.MissingObligatory} obligatory without a slot");

    private static string Gap(long weight, long bound) =>
        ((double)(bound - weight) / bound).ToString("0.000 %", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
