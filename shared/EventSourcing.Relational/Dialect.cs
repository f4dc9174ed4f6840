using System.Data.Common;
using Polly;
using Polly.Timeout;

namespace TravelMart.EventSourcing.Relational;

/// <summary>What differs from database to database. Everything else of the event log is one code base.</summary>
internal abstract class Dialect
{
    /// <summary>A condition that holds for events that no running transaction can still get in front of; empty where that cannot happen.</summary>
    public abstract string Settled { get; }

    /// <summary>Pieces of work that share one transaction at most.</summary>
    public abstract int MostInOneTransaction { get; }

    /// <summary>Opens a connection that writes.</summary>
    public abstract Task<Statements> OpenWriter(CancellationToken cancel);

    /// <summary>Begins a transaction in which nobody else can append to these marts.</summary>
    public abstract Task Begin(Statements db, IReadOnlyList<string> marts);

    /// <summary>Ends it, and wakes whoever waits elsewhere.</summary>
    public abstract Task Commit(Statements db, bool appended);

    /// <summary>Whether a failure was of one statement, and the transaction can go on once that is undone.</summary>
    public abstract bool IsOfOneStatement(DbException failure);

    /// <summary>Whether the same work may succeed a moment later on a new connection.</summary>
    public abstract bool MayPass(Exception failure);

    /// <summary>Why the database takes nothing, if that is what a failure says.</summary>
    public abstract StoreTrouble? Trouble(DbException failure);

    /// <summary>Writes events at the places that they name.</summary>
    public abstract Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> events);

    /// <summary>Tries again what may pass, for a few seconds.</summary>
    protected abstract ResiliencePipeline Patience { get; }

    /// <summary>Does some work with patience, which has an end.</summary>
    /// <exception cref="DbException">The database refused, or did not answer in time.</exception>
    public async Task<T> Patiently<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancel)
    {
        try { return await Patience.ExecuteAsync(async stop => await work(stop), cancel); }
        catch (TimeoutRejectedException late) { throw new StoreTimeoutException(late); }
    }
}

/// <summary>What became of events that were written.</summary>
/// <param name="Last">The position of the last of them.</param>
/// <param name="Taken">The first whose id, or whose place in its stream, is taken; then the caller must roll back. Null where all were written.</param>
internal sealed record Inserted(long Last, RecordedEvent? Taken = null);
