using System.Data.Common;
using System.Threading.Channels;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// One writer. Whatever is waiting is written in one transaction, each piece under its own savepoint, so that a piece that conflicts
/// is undone alone and all the others share one flush to the disk. Nobody is told of success before the flush. What fails for a
/// reason that passes (a broken connection, a deadlock) is written again for a few seconds.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>Undoes what the running piece of work has written so far.</summary>
    public const string Undo = "ROLLBACK TO piece";

    /// <summary>Pieces of work that wait in memory; whoever brings another waits at the call.</summary>
    public const int MostWaiting = 4096;

    // Enough for every flush to be worth it, and few enough for the next piece to find numbers left.
    private const int ManyEvents = 1024;

    private readonly Channel<Piece> _waiting = Channel.CreateBounded<Piece>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly Dialect _dialect;
    private readonly Action _committed;
    private readonly Task _loop;
    private Statements? _statements;

    public GroupCommit(Dialect dialect, Action committed)
    {
        _dialect = dialect;
        _committed = committed;
        _loop = Task.Run(Loop);
    }

    /// <summary>Runs a piece of work in a coming transaction. It is kept if it says so, and undone otherwise or when it throws.</summary>
    /// <param name="mart">The mart that it appends to; null for work that appends nothing.</param>
    /// <param name="work">The work. It may be run again after a failure that passes.</param>
    /// <param name="cancel">Gives up as long as it only waits.</param>
    public async Task<T> Run<T>(string? mart, Func<Statements, Task<(T Result, bool Keep)>> work, CancellationToken cancel)
    {
        var piece = new Piece<T>(mart, work);
        await _waiting.Writer.WriteAsync(piece, cancel);
        return await piece.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _statements?.Dispose();
    }

    private async Task Loop()
    {
        var batch = new List<Piece>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _dialect.MostInOneTransaction && _waiting.Reader.TryRead(out var piece)) batch.Add(piece);
            while (batch.Count > 0) await WriteSome(batch);
        }
    }

    // Takes out of the batch what has got its answer.
    private async Task WriteSome(List<Piece> batch)
    {
        var done = batch.Count;
        try
        {
            done = await _dialect.Patiently(stop => WriteOrLetGo(batch, stop), CancellationToken.None);
            foreach (var piece in batch.Take(done)) piece.Succeed();
        }
        catch (Exception broken)
        {
            foreach (var piece in batch) piece.Fail(broken);
        }
        batch.RemoveRange(0, done);
    }

    private async Task<int> WriteOrLetGo(List<Piece> batch, CancellationToken stop)
    {
        try { return await Write(batch, stop); }
        catch (Exception broken)
        {
            await LetGo(broken);
            throw;
        }
    }

    /// <summary>Writes the first pieces in one transaction, and says how many.</summary>
    private async Task<int> Write(List<Piece> batch, CancellationToken stop)
    {
        var db = _statements ??= await _dialect.OpenWriter(stop);
        db.Cancel = stop;
        db.Appended = 0;
        await _dialect.Begin(db, [.. batch.Select(p => p.Mart).OfType<string>().Distinct(StringComparer.Ordinal)]);
        var (kept, done) = (false, 0);
        while (done < batch.Count && db.Appended < ManyEvents) kept |= await RunUnderSavepoint(db, batch[done++]);
        if (!kept)
        {
            await db.Run("ROLLBACK");
            return done;
        }
        await _dialect.Commit(db, db.Appended > 0);
        if (db.Appended > 0) _committed();
        return done;
    }

    private async Task<bool> RunUnderSavepoint(Statements db, Piece piece)
    {
        await db.Run("SAVEPOINT piece");
        var keep = await piece.Run(db, _dialect);
        if (!keep) await db.Run(Undo);
        await db.Run("RELEASE piece");
        return keep;
    }

    // A transaction that the database has already ended, as SQLite does on a full disk, cannot be rolled back; a connection that
    // broke is of no more use.
    private async Task LetGo(Exception broken)
    {
        if (_statements is null) return;
        _statements.Cancel = CancellationToken.None;
        if (!_dialect.MayPass(broken) && broken is not OperationCanceledException)
        {
            try
            {
                await _statements.Run("ROLLBACK");
                return;
            }
            catch (Exception failure) when (failure is DbException or InvalidOperationException)
            {
                if (_statements.Connection.State == System.Data.ConnectionState.Open) return;
            }
        }
        _statements.Dispose();
        _statements = null;
    }

    private abstract class Piece(string? mart)
    {
        public string? Mart => mart;

        /// <summary>True to keep what was written. A failure of the database itself is thrown; a failure of the work is kept for later.</summary>
        public abstract Task<bool> Run(Statements db, Dialect dialect);

        public abstract void Succeed();

        public abstract void Fail(Exception broken);
    }

    private sealed class Piece<T>(string? mart, Func<Statements, Task<(T Result, bool Keep)>> work) : Piece(mart)
    {
        private T? _result;
        private Exception? _failed;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<bool> Run(Statements db, Dialect dialect)
        {
            _failed = null;
            try
            {
                (_result, var keep) = await work(db);
                return keep;
            }
            catch (Exception failed) when (failed is DbException trouble ? dialect.IsOfOneStatement(trouble) : failed is not OperationCanceledException)
            {
                _failed = failed;
                return false;
            }
        }

        public override void Succeed()
        {
            if (_failed is not null) Done.TrySetException(_failed);
            else Done.TrySetResult(_result!);
        }

        public override void Fail(Exception broken) => Done.TrySetException(broken);
    }
}
