using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Threading.Channels;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// How long after the seller's answer the hall board shows the meeting: relay, journal, fold, rendering and the wire. The board is gathered
/// to five updates a second, so an acceptance right after an update waits for the rest of that pause; the acceptances come at random moments.
/// </summary>
internal sealed class BoardMeasurement : Measurement
{
    private const int LeastAcceptances = 100;
    private const int LongestPause = 400;

    public override string Name => "board";

    public override string Meaning =>
        "from an acceptance's answer to the arrival of the update at a reader of the live board, which is gathered to 5 updates/s";

    public override int Steps(int runs) => Acceptances(runs);

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        await using var system = await place.StartSystem(Name, cancel);
        return await Waits(new BenchMart(system.Api, "board"), system.Address, Acceptances(runs), step, cancel);
    }

    /// <summary>How long acceptances in a new mart take to reach a reader of its live board.</summary>
    /// <param name="mart">The mart, not opened yet.</param>
    /// <param name="boards">Where its boards are.</param>
    /// <param name="acceptances">How many.</param>
    /// <param name="step">Called after each.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<IReadOnlyList<Figure>> Waits(BenchMart mart, Uri boards, int acceptances, Action step, CancellationToken cancel)
    {
        await mart.Open(cancel);
        var asked = await mart.Ask((acceptances + BenchMart.Size - 1) / BenchMart.Size, cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var updates = Channel.CreateUnbounded<(long Contracts, long At)>();
        var reading = Read(new Uri(boards, $"/boards/marts/{mart.Id}/live"), await mart.Token(Roles.Viewer, cancel), updates.Writer, done.Token);
        var waits = await Follow(mart, asked.Take(acceptances), updates.Reader, step, cancel);
        await done.CancelAsync();
        await reading;
        return [.. Figures(waits), new("acceptances", "", waits.Count, [])];
    }

    /// <summary>Waits in milliseconds as figures.</summary>
    public static IEnumerable<Figure> Figures(IReadOnlyList<double> waits) =>
    [
        new("accept to board, median", "ms", Statistics.Median(waits), []),
        new("accept to board, 95 of 100 within", "ms", Statistics.Percentile(waits, 0.95), []),
        new("accept to board, 99 of 100 within", "ms", Statistics.Percentile(waits, 0.99), []),
    ];

    /// <summary>How many acceptances are enough for so many runs.</summary>
    public static int Acceptances(int runs) => Math.Clamp(runs * LeastAcceptances / 5, 20, BenchMart.Size * BenchMart.Size);

    // An update carries the number of contracts it was made from, and an acceptance adds exactly one.
    private static async Task<List<double>> Follow(BenchMart mart, IEnumerable<Asked> asked, ChannelReader<(long Contracts, long At)> updates,
        Action step, CancellationToken cancel)
    {
        var random = new Random(7);
        var waits = new List<double>();
        var (contracts, _) = await updates.ReadAsync(cancel);
        foreach (var one in asked)
        {
            await Task.Delay(random.Next(LongestPause), cancel);
            await mart.Accept(one, cancel);
            var answered = Stopwatch.GetTimestamp();
            contracts++;
            (long Contracts, long At) update;
            do update = await updates.ReadAsync(cancel);
            while (update.Contracts < contracts);
            waits.Add(Math.Max(0, Stopwatch.GetElapsedTime(answered, update.At).TotalMilliseconds));
            step();
        }
        return waits;
    }

    private static async Task Read(Uri live, string token, ChannelWriter<(long Contracts, long At)> updates, CancellationToken cancel)
    {
        try
        {
            using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
            await Read(http, live, (contracts, at) => updates.TryWrite((contracts, at)), cancel);
            if (!cancel.IsCancellationRequested) updates.Complete(new IOException("the live board ended"));
        }
        catch (HttpRequestException failed) { updates.Complete(new IOException(failed.Message, failed)); }
    }

    /// <summary>Reads a live board until it is stopped, and says when each update came and how much of the mart it knows.</summary>
    public static async Task Read(HttpClient http, Uri live, Action<long, long> arrived, CancellationToken cancel)
    {
        try
        {
            using var response = await http.GetAsync(live, HttpCompletionOption.ResponseHeadersRead, cancel);
            response.EnsureSuccessStatusCode();
            // The text is left alone: a browser's work is no part of this.
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancel), (_, _) => 0);
            await foreach (var item in parser.EnumerateAsync(cancel))
                if (item.EventType == "board") arrived(long.Parse(item.EventId!, CultureInfo.InvariantCulture), Stopwatch.GetTimestamp());
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
    }
}
