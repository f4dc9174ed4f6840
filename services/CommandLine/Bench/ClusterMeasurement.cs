using System.Diagnostics;
using System.Globalization;
using TravelMart.Boards;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// The services as processes of their own, on a private PostgreSQL and RabbitMQ: how soon they are all healthy, bookings and messages a second,
/// how long an acceptance takes to the board, and what each process needs.
/// </summary>
internal sealed class ClusterMeasurement : Measurement
{
    private const int WarmUps = 3, Meetings = BenchMart.Size * BenchMart.Size;

    public override string Name => "cluster";

    public override string Meaning =>
        $"the services apart: {Meetings} meetings accepted over HTTP by {BenchMart.Callers} callers at once, against the same rows by plain pipelined SQL; and their messages, held back and then let go";

    public override int Steps(int runs) => 1 + WarmUps + (2 * runs) + BoardMeasurement.Acceptances(runs);

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        var folder = place.Shared(Name);
        var begun = Stopwatch.GetTimestamp();
        var cluster = await Cluster.Start(folder, 1, null, _ => { }, cancel);
        try
        {
            var up = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            step();
            using var api = new MartApi(cluster.AddressOf(BoardsModule.ServiceName));
            var figures = new List<Figure> { new("all healthy after", "s", up, []) };
            figures.AddRange(await Bookings(cluster, api, runs, step, cancel));
            figures.AddRange(await BoardMeasurement.Waits(new BenchMart(api, "board"), cluster.AddressOf(BoardsModule.ServiceName), BoardMeasurement.Acceptances(runs), step, cancel));
            figures.AddRange(cluster.State.Instances.Select(i => new Figure("memory of " + i.Service, "MB", Megabytes(i), [])));
            return figures;
        }
        finally { await Cluster.Stop(folder, _ => { }); }
    }

    private static async Task<IReadOnlyList<Figure>> Bookings(Cluster cluster, MartApi api, int runs, Action step, CancellationToken cancel)
    {
        List<double> ours = [], single = [], grouped = [], messages = [];
        for (var round = 1; round <= WarmUps; round++)
        {
            await Accept(new BenchMart(api, Id("warm-up", round)), cancel);
            step();
        }
        var database = await cluster.Postgres.Database("travelmart");
        for (var run = 1; run <= runs; run++)
        {
            var mart = new BenchMart(api, Id("accept", run));
            ours.Add(await Accept(mart, cancel));
            var rows = await PostgresRows.Of(database, mart.Id, cancel);
            single.Add(await rows.Write(1, cancel));
            grouped.Add(await rows.Write(BenchMart.Callers, cancel));
            step();
            messages.Add(await Drain(cluster, api, new BenchMart(api, Id("messages", run)), cancel));
            step();
        }
        return
        [
            Figure.Of("accepted over HTTP", "bookings/s", ours),
            Figure.Of("plain pipelined SQL, one transaction each", "bookings/s", single),
            Figure.Of($"plain pipelined SQL, {BenchMart.Callers} in a transaction", "bookings/s", grouped),
            Figure.Ratio("over HTTP to one transaction each", ours, single),
            Figure.Ratio("over HTTP to grouped transactions", ours, grouped),
            Figure.Of("log to broker to board", "messages/s", messages),
        ];
    }

    private static async Task<double> Accept(BenchMart mart, CancellationToken cancel)
    {
        await mart.Open(cancel);
        var asked = await mart.Ask(BenchMart.Size, cancel);
        var seconds = await Seconds(() => mart.AcceptAll(asked, cancel));
        await mart.Settle(cancel);
        return asked.Count / seconds;
    }

    // The broker stands still while meetings are accepted, so that their messages wait in the log; then it goes on.
    private static async Task<double> Drain(Cluster cluster, MartApi api, BenchMart mart, CancellationToken cancel)
    {
        await mart.Open(cancel);
        var asked = await mart.Ask(BenchMart.Size, cancel);
        var broker = cluster.Rabbit.ProcessId ?? throw new ServiceException("the broker has ended");
        Signal(broker, "-STOP");
        try { await mart.AcceptAll(asked, cancel); }
        finally { Signal(broker, "-CONT"); }
        return asked.Count / await Seconds(() => api.Until("the board to show every meeting", $"/boards/marts/{mart.Id}/totals",
            totals => totals.GetProperty("booked").GetInt32() == asked.Count, cancel));
    }

    private static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }

    private static double Megabytes(ServiceInstance instance)
    {
        using var process = Cluster.Running(instance);
        return (process?.WorkingSet64 ?? 0) / (1024.0 * 1024);
    }

    private static string Id(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");
}
