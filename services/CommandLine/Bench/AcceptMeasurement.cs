using System.Globalization;

namespace TravelMart.CommandLine.Bench;

/// <summary>
/// Bookings per second through everything that an acceptance passes: HTTP, token, idempotency key, decision, claims, event, answer, flush;
/// with the relays and boards at work behind it, and the callers on the same machine.
/// </summary>
internal sealed class AcceptMeasurement : Measurement
{
    // Until the runtime has compiled what is used often for the last time.
    private const int WarmUps = 3;

    public override string Name => "accept";

    public override string Meaning =>
        $"{BenchMart.Size * BenchMart.Size} meetings accepted over HTTP by {BenchMart.Callers} callers at once, against the same rows by plain SQL in a file of the same kind";

    public override int Steps(int runs) => WarmUps + runs;

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        await using var system = await place.StartSystem(Name, cancel);
        List<double> ours = [], work = [], single = [], grouped = [];
        for (var round = 1; round <= WarmUps; round++)
        {
            await Measure(place, new BenchMart(system.Api, string.Create(CultureInfo.InvariantCulture, $"warm-up-{round}")), cancel);
            step();
        }
        for (var run = 1; run <= runs; run++)
        {
            var (accepted, processor, each, many) = await Measure(place, new BenchMart(system.Api, string.Create(CultureInfo.InvariantCulture, $"accept-{run}")), cancel);
            ours.Add(accepted);
            work.Add(processor);
            single.Add(each);
            grouped.Add(many);
            step();
        }
        return
        [
            Figure.Of("accepted over HTTP", "bookings/s", ours),
            Figure.Of("processor time of callers, services and boards", "ms/booking", work),
            Figure.Of("plain SQL, one transaction each", "bookings/s", single),
            Figure.Of($"plain SQL, {BenchMart.Callers} in a transaction", "bookings/s", grouped),
            Figure.Ratio("over HTTP to one transaction each", ours, single),
            Figure.Ratio("over HTTP to grouped transactions", ours, grouped),
        ];
    }

    private async Task<(double Ours, double Work, double Single, double Grouped)> Measure(Workplace place, BenchMart mart, CancellationToken cancel)
    {
        await mart.Open(cancel);
        var asked = await mart.Ask(BenchMart.Size, cancel);
        var worked = Environment.CpuUsage.TotalTime;
        var seconds = await Seconds(() => mart.AcceptAll(asked, cancel));
        await mart.Settle(cancel);
        worked = Environment.CpuUsage.TotalTime - worked;
        var rows = new BookingRows(Path.Combine(place.At(Name), "matching.db"), mart.Id);
        var single = rows.Write(place.At($"{mart.Id}-single.db"), 1);
        return (asked.Count / seconds, worked.TotalMilliseconds / asked.Count, single, rows.Write(place.At($"{mart.Id}-grouped.db"), BenchMart.Callers));
    }
}
