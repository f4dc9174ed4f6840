using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

/// <summary>What every store must do, whatever it stands on. One file for each promise of the port.</summary>
/// <typeparam name="TStore">The store.</typeparam>
public abstract partial class EveryStore<TStore>(TStore store) : IAsyncLifetime where TStore : IStoreUnderTest
{
    private const string Mart = "almaty-2023";
    private static readonly DateTimeOffset Noon = new(2023, 10, 26, 12, 0, 0, TimeSpan.Zero);
    private readonly StandingClock _real = new(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    protected TStore Store { get; } = store;

    private IEventLog Log => Store.Log;

    public async ValueTask InitializeAsync() => await Store.Open(_real);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private static Commit Change(params IReadOnlyList<StreamAppend> streams) => new(Mart, Noon, Facts.Somebody) { Streams = streams };

    private static Commit Booking(string holder, params IReadOnlyList<Claim> claims) =>
        Change(new StreamAppend(holder, 0, [new ThingHappened("booked")])) with { Claims = claims };

    private static StreamAppend To(string stream, int expected, params IReadOnlyList<object> facts) => new(stream, expected, facts);

    private static ThingHappened Thing(int number = 0) => new("thing", number);

    private async Task<CommitResult.Done> Append(Commit commit) => (await Log.Append(commit)).ShouldBeOfType<CommitResult.Done>();

    private async Task<List<RecordedEvent>> All(string? mart = null)
    {
        var all = new List<RecordedEvent>();
        // A server may hold back what is committed for as long as some other transaction runs.
        while ((await Log.ReadForward(0, 10_000)).Select(e => e.Position).LastOrDefault() < await Log.LastPosition()) await Task.Delay(5);
        await foreach (var e in Log.Follow(0, mart)) all.Add(e);
        return all;
    }
}

/// <summary>The suite on SQLite.</summary>
public sealed class SqliteEventLogTests() : EveryStore<SqliteStore>(new());

/// <summary>The suite on PostgreSQL.</summary>
[Trait("needs", "server")]
public sealed class PostgresEventLogTests(Postgres postgres) : EveryStore<PostgresStore>(new(postgres.Server)), IClassFixture<Postgres>;
