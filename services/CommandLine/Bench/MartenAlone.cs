#if MARTEN
using System.Diagnostics;
using JasperFx;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Daemon;
using Marten.Events.Daemon.Internals;
using Marten.Subscriptions;

namespace TravelMart.CommandLine.Bench;

/// <summary>Marten as its own users have it, without our log: a session a commit, and its daemon with a subscription.</summary>
internal static class MartenAlone
{
    private const int Heard = 30;

    /// <summary>Commits of one event by one caller and by many, and from a commit to a subscription.</summary>
    public static async Task<IReadOnlyList<Figure>> Measure(string connection, int runs, int alone, int together, int callers, Action step, CancellationToken cancel)
    {
        var ear = new Ear();
        await using var store = DocumentStore.For(o =>
        {
            o.Connection(connection);
            o.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            o.Events.StreamIdentity = JasperFx.Events.StreamIdentity.AsString;
            o.Events.Subscribe(ear);
        });
        await Append(store, callers, callers, cancel);
        List<double> one = [], many = [];
        for (var run = 0; run < runs; run++)
        {
            one.Add(await Append(store, alone, 1, cancel));
            many.Add(await Append(store, together, callers, cancel));
            step();
        }
        var delays = await Delays(store, ear, cancel);
        return
        [
            Figure.Of("Marten without our log: one caller", "commits/s", one), Figure.Of($"Marten without our log: {callers} callers", "commits/s", many),
            new("Marten's daemon: from commit to subscription, median", "ms", Statistics.Median(delays), []), new("Marten's daemon: the same, p99", "ms", Statistics.Percentile(delays, 0.99), []),
        ];
    }

    private static async Task<double> Append(DocumentStore store, int commits, int callers, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, commits, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancel }, async (_, _) => await Commit(store));
        return commits / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task<string> Commit(DocumentStore store)
    {
        var stream = "meeting/" + Guid.CreateVersion7();
        await using var session = store.LightweightSession();
        session.Events.StartStream(stream, new Booked("B17", "S01", 7, ["company/B17/1", "company/S01/1", "table/7"], "7", "psa", false, "Put forward by the buyer, accepted by the seller."));
        await session.SaveChangesAsync();
        return stream;
    }

    private static async Task<IReadOnlyList<double>> Delays(DocumentStore store, Ear ear, CancellationToken cancel)
    {
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        var delays = new List<double>();
        for (var i = 0; i < Heard; i++)
        {
            var stream = await Commit(store);
            var told = Stopwatch.GetTimestamp();
            while (!ear.Heard.ContainsKey(stream)) await Task.Delay(1, cancel).WaitAsync(TimeSpan.FromMinutes(2), cancel);
            delays.Add(Math.Max(0, Stopwatch.GetElapsedTime(told, ear.Heard[stream]).TotalMilliseconds));
            await Task.Delay(Random.Shared.Next(400), cancel);
        }
        await daemon.StopAllAsync();
        return delays;
    }

    private sealed record Booked(string Buyer, string Seller, int Slot, IReadOnlyList<string> Units, string Table, string Origin, bool Repeat, string Reason);

    private sealed class Ear : SubscriptionBase
    {
        public System.Collections.Concurrent.ConcurrentDictionary<string, long> Heard { get; } = new(StringComparer.Ordinal);

        public override Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            foreach (var e in page.Events) Heard.TryAdd(e.StreamKey!, Stopwatch.GetTimestamp());
            return Task.FromResult(NullChangeListener.Instance);
        }
    }
}
#endif
