using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace TravelMart.CommandLine.Bench;

/// <summary>What was measured, for people and for programs.</summary>
internal sealed class BenchReport(int runs)
{
    private readonly List<(Measurement Measurement, IReadOnlyList<Figure> Figures)> _found = [];

    public void Add(Measurement measurement, IReadOnlyList<Figure> figures) => _found.Add((measurement, figures));

    public void Show(IAnsiConsole console)
    {
        foreach (var (measurement, figures) in _found)
        {
            console.MarkupLine($"[bold]{measurement.Name}[/]: {measurement.Meaning.EscapeMarkup()}");
            var table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn(new TableColumn("median").RightAligned()).AddColumn("unit")
                .AddColumn(new TableColumn("lowest").RightAligned()).AddColumn(new TableColumn("highest").RightAligned());
            foreach (var f in figures)
                table.AddRow(f.Name.EscapeMarkup(), Text(f.Value), f.Unit, f.Runs.Count == 0 ? "" : Text(f.Runs.Min()), f.Runs.Count == 0 ? "" : Text(f.Runs.Max()));
            console.Write(table);
        }
        console.MarkupLine($"[dim]Runs: {runs}. Ratios are taken within each run. Callers and services share this machine ({Environment.ProcessorCount} processors).[/]");
    }

    public JsonObject Json()
    {
        var report = new JsonObject
        {
            ["runs"] = runs,
            ["machine"] = new JsonObject
            {
                ["processors"] = Environment.ProcessorCount, ["system"] = RuntimeInformation.OSDescription, ["runtime"] = RuntimeInformation.FrameworkDescription,
            },
        };
        foreach (var (measurement, figures) in _found)
            report[measurement.Name] = new JsonObject
            {
                ["meaning"] = measurement.Meaning,
                ["figures"] = new JsonArray([.. figures.Select(f => new JsonObject
                {
                    ["name"] = f.Name, ["unit"] = f.Unit, ["value"] = Rounded(f.Value), ["runs"] = new JsonArray([.. f.Runs.Select(r => JsonValue.Create(Rounded(r)))]),
                })]),
            };
        return report;
    }

    private static string Text(double value) => Rounded(value).ToString("#,0.###", CultureInfo.InvariantCulture);

    // Three digits say all that a benchmark knows; whole numbers stay whole.
    private static double Rounded(double value) => Math.Abs(value) >= 100 ? Math.Round(value) : Math.Round(value, Math.Abs(value) >= 10 ? 1 : 3);
}
