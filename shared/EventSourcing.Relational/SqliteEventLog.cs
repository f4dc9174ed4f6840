using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The event log in one SQLite file: the embedded default. Write-ahead log with a flush to the disk before anybody is told of success,
/// so that neither a killed process nor a lost power supply loses what was acknowledged.
/// </summary>
public sealed class SqliteEventLog : RelationalEventLog
{
    // secure_delete: a personal row that was forgotten must not stay readable in a free page of the file.
    private static readonly string[] SetUpStatements =
        ["PRAGMA busy_timeout = 10000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON", SqliteSchema.Text];

    private readonly GroupCommit _group;

    private SqliteEventLog(string connectionString, Dialect dialect, EventTypes types, TimeProvider clock)
        : base(dialect, types, clock, _ => OpenReader(connectionString), mostReaders: 256)
    {
        _group = new GroupCommit(dialect, Committed);
        Checkpoints = new Checkpoints(_group, Reads, (_, _) => Task.FromResult(AlwaysLeads.Instance));
    }

    /// <inheritdoc />
    public override ICheckpoints Checkpoints { get; }

    /// <summary>Opens a log, making its file and folder where they are missing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="types">The event types that are appended.</param>
    /// <param name="clock">The real time, for the time of recording.</param>
    /// <exception cref="SqliteException">The file is not a database, or cannot be written.</exception>
    public static SqliteEventLog Open(string file, EventTypes types, TimeProvider clock) => Open(file, types, clock, _ => { });

    /// <summary>The same, handing out the writer's connection: for tests that limit its disk.</summary>
    internal static SqliteEventLog Open(string file, EventTypes types, TimeProvider clock, Action<SqliteConnection> withWriter)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        var connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
        var writer = new SqliteConnection(connectionString);
        try
        {
            writer.Open();
            SetUp(writer);
            withWriter(writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
        return new SqliteEventLog(connectionString, new SqliteDialect(writer), types, clock);
    }

    private protected override GroupCommit WriterOf(string mart) => _group;

    private protected override Task Close() => _group.DisposeAsync().AsTask();

    // What was forgotten is overwritten in the tables (secure_delete) but still readable in older pages of the write-ahead log.
    private protected override async Task Forgot()
    {
        // Busy means that somebody reads or writes at this moment. The last to close the file empties the log in any case.
        for (var attempt = 0; attempt < 40; attempt++)
        {
            try
            {
                if (await Reads.Run(db => db.Scalar<long>("PRAGMA wal_checkpoint(TRUNCATE)"), CancellationToken.None) == 0) return;
            }
            catch (SqliteException) { /* The commit stands all the same. */ }
            await Task.Delay(25);
        }
    }

    private static async Task<DbConnection> OpenReader(string connectionString)
    {
        var db = new SqliteConnection(connectionString);
        try
        {
            await db.OpenAsync();
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    // One by one: of several statements in one command, errors after the first that answers with a row are swallowed by the driver.
    private static void SetUp(SqliteConnection writer)
    {
        foreach (var statement in SetUpStatements)
        {
            using var command = writer.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    // A file belongs to one process.
    private sealed class AlwaysLeads : ILead
    {
        public static ILead Instance { get; } = new AlwaysLeads();

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
