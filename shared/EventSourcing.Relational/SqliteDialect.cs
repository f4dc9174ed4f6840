using System.Data.Common;
using Microsoft.Data.Sqlite;
using Polly;
using SQLitePCL;

namespace TravelMart.EventSourcing.Relational;

/// <summary>SQLite: one writer at a time, so positions are the order of commits.</summary>
internal sealed class SqliteDialect(SqliteConnection writer) : Dialect
{
    public override string Settled => "";

    public override int MostInOneTransaction => 256;

    public override Task<Statements> OpenWriter(CancellationToken cancel) => Task.FromResult(new Statements(writer));

    public override Task Begin(Statements db, IReadOnlyList<string> marts) => db.Run("BEGIN IMMEDIATE");

    public override Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> events) => EventTable.Insert(db, "NULL", events);

    public override Task Commit(Statements db, bool appended) => db.Run("COMMIT");

    // SQLITE_ERROR, TOOBIG, CONSTRAINT, MISMATCH, RANGE: the statement was wrong, and the transaction is whole.
    // Anything else (a full disk, an unreadable page) is the database's trouble, and the whole batch hears of it.
    public override bool IsOfOneStatement(DbException failure) => failure is SqliteException { SqliteErrorCode: 1 or 18 or 19 or 20 or 25 };

    public override bool MayPass(Exception failure) => false;

    public override StoreTrouble? Trouble(DbException failure) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => StoreTrouble.Full,
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY } => StoreTrouble.ReadOnly,
        _ => null,
    };

    protected override ResiliencePipeline Patience => ResiliencePipeline.Empty;
}
