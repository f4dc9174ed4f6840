using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Polly;
using Polly.Retry;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// PostgreSQL: many transactions at once. A position is made of the transaction's id and the event's number in it, and is read only
/// when every transaction with a lower id has ended; a sequence alone would let a reader pass what commits late. Writers of one mart
/// wait for each other, before they get their transaction id, so that a mart's positions are in the order of its commits and of its clock.
/// </summary>
internal sealed class PostgresDialect(PostgresEventLog.Database database, string schema, IPostgresEvents events, bool flush) : Dialect
{
    /// <summary>Where every log of a database announces its commits: a transaction of one may be what a reader of another waits for.</summary>
    public const string Channel = "travelmart";

    // A position has 16 bits for the event's number in its transaction, which may hold a few events of others.
    private const int MostEvents = 64_000;

    private const string IdleInTransaction = "25P03";
    private ResiliencePipeline? _patience;

    public override string Settled => " AND position < horizon()";

    // Beyond 64 savepoints a transaction's snapshot no longer fits its cache.
    public override int MostInOneTransaction => 64;

    public override async Task<Statements> OpenWriter(CancellationToken cancel)
    {
        var statements = new Statements(await database.Connect(cancel)) { Cancel = cancel };
        if (!flush) await statements.Run("SET synchronous_commit = off");
        return statements;
    }

    // Locks are taken in one order, so that two writers of several marts cannot each wait for the other.
    public override async Task Begin(Statements db, IReadOnlyList<string> marts)
    {
        db.Transaction = await db.Connection.BeginTransactionAsync(db.Cancel);
        if (marts.Count > 0) await db.Run("SELECT pg_advisory_xact_lock(key) FROM unnest(@keys) AS key", ("@keys", Keys(marts)));
    }

    public override Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> coming) => coming.Count <= MostEvents
        ? events.Insert(db, coming)
        : throw new ArgumentException($"one commit appends {MostEvents} events at most", nameof(coming));

    public override Task Commit(Statements db, bool appended) => appended
        ? db.Run("SELECT pg_notify(@channel, @log); COMMIT", ("@channel", Channel), ("@log", schema))
        : db.Run("COMMIT");

    // Class 22: data, 23: constraints, 42: syntax and names, 54: limits.
    public override bool IsOfOneStatement(DbException failure) => failure is PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '2', ..] or ['5', '4', ..] };

    /// <summary>
    /// Deadlocks, locks that took too long, a server that is starting or stopping, and connections that broke. Whether a transaction whose connection broke was committed is not known; to write it again is
    /// safe all the same, because every commit is guarded by versions, claims, event ids or the answer it remembers.
    /// </summary>
    public override bool MayPass(Exception failure) => failure switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            or PostgresErrorCodes.LockNotAvailable or IdleInTransaction or ['5', '7', 'P', ..] or ['0', '8', ..],
        ConnectionGoneException => true,
        NpgsqlException broken => broken.IsTransient || broken.InnerException is IOException or SocketException,
        _ => false,
    };

    public override StoreTrouble? Trouble(DbException failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StoreTrouble.Full,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => StoreTrouble.ReadOnly,
        _ => null,
    };

    // A server that restarts is back by then, and nobody waits longer for an answer, not even of one that hangs.
    protected override ResiliencePipeline Patience => _patience ??= new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(12)).AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = new PredicateBuilder().Handle<Exception>(MayPass),
        MaxRetryAttempts = int.MaxValue,
        Delay = TimeSpan.FromMilliseconds(50),
        BackoffType = DelayBackoffType.Exponential,
        MaxDelay = TimeSpan.FromMilliseconds(250),
    }).Build();

    private long[] Keys(IReadOnlyList<string> marts) => [.. marts.Select(m => AdvisoryKey.Of("mart", schema, m)).Distinct().Order()];
}

/// <summary>The number under which something is locked.</summary>
internal static class AdvisoryKey
{
    public static long Of(params ReadOnlySpan<string> parts) =>
        BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))), 0);
}
