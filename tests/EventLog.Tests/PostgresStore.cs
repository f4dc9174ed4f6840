using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;
using TravelMart.LocalServers;

namespace TravelMart.EventLog.Tests;

/// <summary>A private server for the tests of a class. What one transaction holds up is held up for the whole server.</summary>
public sealed class Postgres : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "travelmart-pg-" + Guid.NewGuid().ToString("N"));

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.Start(_folder);

    public async ValueTask DisposeAsync()
    {
        await Server.Stop();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>The store on a real PostgreSQL, each in a schema of its own.</summary>
public sealed class PostgresStore(PostgresServer server) : IStoreUnderTest
{
    private static int _count;
    private readonly string _schema = $"log_{Interlocked.Increment(ref _count)}";
    private PostgresEventLog? _log;
    private TimeProvider _clock = TimeProvider.System;

    public IEventLog Log => _log ?? throw new InvalidOperationException("the store is closed");

    public string Connection { get; private set; } = "";

    public string Schema => _schema;

    public async Task Open(TimeProvider clock)
    {
        _clock = clock;
        Connection = await server.Database("travelmart");
        _log = PostgresEventLog.Open(Connection, _schema, Facts.Types, clock);
    }

    public async Task Reopen()
    {
        await Close();
        await Open(_clock);
    }

    public async Task Close()
    {
        if (_log is not null) await _log.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await Close();
}
