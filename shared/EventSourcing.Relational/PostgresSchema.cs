using System.Data.Common;
using Npgsql;

namespace TravelMart.EventSourcing.Relational;

/// <summary>The tables of one event log in a schema of their own. Keys are compared byte by byte, whatever the database's language.</summary>
internal static class PostgresSchema
{
    /// <summary>Makes what is missing. The caller sees to it that nobody else does at the same time.</summary>
    public static async Task Make(NpgsqlConnection db, string schema, IPostgresEvents events, CancellationToken cancel)
    {
        await using var transaction = await db.BeginTransactionAsync(cancel);
        var (_, isWhole, isReadOnly) = await Look(db, schema, cancel);
        if (isWhole && isReadOnly) return;
        // Making what is there already would still lock its tables, and might wait for a writer that waits for us.
        if (!isWhole)
            await using (var make = db.Command(Beside(schema) + events.Relation)) await make.ExecuteNonQueryAsync(cancel);
        await using (var lift = db.Command(Lift(schema))) await lift.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Looks whether the schema is one of these events, or none yet, before anything is made in it.</summary>
    /// <exception cref="WrongStoreException">It keeps its events in another way.</exception>
    public static async Task Check(NpgsqlConnection db, string schema, IPostgresEvents events, CancellationToken cancel)
    {
        if ((await Look(db, schema, cancel)).Kind is { } kind && kind != events.Kind) throw new WrongStoreException(schema, inMarten: events.Kind == "r");
    }

    private static async Task<(string? Kind, bool IsWhole, bool IsReadOnly)> Look(NpgsqlConnection db, string schema, CancellationToken cancel)
    {
        await using var look = db.Command("""
            SELECT relkind::text, to_regprocedure(@last) IS NOT NULL, current_setting('transaction_read_only')::boolean
            FROM (SELECT 1) AS once LEFT JOIN pg_class ON oid = to_regclass(@event)
            """, ("@last", schema + ".horizon()"), ("@event", schema + ".event"));
        await using var row = await look.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        return (row.Text(0), row.GetBoolean(1), row.GetBoolean(2));
    }

    /// <remarks>16 bits number the events of a transaction, which leaves 47 for transactions.</remarks>
    private static string Beside(string schema) => $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        SET LOCAL search_path = {schema};

        CREATE TABLE IF NOT EXISTS claim (
            mart TEXT COLLATE "C" NOT NULL, unit TEXT COLLATE "C" NOT NULL, slot INTEGER NOT NULL, holder TEXT COLLATE "C" NOT NULL,
            PRIMARY KEY (mart, unit, slot));
        CREATE INDEX IF NOT EXISTS claim_by_holder ON claim (mart, holder);

        CREATE TABLE IF NOT EXISTS answer (
            command_id TEXT COLLATE "C" NOT NULL PRIMARY KEY, request_hash TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL);

        CREATE TABLE IF NOT EXISTS personal (
            mart TEXT COLLATE "C" NOT NULL, id TEXT COLLATE "C" NOT NULL, owner TEXT COLLATE "C" NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (mart, id));
        CREATE INDEX IF NOT EXISTS personal_by_owner ON personal (mart, owner);

        CREATE TABLE IF NOT EXISTS mart_clock (mart TEXT COLLATE "C" NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS checkpoint (subscriber TEXT COLLATE "C" NOT NULL PRIMARY KEY, position BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS parked (
            subscriber TEXT COLLATE "C" NOT NULL, message_id TEXT COLLATE "C" NOT NULL, position BIGINT NOT NULL, type TEXT NOT NULL,
            error TEXT NOT NULL, attempts INTEGER NOT NULL, parked_at BIGINT NOT NULL,
            PRIMARY KEY (subscriber, message_id));

        CREATE TABLE IF NOT EXISTS epoch (transactions BIGINT NOT NULL);
        INSERT INTO epoch SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM epoch);

        CREATE OR REPLACE FUNCTION next_position(ordinal INTEGER) RETURNS BIGINT LANGUAGE sql VOLATILE
            SET search_path = {schema} AS
            'SELECT (pg_current_xact_id()::text::bigint + transactions) * 65536 + ordinal FROM epoch';
        CREATE OR REPLACE FUNCTION horizon() RETURNS BIGINT LANGUAGE sql STABLE
            SET search_path = {schema} AS
            'SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + transactions) * 65536 FROM epoch';

        """;

    /// <summary>
    /// Lifts positions above those that are there: a dump that is restored into another cluster meets lower transaction ids than its events carry.
    /// </summary>
    private static string Lift(string schema) => $"""
        WITH last AS (SELECT position / 65536 AS transactions FROM {schema}.event ORDER BY position DESC LIMIT 1)
        UPDATE {schema}.epoch SET transactions = last.transactions + 1 - pg_current_xact_id()::text::bigint
            FROM last WHERE last.transactions >= epoch.transactions + pg_current_xact_id()::text::bigint
        """;
}

/// <summary>The schema belongs to a store of another kind. A mart's history is moved between them by copying.</summary>
internal sealed class WrongStoreException(string schema, bool inMarten) : DbException(inMarten
    ? $"the schema {schema} keeps its events in Marten: use './travelmart --marten', and name the store 'marten:' in 'travelmart history copy'"
    : $"the schema {schema} keeps its events in plain PostgreSQL, not in Marten: use './travelmart' without --marten, and name the store 'postgres:' in 'travelmart history copy'");
