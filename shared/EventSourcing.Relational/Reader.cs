using System.Data.Common;
using System.Globalization;

namespace TravelMart.EventSourcing.Relational;

/// <summary>The queries of the event log.</summary>
internal static class Reader
{
    private const string Columns = """
        position, mart, stream, version, id, type, type_version, at, recorded_at,
        command_id, actor, on_behalf_of, correlation, causation, trace_parent, data
        """;

    public static Task<List<RecordedEvent>> ReadStream(Statements db, string mart, string stream, int after) =>
        db.Rows($"SELECT {Columns} FROM event WHERE mart = @mart AND stream = @stream AND version > @after ORDER BY version", Event,
            ("@mart", mart), ("@stream", stream), ("@after", after));

    public static Task<List<RecordedEvent>> ReadStreams(Statements db, string mart, IReadOnlyCollection<string> streams) =>
        streams.Count == 0
            ? Task.FromResult<List<RecordedEvent>>([])
            : db.Rows($"SELECT {Columns} FROM event WHERE mart = @mart AND stream IN ({Places(streams.Count)}) ORDER BY stream, version", Event,
                [("@mart", mart), .. Values(streams)]);

    public static Task<List<RecordedEvent>> ReadForward(Statements db, Dialect dialect, long after, int limit, string? mart) =>
        mart is null
            ? db.Rows($"SELECT {Columns} FROM event WHERE position > @after{dialect.Settled} ORDER BY position LIMIT @limit", Event,
                ("@after", after), ("@limit", limit))
            : db.Rows($"SELECT {Columns} FROM event WHERE mart = @mart AND position > @after{dialect.Settled} ORDER BY position LIMIT @limit", Event,
                ("@mart", mart), ("@after", after), ("@limit", limit));

    /// <summary>The last version of each of the streams that exist.</summary>
    public static async Task<Dictionary<string, int>> Versions(Statements db, string mart, IReadOnlyCollection<string> streams) =>
        streams.Count == 0 ? [] : (await db.Rows(
            $"SELECT stream, MAX(version) FROM event WHERE mart = @mart AND stream IN ({Places(streams.Count)}) GROUP BY stream",
            r => (Stream: r.GetString(0), Version: r.GetInt32(1)), [("@mart", mart), .. Values(streams)]))
        .ToDictionary(v => v.Stream, v => v.Version, StringComparer.Ordinal);

    /// <summary>Events after a position, and when the first of them was recorded.</summary>
    public static async Task<Backlog> Backlog(Statements db, long after) =>
        (await db.Rows("SELECT COUNT(*), MIN(recorded_at) FROM event WHERE position > @after",
            r => new Backlog(r.GetInt64(0), r.IsDBNull(1) ? null : Sql.Instant(r.GetInt64(1))), ("@after", after)))[0];

    /// <summary>Whether something was committed after a position, and whether it may be read already.</summary>
    public static async Task<(bool Committed, bool Settled)> News(Statements db, Dialect dialect, long after) =>
        (await db.Rows($"""
            SELECT EXISTS (SELECT 1 FROM event WHERE position > @after), EXISTS (SELECT 1 FROM event WHERE position > @after{dialect.Settled})
            """, r => (r.GetBoolean(0), r.GetBoolean(1)), ("@after", after)))[0];

    public static Task<long> LastPosition(Statements db) => db.Scalar<long>("SELECT position FROM event ORDER BY position DESC LIMIT 1");

    public static async Task<DateTimeOffset?> LastTime(Statements db, string mart) =>
        await db.Scalar<long?>("SELECT at FROM mart_clock WHERE mart = @mart", ("@mart", mart)) is { } micros ? Sql.Instant(micros) : null;

    public static Task<List<Claim>> ReadClaims(Statements db, string mart, int slot, IReadOnlyCollection<string> units) =>
        units.Count == 0
            ? Task.FromResult<List<Claim>>([])
            : db.Rows($"SELECT unit, slot, holder FROM claim WHERE mart = @mart AND slot = @slot AND unit IN ({Places(units.Count)})", Claim,
                [("@mart", mart), ("@slot", slot), .. Values(units)]);

    // The upper bound is the last code point there is, so that a unit may go on with any letter of any script.
    public static Task<List<Claim>> ReadClaims(Statements db, string mart, string prefix) =>
        db.Rows("""
            SELECT unit, slot, holder FROM claim
            WHERE mart = @mart AND unit >= @from AND unit < @to ORDER BY slot, unit
            """, Claim, ("@mart", mart), ("@from", prefix), ("@to", prefix + "\U0010ffff"));

    public static async Task<Answer?> FindAnswer(Statements db, Guid command) =>
        (await db.Rows("SELECT command_id, request_hash, status, body FROM answer WHERE command_id = @id",
            r => new Answer(Guid.Parse(r.GetString(0)), r.GetString(1), r.GetInt32(2), r.GetString(3)), ("@id", command.ToString()))).FirstOrDefault();

    public static async Task<PersonalRow?> ReadPersonal(Statements db, string mart, string id) =>
        (await db.Rows("SELECT id, owner, kind, data FROM personal WHERE mart = @mart AND id = @id", Personal,
            ("@mart", mart), ("@id", id))).FirstOrDefault();

    public static Task<List<PersonalRow>> ReadAllPersonal(Statements db, string mart) =>
        db.Rows("SELECT id, owner, kind, data FROM personal WHERE mart = @mart ORDER BY id", Personal, ("@mart", mart));

    public static Task<List<PersonalRow>> ReadPersonalOf(Statements db, string mart, string owner) =>
        db.Rows("SELECT id, owner, kind, data FROM personal WHERE mart = @mart AND owner = @owner ORDER BY id", Personal,
            ("@mart", mart), ("@owner", owner));

    private static string Places(int count) => string.Join(", ", Enumerable.Range(0, count).Select(Place));

    private static IEnumerable<(string, object?)> Values(IEnumerable<string> values) => values.Select((v, i) => (Place(i), (object?)v));

    private static string Place(int number) => "@v" + number.ToString(CultureInfo.InvariantCulture);

    private static Claim Claim(DbDataReader r) => new(r.GetString(0), r.GetInt32(1), r.GetString(2));

    private static PersonalRow Personal(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3));

    private static RecordedEvent Event(DbDataReader r) => new(
        r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), Guid.Parse(r.GetString(4)), r.GetString(5), r.GetInt32(6),
        Sql.Instant(r.GetInt64(7)), Sql.Instant(r.GetInt64(8)),
        new Cause(Guid.Parse(r.GetString(9)), r.GetString(10), r.Text(11), r.Text(12),
            r.Text(13) is { } causation ? Guid.Parse(causation) : null, r.Text(14)),
        r.GetString(15));
}
