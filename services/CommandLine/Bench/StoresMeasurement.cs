using System.Globalization;
using TravelMart.EventSourcing;
using TravelMart.LocalServers;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The stores of the event log side by side: the same commits, the same subscribers, the same number of events. Stores take turns within each
/// run. Built with Marten, its own sessions and its own daemon are measured too, so that what our log adds to them or takes from them can be seen.
/// </summary>
internal sealed class StoresMeasurement : Measurement
{
    private const int Alone = 300, Together = 3000, Callers = 48, Claims = 4, Heard = 100;

    /// <summary>How many events each log is filled to.</summary>
    public int Events { get; set; } = 1_000_000;

    public override string Name => "stores";

    public override bool OnlyWhenAsked => true;

    public override string Meaning => string.Create(CultureInfo.InvariantCulture,
        $"each store of the event log: commits of one event by one caller, by {Callers} at once, and with {Claims} claims and an answer; from a commit to a subscriber of another instance; then, filled to {Events} events, reading forward against the same rows by plain SQL, and bytes an event");

    // Each store's turns, its filling in hundredths, and its reading.
    public override int Steps(int runs) => Stores * ((runs * 4) + 100 + runs) + (LogPlace.HasMarten ? runs : 0);

    private static int Stores => LogPlace.HasMarten ? 3 : 2;

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        var server = await PostgresServer.Start(place.Shared("stores"), cancel: cancel);
        try
        {
            List<BenchedStore> stores = [new("SQLite", LogPlace.In(place.At("sqlite")), "event"), new("PostgreSQL", new(LogStore.Postgres, await server.Database("plain")), "matching.event")];
            if (LogPlace.HasMarten) stores.Add(new("Marten", new(LogStore.Marten, await server.Database("marten")), "matching.mt_events"));
            var figures = await Writes(stores, runs, step, cancel);
            figures.AddRange(await MartenAlone(await server.Database("alone"), runs, step, cancel));
            foreach (var store in stores) figures.AddRange(await Reads(store, runs, step, cancel));
            return figures;
        }
        finally { await server.Stop(); }
    }

    private static async Task<List<Figure>> Writes(List<BenchedStore> stores, int runs, Action step, CancellationToken cancel)
    {
        var found = stores.ToDictionary(s => s, _ => new Found([], [], [], []));
        for (var run = 0; run < runs; run++)
            foreach (var store in stores) await WriteOnce(store, found[store], string.Create(CultureInfo.InvariantCulture, $"run-{run}"), step, cancel);
        var figures = new List<Figure>();
        foreach (var (store, f) in found)
            figures.AddRange([
                Figure.Of($"{store.Name}: one caller", "commits/s", f.Alone), Figure.Of($"{store.Name}: {Callers} callers", "commits/s", f.Together),
                Figure.Of($"{store.Name}: {Callers} callers, {Claims} claims and an answer each", "commits/s", f.Claimed),
                new($"{store.Name}: from commit to subscriber, median", "ms", Statistics.Median(f.Delays), []), new($"{store.Name}: the same, p99", "ms", Statistics.Percentile(f.Delays, 0.99), []),
            ]);
        var plain = found[stores[1]];
        foreach (var (store, f) in found.Skip(2))
            figures.AddRange([
                Figure.Ratio($"PostgreSQL to {store.Name}: one caller", plain.Alone, f.Alone), Figure.Ratio($"PostgreSQL to {store.Name}: {Callers} callers", plain.Together, f.Together),
                Figure.Ratio($"PostgreSQL to {store.Name}: with claims", plain.Claimed, f.Claimed),
            ]);
        return figures;
    }

    private static async Task WriteOnce(BenchedStore store, Found found, string mart, Action step, CancellationToken cancel)
    {
        var (log, other) = (store.Open(), store.Open());
        try
        {
            await BenchedStore.Append(log, mart + "-warm", Callers, Callers, Claims, cancel);
            found.Alone.Add(await Stepped(BenchedStore.Append(log, mart + "-alone", Alone, 1, 0, cancel), step));
            found.Together.Add(await Stepped(BenchedStore.Append(log, mart + "-together", Together, Callers, 0, cancel), step));
            found.Claimed.Add(await Stepped(BenchedStore.Append(log, mart + "-claimed", Together, Callers, Claims, cancel), step));
            found.Delays.AddRange(await Stepped(BenchedStore.Delays(log, store.Place.Store == LogStore.Sqlite ? log : other, mart + "-heard", Heard, cancel), step));
        }
        finally
        {
            await ((IAsyncDisposable)other).DisposeAsync();
            await ((IAsyncDisposable)log).DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<Figure>> Reads(BenchedStore store, int runs, Action step, CancellationToken cancel)
    {
        List<double> replays = [], rows = [];
        var (log, events) = (store.Open(), 0L);
        try
        {
            var (filled, hundredths) = (0L, 0);
            await BenchedStore.Fill(log, Events, size => { for (filled += size; hundredths < filled * 100 / Events; hundredths++) step(); }, cancel);
            for (; hundredths < 100; hundredths++) step();
            events = (await log.Backlog(0, cancel)).Events;
            for (var run = 0; run < runs; run++)
            {
                replays.Add(await BenchedStore.Replay(log, cancel));
                rows.Add(await store.Rows(cancel));
                step();
            }
        }
        finally { await ((IAsyncDisposable)log).DisposeAsync(); }
        return
        [
            Figure.Of($"{store.Name}: read forward", "events/s", replays), Figure.Of($"{store.Name}: rows merely read", "rows/s", rows),
            Figure.Ratio($"{store.Name}: reading forward to merely reading", replays, rows), new($"{store.Name}: on the disk", "bytes/event", await store.Bytes(cancel) / events, []),
        ];
    }

    private static async Task<T> Stepped<T>(Task<T> work, Action step)
    {
        var done = await work;
        step();
        return done;
    }

    private static Task<IReadOnlyList<Figure>> MartenAlone(string connection, int runs, Action step, CancellationToken cancel) =>
#if MARTEN
        Bench.MartenAlone.Measure(connection, runs, Alone, Together, Callers, step, cancel);
#else
        Task.FromResult<IReadOnlyList<Figure>>([]);
#endif

    private sealed record Found(List<double> Alone, List<double> Together, List<double> Claimed, List<double> Delays);
}
