using System.CommandLine;
using Spectre.Console;
using TravelMart.CommandLine.Bench;
using TravelMart.EventSourcing;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart bench</c>: how fast this machine books, recounts, shows and starts, each against its yardstick.</summary>
internal static class BenchVerb
{
    private const int DefaultRuns = 5;
    private const int MostRuns = 100;
    private const int MostEvents = 20_000_000;

    public static Command Create()
    {
        var names = string.Join(", ", Measurement.All.Select(m => m.Name));
        var what = new Argument<string?>("WHAT") { Description = $"One of {names}; everything but stores if left out.", Arity = ArgumentArity.ZeroOrOne };
        what.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } name && Measurement.All.All(m => m.Name != name)) r.AddError($"there is nothing called '{name}' to measure; choose from {names}");
        });
        var runs = new Option<int>("--runs") { Description = "How many runs the medians are taken over.", HelpName = "N", DefaultValueFactory = _ => DefaultRuns };
        runs.Validators.Add(r => { if (r.GetValueOrDefault<int>() is < 1 or > MostRuns) r.AddError($"--runs is a number from 1 to {MostRuns}"); });
        var json = new Option<bool>("--json") { Description = "Print one JSON object on the last line of standard output." };
        var events = new Option<int>("--events") { Description = "How many events each store is filled to; with stores only.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
        events.Validators.Add(r => { if (!Shared.IsNumber(r, 1, MostEvents)) r.AddError($"--events is a number from 1 to {MostEvents}"); });
        var command = new Command("bench", "Measures this machine: medians of several runs, and ratios to a yardstick within each run.") { what, runs, events, json };
        command.SetAction((use, cancel) => Shared.Guard(() =>
        {
            foreach (var stores in Measurement.All.OfType<StoresMeasurement>()) stores.Events = use.GetValue(events);
            return Run(use.GetValue(what), use.GetValue(runs), use.GetValue(json), cancel);
        }));
        return command;
    }

    private static async Task<int> Run(string? what, int runs, bool json, CancellationToken cancel)
    {
        var measurements = Measurement.All.Where(m => what is null ? !m.OnlyWhenAsked : m.Name == what).ToList();
        var report = new BenchReport(runs);
        using var place = new Workplace();
        await Shared.People.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bars = measurements.ToDictionary(m => m, m => context.AddTask(m.Name, autoStart: false, maxValue: m.Steps(runs)));
                foreach (var measurement in measurements)
                {
                    bars[measurement].StartTask();
                    report.Add(measurement, await measurement.Run(place, runs, () => bars[measurement].Increment(1), cancel));
                    bars[measurement].StopTask();
                }
            });
        if (json) Console.Out.WriteLine(report.Json().ToJsonString(FactJson.Options));
        else report.Show(Shared.Answers);
        return ExitCode.Done;
    }
}
