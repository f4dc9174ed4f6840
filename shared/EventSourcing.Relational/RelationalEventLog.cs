using System.Data.Common;

namespace TravelMart.EventSourcing.Relational;

/// <summary>The event log on plain tables: what all databases have in common.</summary>
public abstract class RelationalEventLog : IEventLog, IAsyncDisposable
{
    private readonly Dialect _dialect;
    private readonly CommitWriter _writer;
    private int _closed;
    private TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected RelationalEventLog(Dialect dialect, EventTypes types, TimeProvider clock, Func<CancellationToken, Task<DbConnection>> openReader, int mostReaders)
    {
        (_dialect, Reads) = (dialect, new Reads(dialect, openReader, mostReaders));
        _writer = new CommitWriter(dialect, types, clock);
    }

    /// <inheritdoc />
    public abstract ICheckpoints Checkpoints { get; }

    /// <inheritdoc />
    public StoreTrouble? Trouble { get; private set; }

    private protected Reads Reads { get; }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadStream(string mart, string stream, int afterVersion = 0, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadStream(db, mart, stream, afterVersion), cancel);

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadStreams(string mart, IReadOnlyCollection<string> streams, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadStreams(db, mart, streams), cancel);

    /// <inheritdoc />
    public async Task<IReadOnlyList<RecordedEvent>> ReadForward(long after, int limit, string? mart = null, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadForward(db, _dialect, after, Math.Clamp(limit, 1, 10_000), mart), cancel);

    /// <inheritdoc />
    public Task<long> LastPosition(CancellationToken cancel = default) => Reads.Run(db => Reader.LastPosition(db), cancel);

    /// <inheritdoc />
    public Task<Backlog> Backlog(long after, CancellationToken cancel = default) => Reads.Run(db => Reader.Backlog(db, after), cancel);

    /// <inheritdoc />
    public Task<DateTimeOffset?> LastTime(string mart, CancellationToken cancel = default) => Reads.Run(db => Reader.LastTime(db, mart), cancel);

    /// <inheritdoc />
    public async Task WaitForCommit(long after, TimeSpan atMost, CancellationToken cancel = default)
    {
        var committed = Volatile.Read(ref _committed).Task;
        var news = await Reads.Run(db => Reader.News(db, _dialect, after), cancel);
        if (news.Settled) return;
        // What a slower transaction holds up is free a moment later, and perhaps nobody announces that.
        var wait = news.Committed && atMost > Glance ? Glance : atMost;
        // Not Task.Delay: under load, thousands of timers would outlive their waiters.
        await committed.WaitAsync(wait, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    /// <inheritdoc />
    public async Task<CommitResult> Append(Commit commit, CancellationToken cancel = default)
    {
        var result = await Write(commit.Mart, db => _writer.Write(db, commit), cancel);
        if (commit.Forget.Count > 0 && result is CommitResult.Done) await Forgot();
        return result;
    }

    /// <inheritdoc />
    public Task<CommitResult> Import(Import piece, CancellationToken cancel = default) => piece.Events.All(e => e.Mart == piece.Mart)
        ? Write(piece.Mart, db => _writer.Write(db, piece), cancel)
        : throw new ArgumentException("a piece of history is of one mart", nameof(piece));

    // Once begun, a commit is not cancelled half way: the caller could not know what became of it.
    private async Task<CommitResult> Write(string mart, Func<Statements, Task<CommitResult>> write, CancellationToken cancel)
    {
        try
        {
            var result = await WriterOf(mart).Run(mart, async db =>
            {
                var written = await write(db);
                return (written, written is CommitResult.Done);
            }, cancel);
            if (result is CommitResult.Done) Trouble = null;
            return result;
        }
        catch (DbException failure) when (_dialect.Trouble(failure) is { } trouble)
        {
            Trouble = trouble;
            throw new StoreNotWritableException(trouble, failure);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<Claim>> ReadClaims(string mart, int slot, IReadOnlyCollection<string> units, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadClaims(db, mart, slot, units), cancel);

    /// <inheritdoc />
    public async Task<IReadOnlyList<Claim>> ReadClaims(string mart, string unitPrefix = "", CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadClaims(db, mart, unitPrefix), cancel);

    /// <inheritdoc />
    public Task<Answer?> FindAnswer(Guid commandId, CancellationToken cancel = default) => Reads.Run(db => Reader.FindAnswer(db, commandId), cancel);

    /// <inheritdoc />
    public Task<PersonalRow?> ReadPersonal(string mart, string id, CancellationToken cancel = default) => Reads.Run(db => Reader.ReadPersonal(db, mart, id), cancel);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PersonalRow>> ReadAllPersonal(string mart, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadAllPersonal(db, mart), cancel);

    /// <inheritdoc />
    public async Task<IReadOnlyList<PersonalRow>> ReadPersonalOf(string mart, string owner, CancellationToken cancel = default) =>
        await Reads.Run(db => Reader.ReadPersonalOf(db, mart, owner), cancel);

    /// <summary>Finishes what was accepted and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 1) return;
        await Close();
        Reads.Dispose();
        GC.SuppressFinalize(this);
    }

    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    /// <summary>The writer that appends to a mart.</summary>
    private protected abstract GroupCommit WriterOf(string mart);

    /// <summary>Finishes what was accepted.</summary>
    private protected abstract Task Close();

    /// <summary>Called after personal rows were forgotten, for databases that keep traces.</summary>
    private protected virtual Task Forgot() => Task.CompletedTask;

    /// <summary>Wakes whoever waits for a commit.</summary>
    private protected void Committed() =>
        Interlocked.Exchange(ref _committed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
