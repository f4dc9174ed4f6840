using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The rows that bookings left in the store, and the yardstick made of them: the very same rows, written once more by prepared statements
/// into an empty file with the same tables, keys and settings.
/// </summary>
internal sealed class BookingRows
{
    private readonly List<string> _schema;
    private readonly List<IReadOnlyList<(string Table, object[] Values)>> _bookings = [];

    /// <summary>Reads the rows of a mart's bookings: each event with its claims and its answer.</summary>
    public BookingRows(string store, string mart)
    {
        using var db = Open(store);
        _schema = [.. Rows(db, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").Select(r => (string)r[0])];
        foreach (var booked in Rows(db, "SELECT * FROM event WHERE mart = @a AND type = 'meeting-booked' ORDER BY position", mart))
        {
            var (stream, command) = (booked[2], booked[9]);
            var claims = Rows(db, "SELECT * FROM claim WHERE mart = @a AND holder = @b ORDER BY unit, slot", mart, stream);
            var answers = Rows(db, "SELECT * FROM answer WHERE command_id = @a", command);
            _bookings.Add([.. answers.Select(r => ("answer", r)), .. claims.Select(r => ("claim", r)), ("event", booked)]);
        }
    }

    public int Count => _bookings.Count;

    /// <summary>Writes all bookings into a new file, some in each transaction, each transaction flushed to the disk; how many a second.</summary>
    public double Write(string file, int inOneTransaction)
    {
        using var db = Open(file);
        foreach (var statement in (string[])["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", .. _schema]) Run(db, statement);
        using var inserts = new Inserts(db);
        var begun = Stopwatch.GetTimestamp();
        foreach (var group in _bookings.Chunk(inOneTransaction))
        {
            using var transaction = db.BeginTransaction();
            foreach (var (table, values) in group.SelectMany(rows => rows)) inserts.Insert(transaction, table, values);
            transaction.Commit();
        }
        return Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static SqliteConnection Open(string file)
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        db.Open();
        return db;
    }

    private static void Run(SqliteConnection db, string statement)
    {
        using var command = new SqliteCommand(statement, db);
        command.ExecuteNonQuery();
    }

    private static List<object[]> Rows(SqliteConnection db, string query, params ReadOnlySpan<object> parameters)
    {
        using var command = new SqliteCommand(query, db);
        for (var i = 0; i < parameters.Length; i++) command.Parameters.AddWithValue("@" + (char)('a' + i), parameters[i]);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>One prepared insert for each table.</summary>
    private sealed class Inserts(SqliteConnection db) : IDisposable
    {
        private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

        public void Insert(SqliteTransaction transaction, string table, object[] values)
        {
            if (!_prepared.TryGetValue(table, out var command))
            {
                var places = string.Join(", ", values.Select((_, i) => FormattableString.Invariant($"@v{i}")));
                _prepared[table] = command = new SqliteCommand($"INSERT INTO {table} VALUES ({places})", db);
                for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"@v{i}") });
            }
            command.Transaction = transaction;
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            command.ExecuteNonQuery();
        }

        public void Dispose()
        {
            foreach (var command in _prepared.Values) command.Dispose();
        }
    }
}
