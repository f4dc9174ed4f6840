using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.MartFolders;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart doctor</c>: what this machine and this data folder are like, and whether the running system is well.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var data = Shared.Data();
        var command = new Command("doctor", "Checks this machine, the data folder and the running system. Exit status 1 if something is wrong.") { data };
        command.SetAction((use, cancel) => Shared.Guard(() => Run(use.GetRequiredValue(data), cancel)));
        return command;
    }

    private static async Task<int> Run(string data, CancellationToken cancel)
    {
        var checks = new List<(string What, string Found, bool Well)>
        {
            (".NET", Environment.Version.ToString(), Environment.Version.Major >= 10),
            ("processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), true),
            ("time zones", Zones.DatabaseVersion, Zones.Exists("Asia/Almaty")),
            ("samples", string.Join(", ", SampleFolders.Names()), SampleFolders.Names().Count > 0),
            Folder(data),
        };
        if (RunningHere.Find(data) is { } address) checks.AddRange(await System(address, cancel));
        else checks.Add(("system", "not running on this folder", true));
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        foreach (var (what, found, well) in checks) table.AddRow(well ? "[green]ok[/]" : "[red]wrong[/]", what.EscapeMarkup(), found.EscapeMarkup());
        Shared.Answers.Write(table);
        return checks.All(c => c.Well) ? ExitCode.Done : ExitCode.WrongUse;
    }

    private static (string, string, bool) Folder(string data)
    {
        if (!Directory.Exists(data)) return ("data folder", data + " (not made yet)", true);
        var free = new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace / (1024 * 1024);
        var size = new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) / (1024.0 * 1024);
        return ("data folder", string.Create(CultureInfo.InvariantCulture, $"{data}: {size:0.0} MB, {free} MB free"), free > 200);
    }

    private static async Task<IReadOnlyList<(string, string, bool)>> System(Uri address, CancellationToken cancel)
    {
        using var api = new MartApi(address);
        var ready = await api.Read("/health/ready", cancel);
        var behind = ready.GetProperty("followers").EnumerateArray().Sum(r => r.GetProperty("events").GetInt64());
        var alarms = string.Join("; ", ready.GetProperty("alarms").EnumerateArray().Select(a => a.GetString()));
        var parked = ready.GetProperty("parked").GetInt32();
        var stuck = ready.GetProperty("views").EnumerateArray().Sum(v => v.GetProperty("stuck").GetInt32());
        return
        [
            ("system", $"{ready.GetProperty("status").GetString()} at {address}{(alarms.Length > 0 ? ": " + alarms : "")}", alarms.Length == 0),
            ("relays", behind == 0 ? "nothing waits" : $"{behind} events behind", true),
            ("parked messages", parked.ToString(CultureInfo.InvariantCulture), parked == 0),
            ("stuck views", stuck.ToString(CultureInfo.InvariantCulture), stuck == 0),
        ];
    }
}
