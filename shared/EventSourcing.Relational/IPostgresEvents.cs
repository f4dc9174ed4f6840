namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// How a log on PostgreSQL keeps its events: in a table of ours, or in somebody else's, shown as a view of the same name and columns.
/// Claims, answers, personal rows and checkpoints are the same tables for all.
/// </summary>
internal interface IPostgresEvents : IAsyncDisposable
{
    /// <summary>What PostgreSQL calls the relation <c>event</c>: <c>r</c> for a table, <c>v</c> for a view.</summary>
    string Kind { get; }

    /// <summary>Settings of every connection that reads or writes them, as options of PostgreSQL's start; empty for none.</summary>
    string Settings => "";

    /// <summary>Makes what the relation stands on, on connections of its own, before the rest of the schema.</summary>
    Task Prepare(CancellationToken cancel);

    /// <summary>Statements that make the relation <c>event</c> in the search path; <c>next_position</c> is there.</summary>
    string Relation { get; }

    /// <summary>Writes events at the places that they name, in the transaction of <see cref="Statements.Transaction"/>.</summary>
    Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> events);
}

/// <summary>Events in a table of our own.</summary>
internal sealed class PostgresEventTable : IPostgresEvents
{
    public string Kind => "r";

    public string Relation => """
        CREATE TABLE IF NOT EXISTS event (
            position BIGINT PRIMARY KEY,
            mart TEXT COLLATE "C" NOT NULL, stream TEXT COLLATE "C" NOT NULL, version INTEGER NOT NULL,
            id TEXT COLLATE "C" NOT NULL UNIQUE, type TEXT NOT NULL, type_version INTEGER NOT NULL,
            at BIGINT NOT NULL, recorded_at BIGINT NOT NULL,
            command_id TEXT NOT NULL, actor TEXT NOT NULL, on_behalf_of TEXT, correlation TEXT, causation TEXT, trace_parent TEXT,
            data TEXT NOT NULL,
            UNIQUE (mart, stream, version));
        CREATE INDEX IF NOT EXISTS event_by_mart ON event (mart, position);
        """;

    public Task Prepare(CancellationToken cancel) => Task.CompletedTask;

    public Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> events) => EventTable.Insert(db, "next_position(@ordinal)", events);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
