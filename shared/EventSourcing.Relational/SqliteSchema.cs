namespace TravelMart.EventSourcing.Relational;

/// <summary>The tables of one event log in one file. Instants are microseconds since 1970 UTC, because SQLite cannot order texts with offsets.</summary>
internal static class SqliteSchema
{
    public const string Text = """
        CREATE TABLE IF NOT EXISTS event (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            mart TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, type_version INTEGER NOT NULL,
            at INTEGER NOT NULL, recorded_at INTEGER NOT NULL,
            command_id TEXT NOT NULL, actor TEXT NOT NULL, on_behalf_of TEXT, correlation TEXT, causation TEXT, trace_parent TEXT,
            data TEXT NOT NULL,
            UNIQUE (mart, stream, version));
        CREATE INDEX IF NOT EXISTS event_by_mart ON event (mart, position);

        CREATE TABLE IF NOT EXISTS claim (
            mart TEXT NOT NULL, unit TEXT NOT NULL, slot INTEGER NOT NULL, holder TEXT NOT NULL,
            PRIMARY KEY (mart, unit, slot)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS claim_by_holder ON claim (mart, holder);

        CREATE TABLE IF NOT EXISTS answer (
            command_id TEXT NOT NULL PRIMARY KEY, request_hash TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE IF NOT EXISTS personal (
            mart TEXT NOT NULL, id TEXT NOT NULL, owner TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL,
            PRIMARY KEY (mart, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS personal_by_owner ON personal (mart, owner);

        CREATE TABLE IF NOT EXISTS mart_clock (mart TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS checkpoint (subscriber TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS parked (
            subscriber TEXT NOT NULL, message_id TEXT NOT NULL, position INTEGER NOT NULL, type TEXT NOT NULL,
            error TEXT NOT NULL, attempts INTEGER NOT NULL, parked_at INTEGER NOT NULL,
            PRIMARY KEY (subscriber, message_id)) WITHOUT ROWID;
        """;
}
