namespace TravelMart.EventSourcing.Relational;

/// <summary>The table that events are kept in.</summary>
internal static class EventTable
{
    /// <summary>Writes events one by one; the first that finds its id or its place taken ends it.</summary>
    /// <param name="db">Where.</param>
    /// <param name="nextPosition">An expression for the next event's position; <c>@ordinal</c> is its number within the transaction.</param>
    /// <param name="events">Which.</param>
    public static async Task<Inserted> Insert(Statements db, string nextPosition, IReadOnlyList<RecordedEvent> events)
    {
        long last = 0;
        foreach (var e in events)
        {
            if (await Insert(db, nextPosition, e) is not { } position) return new(0, Taken: e);
            last = position;
        }
        return new(last);
    }

    private static Task<long?> Insert(Statements db, string nextPosition, RecordedEvent e) => db.Scalar<long?>($"""
        INSERT INTO event (position, mart, stream, version, id, type, type_version, at, recorded_at, command_id, actor, on_behalf_of, correlation, causation, trace_parent, data)
        VALUES ({nextPosition}, @mart, @stream, @version, @id, @type, @typeVersion, @at, @recordedAt, @command, @actor, @onBehalfOf, @correlation, @causation, @trace, @data)
        ON CONFLICT DO NOTHING RETURNING position
        """,
        ("@mart", e.Mart), ("@stream", e.Stream), ("@version", e.Version), ("@id", e.Id.ToString()), ("@type", e.Type),
        ("@typeVersion", e.TypeVersion), ("@at", e.At.Micros()), ("@recordedAt", e.RecordedAt.Micros()),
        ("@command", e.Cause.CommandId.ToString()), ("@actor", e.Cause.Actor), ("@onBehalfOf", e.Cause.OnBehalfOf),
        ("@correlation", e.Cause.Correlation), ("@causation", e.Cause.Causation?.ToString()), ("@trace", e.Cause.TraceParent),
        ("@data", e.Json), ("@ordinal", db.Appended++));
}
