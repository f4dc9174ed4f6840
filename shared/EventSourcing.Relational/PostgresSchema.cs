namespace TravelMart.EventSourcing.Relational;

/// <summary>The tables of one event log in a schema of their own. Keys are compared byte by byte, whatever the database's language.</summary>
internal static class PostgresSchema
{
    /// <summary>Makes what is missing. The caller holds a lock, because two processes may start at once.</summary>
    /// <remarks>16 bits number the events of a transaction, which leaves 47 for transactions.</remarks>
    public static string Of(string schema) => $"""
        CREATE SCHEMA IF NOT EXISTS {schema};
        SET LOCAL search_path = {schema};

        CREATE TABLE IF NOT EXISTS event (
            position BIGINT PRIMARY KEY,
            mart TEXT COLLATE "C" NOT NULL, stream TEXT COLLATE "C" NOT NULL, version INTEGER NOT NULL,
            id TEXT COLLATE "C" NOT NULL UNIQUE, type TEXT NOT NULL, type_version INTEGER NOT NULL,
            at BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
            command_id TEXT NOT NULL, actor TEXT NOT NULL, on_behalf_of TEXT, correlation TEXT, causation TEXT, trace_parent TEXT,
            data TEXT NOT NULL,
            UNIQUE (mart, stream, version));
        CREATE INDEX IF NOT EXISTS event_by_mart ON event (mart, position);

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
    public static string Lift(string schema) => $"""
        UPDATE {schema}.epoch SET transactions = (SELECT MAX(position) / 65536 + 1 FROM {schema}.event) - pg_current_xact_id()::text::bigint
            WHERE (SELECT MAX(position) / 65536 FROM {schema}.event) >= transactions + pg_current_xact_id()::text::bigint
        """;
}
