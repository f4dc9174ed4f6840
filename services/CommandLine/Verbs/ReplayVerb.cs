using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Replay;
using TravelMart.EventSourcing;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart replay</c>: drives a mart folder through the public API and shows what its events add up to.</summary>
internal static class ReplayVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A sample's name, such as almaty-2023, or the path of a mart folder." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object on the last line of standard output, and nothing to watch." };
        var against = Shared.Against();
        var data = new Option<string?>("--data") { Description = "Keep the data in this folder (otherwise a temporary one).", HelpName = "DIR" };
        var command = new Command("replay", "Replays a mart from its folder, through the public API, on the mart's own clock.") { folder, json, against, data };
        command.SetAction((use, cancel) => Shared.Guard(() => Run(use.GetRequiredValue(folder), use.GetValue(json), use.GetValue(against), use.GetValue(data), cancel)));
        return command;
    }

    private static async Task<int> Run(string name, bool json, string? against, string? data, CancellationToken cancel)
    {
        if (Read(name) is not { } folder) return ExitCode.MalformedInput;
        await using var system = against is null
            ? data is not null && RunningHere.Find(data) is { } running ? LocalSystem.At(running) : await LocalSystem.Start(data, null, cancel)
            : await Shared.Open(against, "", cancel);
        var watch = new ReplayWatch(json ? null : Shared.People);
        var result = await watch.Show(() => new Replayer(folder, system.Api, watch, Pace.AtOnce).Run(cancel));
        foreach (var row in result.Unmatched)
            await Console.Error.WriteLineAsync($"day.csv:{row.Line}: {Desk.Word(row.What)} of {row.Pair}: they have no such meeting");
        if (json) Console.Out.WriteLine(result.Report.ToJsonString(FactJson.Options));
        else Figures.Show(Shared.People, folder, result);
        return result.Equal ? ExitCode.Done : ExitCode.WrongUse;
    }

    /// <summary>The folder; null after its errors have been told.</summary>
    public static MartFolder? Read(string name)
    {
        if (SampleFolders.Find(name) is not { } path)
            throw new ServiceException($"there is no mart folder '{name}'; samples: {string.Join(", ", SampleFolders.Names())}");
        var read = MartFolder.Read(path);
        foreach (var error in read.Errors) Console.Error.WriteLine(error);
        if (read.Folder is null) Console.Error.WriteLine($"travelmart: {read.Errors.Count} {(read.Errors.Count == 1 ? "error" : "errors")} in {name}; nothing was loaded");
        return read.Folder;
    }
}

/// <summary>The figures of a replay, for people.</summary>
internal static class Figures
{
    private static readonly (string Key, string Words)[] Rows =
    [
        ("sellers", "sellers"), ("buyers", "buyers"), ("companies", "companies"), ("wishes", "wishes"), ("planned", "meetings planned before the day"),
        ("declined", "requests declined"), ("cancelled", "meetings cancelled"), ("noShows", "no-shows"), ("held", "meetings held"),
        ("psa", "… counted, pre-scheduled"), ("onSite", "… counted, on-site"), ("walkIns", "… counted, walk-in"),
        ("consultations", "consultations (rule v1)"), ("distinctPairs", "distinct pairs"),
    ];

    public static void Show(IAnsiConsole console, MartFolder folder, ReplayResult result)
    {
        var report = result.Report;
        var table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn(new TableColumn("live").RightAligned())
            .AddColumn(new TableColumn("recomputed").RightAligned()).AddColumn(new TableColumn("reported").RightAligned());
        foreach (var (key, words) in Rows)
            table.AddRow(words.EscapeMarkup(), Cell(report["live"], key), Cell(report["recomputed"], key), Cell(report["reported"], key));
        console.Write(table);
        console.MarkupLine(result.Equal
            ? $"[green]Every figure recomputed from {report["events"]} events agrees with the live one[/], in {report["seconds"]} s."
            : "[red]Live and recomputed figures differ.[/]");
        foreach (var note in folder.Synthetic) console.MarkupLine($"[dim]{note.EscapeMarkup()}[/]");
        if (folder.Synthetic.Count > 0) console.MarkupLine("[dim]Pairings are synthetic: this replay shows that the program counts rightly. It proves nothing about the real event.[/]");
    }

    private static string Cell(JsonNode? figures, string key) => figures?[key]?.ToString().EscapeMarkup() ?? "";
}
