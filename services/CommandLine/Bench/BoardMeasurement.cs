using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Threading.Channels;

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
        var mart = new BenchMart(system.Api, "board");
        await mart.Open(cancel);
        var asked = await mart.Ask((Acceptances(runs) + BenchMart.Size - 1) / BenchMart.Size, cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var updates = Channel.CreateUnbounded<(long Contracts, long At)>();
        var reading = Read(new Uri(system.Address, $"/boards/marts/{mart.Id}/live"), updates.Writer, done.Token);
        var waits = await Follow(mart, asked.Take(Acceptances(runs)), updates.Reader, step, cancel);
        await done.CancelAsync();
        await reading;
        return
        [
            new("median", "ms", Statistics.Median(waits), []),
            new("95 of 100 within", "ms", Statistics.Percentile(waits, 0.95), []),
            new("99 of 100 within", "ms", Statistics.Percentile(waits, 0.99), []),
            new("acceptances", "", waits.Count, []),
        ];
    }

    private static int Acceptances(int runs) => Math.Clamp(runs * LeastAcceptances / 5, 20, BenchMart.Size * BenchMart.Size);

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

    private static async Task Read(Uri live, ChannelWriter<(long Contracts, long At)> updates, CancellationToken cancel)
    {
        try
        {
            using var http = new HttpClient();
            using var response = await http.GetAsync(live, HttpCompletionOption.ResponseHeadersRead, cancel);
            response.EnsureSuccessStatusCode();
            var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(cancel));
            await foreach (var item in parser.EnumerateAsync(cancel))
                if (item.EventType == "board") updates.TryWrite((long.Parse(item.EventId!, CultureInfo.InvariantCulture), Stopwatch.GetTimestamp()));
            updates.Complete(new IOException("the live board ended"));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        catch (HttpRequestException failed) { updates.Complete(new IOException(failed.Message, failed)); }
    }
}
