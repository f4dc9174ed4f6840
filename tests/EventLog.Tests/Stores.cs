using Microsoft.Data.Sqlite;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventLog.Tests;

/// <summary>An implementation of the port with a place of its own. A further store joins the suite with one class that derives from <see cref="EveryStore{TStore}"/>.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    /// <summary>The open log.</summary>
    IEventLog Log { get; }

    /// <summary>Opens the log in a fresh place.</summary>
    Task Open(TimeProvider clock);

    /// <summary>Closes the log and opens it again in the same place.</summary>
    Task Reopen();

    /// <summary>Closes the log and keeps its place.</summary>
    Task Close();
}

/// <summary>The embedded store in a real file.</summary>
public sealed class SqliteStore : IStoreUnderTest
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "travelmart-log-" + Guid.NewGuid().ToString("N"));
    private SqliteEventLog? _log;
    private TimeProvider _clock = TimeProvider.System;

    public string File => Path.Combine(_folder, "log.db");

    public IEventLog Log => _log ?? throw new InvalidOperationException("the store is closed");

    /// <summary>The writer's own connection, to limit its disk.</summary>
    public SqliteConnection Writer { get; private set; } = null!;

    public Task Open(TimeProvider clock)
    {
        _clock = clock;
        _log = SqliteEventLog.Open(File, Facts.Types, _clock, writer => Writer = writer);
        return Task.CompletedTask;
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

    /// <summary>Runs one statement on a connection of its own.</summary>
    public string? Scalar(string sql)
    {
        using var db = new SqliteConnection($"Data Source={File};Pooling=false");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
