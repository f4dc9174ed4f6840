using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The one writer of a SQLite file. Whatever is waiting is written in one transaction, each piece under its own savepoint, so that
/// a piece that conflicts is undone alone and all the others share one flush to the disk. Nobody is told of success before the flush.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MostInOneTransaction = 256;
    private readonly Channel<Piece> _waiting = Channel.CreateBounded<Piece>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Statements _statements;
    private readonly Action _committed;
    private readonly Task _loop;

    public GroupCommit(SqliteConnection db, Action committed)
    {
        _statements = new Statements(db);
        _committed = committed;
        _loop = Task.Run(Loop);
    }

    /// <summary>Runs a piece of work in a coming transaction. It is kept if it says so, and undone otherwise or when it throws.</summary>
    public async Task<T> Run<T>(Func<Statements, Task<(T Result, bool Keep)>> work, CancellationToken cancel)
    {
        var piece = new Piece<T>(work);
        await _waiting.Writer.WriteAsync(piece, cancel);
        return await piece.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
        _statements.Dispose();
    }

    private async Task Loop()
    {
        var batch = new List<Piece>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            try
            {
                await _statements.Run("BEGIN IMMEDIATE");
                while (batch.Count < MostInOneTransaction && _waiting.Reader.TryRead(out var piece))
                {
                    batch.Add(piece);
                    await RunUnderSavepoint(piece);
                }
                await _statements.Run("COMMIT");
                foreach (var piece in batch) piece.Succeed();
                _committed();
            }
            catch (Exception broken)
            {
                await TryRollback();
                // A failed BEGIN took nothing off the queue. All who wait hear of it now: one by one they would each wait out the lock.
                if (batch.Count == 0) TakeWaiting(batch);
                foreach (var piece in batch) piece.Fail(broken);
            }
        }
    }

    private void TakeWaiting(List<Piece> batch)
    {
        while (batch.Count < MostInOneTransaction && _waiting.Reader.TryRead(out var piece)) batch.Add(piece);
    }

    private async Task RunUnderSavepoint(Piece piece)
    {
        await _statements.Run("SAVEPOINT piece");
        if (!await piece.Run(_statements)) await _statements.Run("ROLLBACK TO piece");
        await _statements.Run("RELEASE piece");
    }

    private async Task TryRollback()
    {
        try { await _statements.Run("ROLLBACK"); }
        catch (SqliteException) { /* SQLite has already rolled back by itself, as it does on a full disk. */ }
    }

    private abstract class Piece
    {
        /// <summary>True to keep what was written. A failure of the database itself is thrown; a failure of the work is kept for later.</summary>
        public abstract Task<bool> Run(Statements db);

        public abstract void Succeed();

        public abstract void Fail(Exception broken);
    }

    private sealed class Piece<T>(Func<Statements, Task<(T Result, bool Keep)>> work) : Piece
    {
        private T? _result;
        private Exception? _failed;

        public TaskCompletionSource<T> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<bool> Run(Statements db)
        {
            try
            {
                (_result, var keep) = await work(db);
                return keep;
            }
            catch (Exception failed) when (failed is not SqliteException trouble || IsOfThisPieceAlone(trouble))
            {
                _failed = failed;
                return false;
            }
        }

        // SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE: the statement was wrong, and the transaction is whole.
        // Anything else (a full disk, an unreadable page) is the database's trouble, and the whole batch hears of it.
        private static bool IsOfThisPieceAlone(SqliteException trouble) => trouble.SqliteErrorCode is 1 or 18 or 19 or 20 or 25;

        public override void Succeed()
        {
            if (_failed is not null) Done.TrySetException(_failed);
            else Done.TrySetResult(_result!);
        }

        public override void Fail(Exception broken) => Done.TrySetException(broken);
    }
}
