using System.Data.Common;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The event log in a schema of a PostgreSQL database, for several processes at once. It connects when it is first used, so that a
/// service can start before its database; a server that restarts is waited for, for a few seconds.
/// </summary>
public sealed partial class PostgresEventLog : RelationalEventLog
{
    private const int Writers = 3, MostReaders = 10;

    // No transaction may hold up the readers, or other writers of its mart, for longer than this. Whoever waits for a lock waits longer than one that
    // is forgotten may be held.
    private const string Bounds = "-c idle_in_transaction_session_timeout=5s -c lock_timeout=7s -c statement_timeout=8s";

    private readonly IReadOnlyList<GroupCommit> _groups;
    private readonly GroupCommit _aside;
    private readonly PostgresNews _news;

    private PostgresEventLog(Database database, EventTypes types, TimeProvider clock)
        : base(database.Durable, types, clock, database.Open, MostReaders)
    {
        Storage = database;
        _groups = [.. Enumerable.Range(0, Writers).Select(_ => new GroupCommit(database.Durable, Committed))];
        // A checkpoint that is lost in a crash of the server only repeats deliveries, so it does not wait for the disk.
        _aside = new GroupCommit(database.Lazy, () => { });
        _news = new PostgresNews(database, Committed);
        Checkpoints = new Checkpoints(_aside, Reads, database.Lead);
    }

    /// <inheritdoc />
    public override ICheckpoints Checkpoints { get; }

    /// <summary>The connections that it works on.</summary>
    internal Database Storage { get; }

    /// <summary>A log in a schema of a database. Nothing is read or made before its first use.</summary>
    /// <param name="connection">Npgsql connection string of the database, which must exist.</param>
    /// <param name="schema">Lower case letters, digits and underscores; made where it is missing.</param>
    /// <param name="types">The event types that are appended.</param>
    /// <param name="clock">The real time, for the time of recording.</param>
    public static PostgresEventLog Open(string connection, string schema, EventTypes types, TimeProvider clock) =>
        Open(connection, schema, new PostgresEventTable(), types, clock);

    /// <summary>The same, with events kept elsewhere than in our own table.</summary>
    internal static PostgresEventLog Open(string connection, string schema, IPostgresEvents events, EventTypes types, TimeProvider clock)
    {
        if (!SchemaName().IsMatch(schema)) throw new ArgumentException($"'{schema}' is no name of a schema", nameof(schema));
        return new PostgresEventLog(new Database(connection, schema, events), types, clock);
    }

    private protected override GroupCommit WriterOf(string mart) => _groups[(int)((ulong)AdvisoryKey.Of(mart) % Writers)];

    private protected override async Task Close()
    {
        try { await _news.DisposeAsync(); }
        finally
        {
            foreach (var group in _groups) await group.DisposeAsync();
            await _aside.DisposeAsync();
            await Storage.DisposeAsync();
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,40}$")]
    private static partial Regex SchemaName();

    /// <summary>Connections to the schema, which is made with the first of them.</summary>
    internal sealed class Database : IAsyncDisposable
    {
        private readonly NpgsqlDataSource _source, _sessions;
        private readonly string _schema;
        private readonly IPostgresEvents _events;
        private readonly SemaphoreSlim _making = new(1);
        private bool _made;

        public Database(string connection, string schema, IPostgresEvents events)
        {
            (_schema, _events) = (schema, events);
            var settings = new NpgsqlConnectionStringBuilder(connection)
            {
                SearchPath = schema,
                Options = $"{Bounds} {events.Settings}".TrimEnd(),
                ApplicationName = "travelmart-" + schema,
                CommandTimeout = 10,
                Timeout = 5,
                MaxAutoPrepare = 60,
                AutoPrepareMinUsages = 2,
                // Not KeepAlive: its questions would keep a forgotten transaction from being idle.
                TcpKeepAlive = true,
                MaxPoolSize = 40,
            };
            _source = NpgsqlDataSource.Create(settings);
            // What a session holds, such as a lock, ends with it: so it ends when it is closed.
            _sessions = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings.ToString()) { Pooling = false });
            (Durable, Lazy) = (new PostgresDialect(this, schema, events, flush: true), new PostgresDialect(this, schema, events, flush: false));
        }

        public PostgresDialect Durable { get; }

        public PostgresDialect Lazy { get; }

        public async Task<DbConnection> Open(CancellationToken cancel) => await Connect(cancel);

        /// <summary>A connection that goes back to where the others can use it.</summary>
        public Task<NpgsqlConnection> Connect(CancellationToken cancel) => Connect(_source, cancel);

        /// <summary>A session of its own, which ends when it is closed.</summary>
        public Task<NpgsqlConnection> Session(CancellationToken cancel) => Connect(_sessions, cancel);

        /// <summary>Waits until this process leads the followers of a name.</summary>
        public Task<ILead> Lead(string subscriber, CancellationToken cancel) => PostgresLead.Take(this, AdvisoryKey.Of("lead", _schema, subscriber), cancel);

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            await _source.DisposeAsync();
            await _sessions.DisposeAsync();
            _making.Dispose();
        }

        private async Task<NpgsqlConnection> Connect(NpgsqlDataSource source, CancellationToken cancel)
        {
            try
            {
                if (!Volatile.Read(ref _made)) await Make(cancel);
                return await source.OpenConnectionAsync(cancel);
            }
            // A name that cannot be resolved comes as it is, and not as the driver's own exception.
            catch (SocketException unreachable) { throw new NpgsqlException("the database cannot be reached", unreachable); }
        }

        private async Task Make(CancellationToken cancel)
        {
            await _making.WaitAsync(cancel);
            try
            {
                if (_made) return;
                // Two processes may start at once. The lock ends with its session.
                await using var gate = await _sessions.OpenConnectionAsync(cancel);
                await using (var take = gate.Command("SELECT pg_advisory_lock(@key)", ("@key", AdvisoryKey.Of("schema", _schema)))) await take.ExecuteNonQueryAsync(cancel);
                await PostgresSchema.Check(gate, _schema, _events, cancel);
                await _events.Prepare(cancel);
                await using var db = await _source.OpenConnectionAsync(cancel);
                await PostgresSchema.Make(db, _schema, _events, cancel);
                Volatile.Write(ref _made, true);
            }
            finally { _making.Release(); }
        }
    }
}
