using Microsoft.Data.Sqlite;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The event log in one SQLite file: the embedded default. Write-ahead log with a flush to the disk before anybody is told of success,
/// so that neither a killed process nor a lost power supply loses what was acknowledged.
/// </summary>
public sealed class SqliteEventLog : IEventLog, IAsyncDisposable
{
    private readonly SqliteReads _reads;
    private readonly CommitWriter _writer;
    private readonly GroupCommit _group;
    private long _appended;
    private long _told;
    private TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SqliteEventLog(string connectionString, SqliteConnection writer, EventTypes types, TimeProvider clock)
    {
        _reads = new SqliteReads(connectionString);
        _writer = new CommitWriter(types, clock);
        _group = new GroupCommit(writer, Committed);
        Checkpoints = new SqliteCheckpoints(_group, _reads);
    }

    /// <inheritdoc />
    public ICheckpoints Checkpoints { get; }

    /// <summary>Opens a log, making its file and folder where they are missing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="types">The event types that are appended.</param>
    /// <param name="clock">The real time, for the time of recording.</param>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    public static SqliteEventLog Open(string file, EventTypes types, TimeProvider clock) => Open(file, types, clock, _ => { });

    /// <summary>The same, handing out the writer's connection: for tests that limit its disk.</summary>
    internal static SqliteEventLog Open(string file, EventTypes types, TimeProvider clock, Action<SqliteConnection> withWriter)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            SetUp(writer);
            withWriter(writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
        return new SqliteEventLog(connectionString, writer, types, clock);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadStream(string mart, string stream, int afterVersion = 0, CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadStream(db, mart, stream, afterVersion, cancel));

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadStreams(string mart, IReadOnlyCollection<string> streams, CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadStreams(db, mart, streams, cancel));

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadForward(long after, int limit, string? mart = null, CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadForward(db, after, Math.Clamp(limit, 1, 10_000), mart, cancel));

    /// <inheritdoc />
    public Task<long> LastPosition(CancellationToken cancel = default) => _reads.Run(db => Reader.LastPosition(db));

    /// <inheritdoc />
    public Task<DateTimeOffset?> LastTime(string mart, CancellationToken cancel = default) => _reads.Run(db => Reader.LastTime(db, mart));

    /// <inheritdoc />
    public async Task WaitForCommit(long after, TimeSpan atMost, CancellationToken cancel = default)
    {
        var committed = Volatile.Read(ref _committed).Task;
        if (await LastPosition(cancel) > after) return;
        // Not Task.Delay: under load, thousands of timers would outlive their waiters.
        await committed.WaitAsync(atMost, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    /// <inheritdoc />
    public async Task<CommitResult> Append(Commit commit, CancellationToken cancel = default)
    {
        // Once begun, a commit is not cancelled half way: the caller could not know what became of it.
        var result = await _group.Run(async db =>
        {
            var written = await _writer.Write(db, commit);
            if (written is CommitResult.Done done) _appended = Math.Max(_appended, done.Position);
            return (written, written is CommitResult.Done);
        }, cancel);
        if (commit.Forget.Count > 0 && result is CommitResult.Done) await EmptyWriteAheadLog();
        return result;
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Claim>> ReadClaims(string mart, int slot, IReadOnlyCollection<string> units, CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadClaims(db, mart, slot, units, cancel));

    /// <inheritdoc />
    public async Task<IReadOnlyList<Claim>> ReadClaims(string mart, string unitPrefix = "", CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadClaims(db, mart, unitPrefix, cancel));

    /// <inheritdoc />
    public Task<Answer?> FindAnswer(Guid commandId, CancellationToken cancel = default) => _reads.Run(db => Reader.FindAnswer(db, commandId, cancel));

    /// <inheritdoc />
    public Task<PersonalRow?> ReadPersonal(string mart, string id, CancellationToken cancel = default) => _reads.Run(db => Reader.ReadPersonal(db, mart, id, cancel));

    /// <inheritdoc />
    public async Task<IReadOnlyList<PersonalRow>> ReadPersonalOf(string mart, string owner, CancellationToken cancel = default) =>
        await _reads.Run(db => Reader.ReadPersonalOf(db, mart, owner, cancel));

    /// <summary>Finishes what was accepted and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _group.DisposeAsync();
        _reads.Dispose();
    }

    // What was forgotten is overwritten in the tables (secure_delete) but still readable in older pages of the write-ahead log.
    private async Task EmptyWriteAheadLog()
    {
        try { await _reads.Run(db => db.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)")); }
        catch (SqliteException) { /* The commit stands. Whoever checkpoints next empties it. */ }
    }

    // secure_delete: a personal row that was forgotten must not stay readable in a free page of the file.
    private static readonly string[] SetUpStatements =
        ["PRAGMA busy_timeout = 10000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", Schema.Sqlite];

    // One by one: of several statements in one command, errors after the first that answers with a row are swallowed by the driver.
    private static void SetUp(SqliteConnection writer)
    {
        foreach (var statement in SetUpStatements)
        {
            using var command = writer.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    // On the writer's own thread, like every piece of work. A checkpoint that moved is no news: it would wake every follower for nothing.
    private void Committed()
    {
        if (_appended == _told) return;
        _told = _appended;
        Interlocked.Exchange(ref _committed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
