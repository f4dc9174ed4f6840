using Npgsql;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventSourcing.Marten;

/// <summary>
/// The event log with its events in Marten's own tables: the production store of match history. What Marten has no notion of (claims,
/// answers, personal rows, checkpoints, positions in the order of commits) stands beside them in our tables of the same schema, and is
/// written in the same transaction.
/// </summary>
public static class MartenEventLog
{
    /// <summary>A log in a schema of a database. Nothing is read or made before its first use.</summary>
    /// <param name="connection">Npgsql connection string of the database, which must exist.</param>
    /// <param name="schema">Lower case letters, digits and underscores; made where it is missing.</param>
    /// <param name="types">The event types that are appended.</param>
    /// <param name="clock">The real time, for the time of recording.</param>
    public static PostgresEventLog Open(string connection, string schema, EventTypes types, TimeProvider clock) =>
        PostgresEventLog.Open(connection, schema, new MartenEvents(MartenStore.Of(connection, schema, types), types), types, clock);
}
