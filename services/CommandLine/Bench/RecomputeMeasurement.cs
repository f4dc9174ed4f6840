using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Replay;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The sample's whole history recomputed as the organizer's button does it: read from every service over HTTP, folded from event zero, compared
/// with the live view and put in its place; against merely reading the same rows from the same files.
/// </summary>
internal sealed class RecomputeMeasurement : Measurement
{
    private const int ReadsInOneRun = 10;

    public override string Name => "recompute";

    public override string Meaning => "every event of the sample recomputed and compared with the live view, against merely reading the same rows";

    public override int Steps(int runs) => 1 + (runs * 2);

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        var sample = await place.Sample(cancel);
        step();
        await using var system = await Hosting.LocalSystem.Start(sample.Folder, null, cancel);
        List<double> ours = [], rows = [];
        await Recompute(system.Api, sample.Mart, cancel);
        var events = History.Services.Sum(s => ReadRows(sample, s));
        for (var run = 0; run < runs; run++)
        {
            ours.Add(events / await Seconds(() => Recompute(system.Api, sample.Mart, cancel)));
            step();
            rows.Add(events * ReadsInOneRun / await Seconds(() => Task.Run(() => ReadAgain(sample), cancel)));
            step();
        }
        return
        [
            Figure.Of("recomputed and compared", "events/s", ours),
            Figure.Of("rows merely read", "events/s", rows),
            Figure.Ratio("recomputing to reading", ours, rows),
            new("events", "", events, []),
        ];
    }

    private static async Task Recompute(MartApi api, string mart, CancellationToken cancel) =>
        MartApi.Expect(await api.Call(Roles.Organizer, null, new(HttpMethod.Post, $"/boards/marts/{mart}/recompute", new { }, ""), cancel), "recompute");

    private static void ReadAgain(SampleData sample)
    {
        for (var i = 0; i < ReadsInOneRun; i++)
            foreach (var service in History.Services) ReadRows(sample, service);
    }

    private static int ReadRows(SampleData sample, string service) => EventRows.Read(Path.Combine(sample.Folder, service + ".db"), sample.Mart);
}
