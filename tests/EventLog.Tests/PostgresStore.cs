using Npgsql;
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
public class PostgresStore(PostgresServer server) : IStoreUnderTest
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
        _log = OpenLog(clock);
    }

    /// <summary>A further log on the same place, as another process has it.</summary>
    public virtual PostgresEventLog OpenLog(TimeProvider clock) => PostgresEventLog.Open(Connection, Schema, Facts.Types, clock);

    /// <summary>The relation that positions are kept in.</summary>
    public virtual string Positions => "event";

    /// <summary>Writes an event in a transaction of somebody else, who takes none of our locks.</summary>
    public virtual async Task WriteAside(NpgsqlTransaction transaction, string stream)
    {
        await using var insert = new NpgsqlCommand($$"""
            INSERT INTO {{Schema}}.event (position, mart, stream, version, id, type, type_version, at, recorded_at, command_id, actor, data)
            VALUES ({{Schema}}.next_position(0), 'slow-mart', @stream, 1, gen_random_uuid()::text, 'thing-happened', 1, 0, 0, gen_random_uuid()::text, 'test', '{}')
            """, transaction.Connection, transaction);
        insert.Parameters.AddWithValue("stream", stream);
        await insert.ExecuteNonQueryAsync();
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

    public async ValueTask DisposeAsync()
    {
        await Close();
        GC.SuppressFinalize(this);
    }
}
