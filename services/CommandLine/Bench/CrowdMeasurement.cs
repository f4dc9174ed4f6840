using System.Collections.Concurrent;
using System.Diagnostics;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// How long after the seller's answer every one of many open boards shows the meeting. The readers share this machine with the service, and
/// the acceptances come so far apart that each finds the board at rest.
/// </summary>
internal sealed class CrowdMeasurement : Measurement
{
    private const int Boards = 500;
    private const int AcceptancesOfARun = 10;
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(700);

    public override string Name => "crowd";

    public override string Meaning => $"from an acceptance's answer to the arrival of the update at each of {Boards} open boards on this machine";

    public override int Steps(int runs) => runs * AcceptancesOfARun;

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        await using var system = await place.StartSystem(Name, cancel);
        var mart = new BenchMart(system.Api, "crowd");
        await mart.Open(cancel);
        var asked = await mart.Ask((Steps(runs) + BenchMart.Size - 1) / BenchMart.Size, cancel);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Boards }) { DefaultRequestHeaders = { Authorization = new("Bearer", await mart.Token(Roles.Viewer, cancel)) } };
        var arrivals = new ConcurrentDictionary<int, (long Contracts, long At)>();
        var readers = Enumerable.Range(0, Boards).Select(n => BoardMeasurement.Read(http, new Uri(system.Address, $"/boards/marts/{mart.Id}/live"),
            (contracts, at) => arrivals[n] = (contracts, at), done.Token)).ToList();
        var waits = await Follow(mart, asked.Take(Steps(runs)), arrivals, () => StillRead(readers), step, cancel);
        await done.CancelAsync();
        await Task.WhenAll(readers);
        return [.. BoardMeasurement.Figures(waits), new("accept to board, all within", "ms", waits.Max(), []), new("open boards", "", Boards, [])];
    }

    // A board that closes is never waited for.
    private static async Task StillRead(List<Task> readers)
    {
        if (readers.Find(r => r.IsCompleted) is not { } ended) return;
        await ended;
        throw new IOException("a live board ended");
    }

    private static async Task<List<double>> Follow(BenchMart mart, IEnumerable<Asked> asked, ConcurrentDictionary<int, (long Contracts, long At)> arrivals, Func<Task> stillRead, Action step, CancellationToken cancel)
    {
        for (; arrivals.Count < Boards; await stillRead()) await Task.Delay(Apart, cancel);
        var contracts = arrivals.Values.Max(a => a.Contracts);
        var waits = new List<double>();
        foreach (var one in asked)
        {
            await Task.Delay(Apart, cancel);
            await mart.Accept(one, cancel);
            var answered = Stopwatch.GetTimestamp();
            contracts++;
            for (; arrivals.Values.Any(a => a.Contracts < contracts); await stillRead()) await Task.Delay(10, cancel);
            waits.AddRange(arrivals.Values.Select(a => Math.Max(0, Stopwatch.GetElapsedTime(answered, a.At).TotalMilliseconds)));
            step();
        }
        return waits;
    }
}
