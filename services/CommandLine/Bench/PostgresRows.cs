using System.Diagnostics;
using Npgsql;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The rows that bookings left in PostgreSQL, and the yardstick made of them: the very same rows, written once more into empty tables with the same
/// keys, each transaction sent as one batch without waiting for its statements one by one.
/// </summary>
internal sealed class PostgresRows
{
    private const string Copy = "bench";
    private static readonly string[] Tables = ["answer", "claim", "event"];
    private readonly string _connection;
    private readonly List<IReadOnlyList<(string Table, object[] Values)>> _bookings = [];

    private PostgresRows(string connection) => _connection = connection;

    /// <summary>Reads the rows of a mart's bookings: each event with its claims and its answer.</summary>
    public static async Task<PostgresRows> Of(string connection, string mart, CancellationToken cancel)
    {
        var rows = new PostgresRows(connection);
        await using var db = await rows.Open(cancel);
        var claims = (await All(db, "SELECT * FROM matching.claim WHERE mart = $1", mart, cancel)).ToLookup(r => (string)r[3]);
        var answers = (await All(db, "SELECT a.* FROM matching.answer a JOIN matching.event e USING (command_id) WHERE e.mart = $1 AND e.type = 'meeting-booked'", mart, cancel))
            .ToLookup(r => (string)r[0]);
        foreach (var booked in await All(db, "SELECT * FROM matching.event WHERE mart = $1 AND type = 'meeting-booked' ORDER BY position", mart, cancel))
            rows._bookings.Add([.. answers[(string)booked[9]].Select(r => ("answer", r)), .. claims[(string)booked[2]].Select(r => ("claim", r)), ("event", booked)]);
        return rows;
    }

    /// <summary>Writes all bookings into new tables, some in each transaction; how many a second.</summary>
    public async Task<double> Write(int inOneTransaction, CancellationToken cancel)
    {
        await using var db = await Open(cancel);
        await Run(db, $"DROP SCHEMA IF EXISTS {Copy} CASCADE; CREATE SCHEMA {Copy}", cancel);
        foreach (var table in Tables) await Run(db, $"CREATE TABLE {Copy}.{table} (LIKE matching.{table} INCLUDING ALL)", cancel);
        var begun = Stopwatch.GetTimestamp();
        foreach (var group in _bookings.Chunk(inOneTransaction))
        {
            await using var batch = new NpgsqlBatch(db);
            foreach (var (table, values) in group.SelectMany(rows => rows)) batch.BatchCommands.Add(Insert(table, values));
            await batch.ExecuteNonQueryAsync(cancel);
        }
        return _bookings.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static NpgsqlBatchCommand Insert(string table, object[] values)
    {
        var command = new NpgsqlBatchCommand($"INSERT INTO {Copy}.{table} VALUES ({string.Join(", ", values.Select((_, i) => FormattableString.Invariant($"${i + 1}")))})");
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancel)
    {
        var db = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connection) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 1, Pooling = false }.ToString());
        await db.OpenAsync(cancel);
        return db;
    }

    private static async Task Run(NpgsqlConnection db, string statement, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(statement, db);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<object[]>> All(NpgsqlConnection db, string query, string mart, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(query, db) { Parameters = { new() { Value = mart } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<object[]>();
        while (await reader.ReadAsync(cancel))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
