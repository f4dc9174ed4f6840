using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TravelMart.EventSourcing;
using TravelMart.Matching;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>One store of the event log's port, and what is done to each of them alike.</summary>
/// <param name="Name">What it is called in figures.</param>
/// <param name="Place">Where it is: a place of its own, so that no store carries another's rows.</param>
/// <param name="Table">The table that its events lie in.</param>
internal sealed record BenchedStore(string Name, LogPlace Place, string Table)
{
    private const string Fact = """{"buyer":"B17","seller":"S01","slot":7,"units":["company/B17/1","company/S01/1","table/7"],"table":"7","origin":"psa","repeat":false,"reason":"Put forward by the buyer, accepted by the seller."}""";

    /// <summary>An instance, as a process has it.</summary>
    public IEventLog Open() => Place.Open(new MatchingModule(), EventTypes.In(), TimeProvider.System);

    /// <summary>Commits, so many by so many callers at once; how many a second.</summary>
    public static async Task<double> Append(IEventLog log, string mart, int commits, int callers, int claims, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, commits, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancel }, async (number, _) =>
            Expect(await log.Append(Meeting(string.Create(CultureInfo.InvariantCulture, $"{mart}-{number % 4}"), number, claims), CancellationToken.None)));
        return commits / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Milliseconds from the answer to a commit until a subscriber of another instance has it; 0 where it was there before the answer.</summary>
    public static async Task<IReadOnlyList<double>> Delays(IEventLog writer, IEventLog reader, string mart, int commits, CancellationToken cancel)
    {
        var seen = new double[commits];
        var position = await writer.LastPosition(cancel);
        var following = Task.Run(async () =>
        {
            for (var count = 0; count < commits;)
            {
                var batch = await reader.ReadForward(position, 100, cancel: cancel);
                foreach (var _ in batch) seen[count++] = Now();
                if (batch.Count > 0) position = batch[^1].Position;
                else await reader.WaitForCommit(position, TimeSpan.FromMilliseconds(250), cancel);
            }
        }, cancel);
        var told = new double[commits];
        for (var number = 0; number < commits; number++)
        {
            Expect(await writer.Append(Meeting(mart, number, 0), cancel));
            told[number] = Now();
            await Task.Delay(5, cancel);
        }
        await following;
        return [.. seen.Zip(told, (s, t) => Math.Max(0, s - t))];
    }

    /// <summary>Appends until the log has so many events, in commits of 500.</summary>
    public static async Task Fill(IEventLog log, long events, Action<int> advance, CancellationToken cancel)
    {
        var there = (await log.Backlog(0, cancel)).Events;
        for (var commit = 0; there < events; commit++)
        {
            var size = (int)Math.Min(500, events - there);
            Expect(await log.Append(Commit("filled", [new(string.Create(CultureInfo.InvariantCulture, $"stream/{commit}"), 0, [.. Enumerable.Repeat(Booked, size)])]), cancel));
            there += size;
            advance(size);
        }
    }

    /// <summary>Reads the whole log forward; events a second.</summary>
    public static async Task<double> Replay(IEventLog log, CancellationToken cancel)
    {
        var (begun, events) = (Stopwatch.GetTimestamp(), 0L);
        await foreach (var _ in log.Follow(0, cancel: cancel)) events++;
        return events / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>The yardstick of reading: the same rows by plain SQL, looked at by nobody; rows a second.</summary>
    public async Task<double> Rows(CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        if (Place.Store == LogStore.Sqlite) return EventRows.Read(File) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await using var source = NpgsqlDataSource.Create(Place.Where);
        await using var query = source.CreateCommand($"SELECT * FROM {Table}");
        query.CommandTimeout = 0;
        await using var reader = await query.ExecuteReaderAsync(cancel);
        var (row, rows) = (new object[reader.FieldCount], 0L);
        for (; await reader.ReadAsync(cancel); rows++) reader.GetValues(row);
        return rows / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>Bytes on the disk, tables and indexes.</summary>
    public async Task<double> Bytes(CancellationToken cancel)
    {
        if (Place.Store == LogStore.Sqlite) return new FileInfo(File).Length;
        await using var source = NpgsqlDataSource.Create(Place.Where);
        await using var sum = source.CreateCommand("SELECT sum(pg_total_relation_size(c.oid))::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'matching' AND c.relkind = 'r'");
        return (long)(await sum.ExecuteScalarAsync(cancel))!;
    }

    private string File => Path.Combine(Place.Where, "matching.db");

    private static RawFact Booked { get; } = new("meeting-booked", 1, Fact);

    private static double Now() => Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;

    private static Commit Meeting(string mart, int number, int claims)
    {
        var meeting = "meeting/" + Guid.CreateVersion7();
        var commit = Commit(mart, [new(meeting, 0, [Booked])]);
        return claims == 0 ? commit : commit with
        {
            Claims = [.. Enumerable.Range(0, claims).Select(i => new Claim($"unit/{i}/{meeting}", number, meeting))],
            Answer = new(commit.Cause.CommandId, FactJson.Hash(meeting), 200, $$"""{"meeting":"{{meeting}}"}"""),
        };
    }

    private static Commit Commit(string mart, IReadOnlyList<StreamAppend> streams) => new(mart, DateTimeOffset.UnixEpoch, new Cause(Guid.CreateVersion7(), "seller:S01")) { Streams = streams };

    private static void Expect(CommitResult result)
    {
        if (result is not CommitResult.Done) throw new InvalidOperationException($"a commit of the benchmark was refused: {result}");
    }
}
