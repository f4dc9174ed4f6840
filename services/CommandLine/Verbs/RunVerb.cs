using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Replay;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart run</c>: every service in one process, with the Almaty day to watch.</summary>
internal static class RunVerb
{
    private const int DefaultPort = 5080;
    private const double DefaultSpeed = 120;
    private const string Sample = AlmatyGenerator.Name;

    public static Command Create()
    {
        var data = Shared.Data();
        var port = new Option<int>("--port") { Description = "The port on this machine.", HelpName = "N", DefaultValueFactory = _ => DefaultPort };
        port.Validators.Add(r => { if (!Shared.IsNumber(r, 1, 65535)) r.AddError("--port is a number from 1 to 65535"); });
        var empty = new Option<bool>("--empty") { Description = "Start without the sample." };
        var speed = new Option<double>("--speed")
        {
            Description = "How many times faster the sample's day passes; 0 for at once.",
            HelpName = "X",
            DefaultValueFactory = _ => DefaultSpeed,
        };
        speed.Validators.Add(r => { if (!Shared.IsNumber(r, 0, 100_000)) r.AddError("--speed is a number from 0 to 100000"); });
        var until = new Option<string?>("--until") { Description = "Stand still at this time of the sample's day, such as 11:40, so that visitors can act in it.", HelpName = "HH:MM" };
        until.Validators.Add(r => { if (TimeOf(r.Tokens is [var said, ..] ? said.Value : null) is null) r.AddError("--until is a time of day such as 11:40"); });
        var command = new Command("run", "Starts everything in one process and shows the Almaty mart day. Data is kept; a second start goes on where it was.") { data, port, empty, speed, until };
        command.SetAction((use, cancel) => Shared.Guard(() =>
            Run(use.GetRequiredValue(data), use.GetValue(port), use.GetValue(empty), Pace.Times(use.GetValue(speed), TimeOf(use.GetValue(until))), cancel)));
        return command;
    }

    private static TimeOnly? TimeOf(string? said) => TimeOnly.TryParseExact(said, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static async Task<int> Run(string data, int port, bool empty, Pace pace, CancellationToken cancel)
    {
        var folder = empty ? null : ReplayVerb.Read(Sample);
        if (folder is null && !empty) return ExitCode.MalformedInput;
        await using var system = await LocalSystem.Start(Path.GetFullPath(data), port, cancel);
        Greet(system.Address, data, folder);
        var playing = folder is null ? Task.CompletedTask : Play(system, folder, pace, cancel);
        try
        {
            if (await Task.WhenAny(playing, system.WaitForShutdown(cancel)) == playing)
            {
                await playing;
                await system.WaitForShutdown(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { }
        Shared.People.MarkupLine("Stopped. Everything is kept in " + data.EscapeMarkup() + ".");
        return ExitCode.Done;
    }

    private static void Greet(Uri address, string data, MartFolder? folder)
    {
        // The address goes to standard output, so that a script can read it; the rest is for people.
        Console.Out.WriteLine(address);
        Shared.People.MarkupLine($"[bold]TravelMart[/] runs at [link]{address}[/]  (data: {data.EscapeMarkup()}; Ctrl-C stops it)");
        Shared.People.MarkupLine("[dim]A demo on this machine alone: its pages let a visitor sign in as anybody.[/]");
        if (folder is null) return;
        var board = new Uri(address, $"/boards/marts/{folder.Settings.Mart}/board");
        Shared.People.MarkupLine($"The hall board: [link]{board}[/]");
    }

    private static async Task Play(LocalSystem system, MartFolder folder, Pace pace, CancellationToken cancel)
    {
        try
        {
            if (await IsOver(system, folder, cancel)) Shared.People.MarkupLine("The sample's day is over; its history is there to look at.");
            else await Watch(system, folder, pace, cancel);
        }
        catch (ServiceException refused)
        {
            // A visitor may have changed what the script goes on with; whatever else the visitor does is still answered.
            await Console.Error.WriteLineAsync($"The sample's day stops here, and the system goes on: {refused.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static async Task Watch(LocalSystem system, MartFolder folder, Pace pace, CancellationToken cancel)
    {
        var watch = new ReplayWatch(Shared.People);
        var result = await watch.Show(() => new Replayer(folder, system.Api, watch, pace).Run(cancel));
        Figures.Show(Shared.People, folder, result);
    }

    private static async Task<bool> IsOver(LocalSystem system, MartFolder folder, CancellationToken cancel)
    {
        var closings = folder.Day.Any(r => r.At > folder.Settings.Phases.Closes) ? 2 : 1;
        var results = await system.Api.Get($"/boards/marts/{folder.Settings.Mart}/results", cancel);
        return results.Ok && results.Text.Contains($"\"number\":{closings.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal);
    }
}
