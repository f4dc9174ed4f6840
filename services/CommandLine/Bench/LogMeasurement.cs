using System.Globalization;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The event log alone, without a service around it: commits as a booking makes them, by one caller and by many at once, each flushed to
/// the disk before its caller is told; and reading forward. Against the same rows by plain SQL.
/// </summary>
internal sealed class LogMeasurement : Measurement
{
    // As many flushes for one caller as for its yardstick: some disks are fast for a while and then make everybody wait.
    private const int Alone = 512;
    private const int Together = 4096;
    private const int Callers = 64;
    private const int ReadsInOneRun = 10;

    public override string Name => "log";

    public override string Meaning =>
        $"commits of an event, two claims and an answer, by one caller and by {Callers} at once, and reading forward, against the same rows by plain SQL in a file of the same kind";

    public override int Steps(int runs) => 1 + runs;

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        List<Speeds> found = [];
        for (var run = 0; run <= runs; run++)
        {
            found.Add(await Measure(place, string.Create(CultureInfo.InvariantCulture, $"log-{run}"), cancel));
            step();
        }
        // The first run warms up.
        List<double> Each(Func<Speeds, double> of) => [.. found.Skip(1).Select(of)];
        return
        [
            Figure.Of("one caller", "commits/s", Each(s => s.Alone)),
            Figure.Of($"{Callers} callers at once", "commits/s", Each(s => s.Together)),
            Figure.Of("plain SQL, one transaction each", "commits/s", Each(s => s.Single)),
            Figure.Of($"plain SQL, {Callers} in a transaction", "commits/s", Each(s => s.Grouped)),
            Figure.Of("read forward", "events/s", Each(s => s.Read)),
            Figure.Of("rows merely read", "events/s", Each(s => s.Rows)),
            Figure.Ratio("one caller to one transaction each", Each(s => s.Alone), Each(s => s.Single)),
            Figure.Ratio($"{Callers} callers to one transaction each", Each(s => s.Together), Each(s => s.Single)),
            Figure.Ratio($"{Callers} callers to {Callers} in a transaction", Each(s => s.Together), Each(s => s.Grouped)),
            Figure.Ratio("reading forward to merely reading", Each(s => s.Read), Each(s => s.Rows)),
        ];
    }

    private sealed record Speeds(double Alone, double Together, double Single, double Grouped, double Read, double Rows);

    private static async Task<Speeds> Measure(Workplace place, string name, CancellationToken cancel)
    {
        var file = place.At(name + ".db");
        await using var log = SqliteEventLog.Open(file, EventTypes.In(), TimeProvider.System);
        var alone = Alone / await Seconds(() => Append(log, nameof(Alone), Alone, 1, cancel));
        var single = new BookingRows(file, nameof(Alone)).Write(place.At(name + "-single.db"), 1);
        var together = Together / await Seconds(() => Append(log, nameof(Together), Together, Callers, cancel));
        var grouped = new BookingRows(file, nameof(Together)).Write(place.At(name + "-grouped.db"), Callers);
        var read = ReadsInOneRun * Together / await Seconds(() => ReadForward(log, cancel));
        var rows = ReadsInOneRun * Together / await Seconds(() => Task.Run(() => ReadRows(file), cancel));
        return new(alone, together, single, grouped, read, rows);
    }

    private static Task Append(SqliteEventLog log, string mart, int count, int callers, CancellationToken cancel) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = callers, CancellationToken = cancel }, async (number, _) =>
            await log.Append(Booking(mart, number), CancellationToken.None));

    private static Commit Booking(string mart, int number)
    {
        var cause = new Cause(Guid.CreateVersion7(), "seller:S01");
        var meeting = string.Create(CultureInfo.InvariantCulture, $"meeting/{number}");
        var fact = new RawFact("meeting-booked", 1, $$"""{"buyer":"B{{number}}","seller":"S01","slot":7,"table":"7","origin":"psa","repeat":false,"reason":"Put forward by the buyer, accepted by the seller."}""");
        return new(mart, DateTimeOffset.UnixEpoch, cause)
        {
            Streams = [new(meeting, 0, [fact])],
            Claims = [new($"company/B{number}/1", 7, meeting), new($"table/{number}", 7, meeting)],
            Answer = new(cause.CommandId, FactJson.Hash(meeting), 200, $$"""{"meeting":"{{meeting}}"}"""),
        };
    }

    private static async Task ReadForward(SqliteEventLog log, CancellationToken cancel)
    {
        for (var i = 0; i < ReadsInOneRun; i++)
            await foreach (var _ in log.Follow(0, nameof(Together), cancel)) { }
    }

    private static void ReadRows(string file)
    {
        for (var i = 0; i < ReadsInOneRun; i++) EventRows.Read(file, nameof(Together));
    }
}
