using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Spectre.Console;
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
        var before = checks.Count;
        if (RunningHere.Find(data) is { } address) checks.AddRange(await Health("system", address, cancel));
        foreach (var instance in ClusterState.Read(UpVerb.Folder(data))?.Instances ?? [])
            if (instance.ProcessId > 0) checks.AddRange(await Health(string.Create(CultureInfo.InvariantCulture, $"{instance.Service} {instance.Number}"), instance.Address, cancel));
        if (checks.Count == before) checks.Add(("system", "not running on this folder", true));
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

    // What is well needs one line, and what is not says why in its own words.
    private static async Task<IReadOnlyList<(string, string, bool)>> Health(string what, Uri address, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancel);
            var ready = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancel));
            var complaints = string.Join("; ", ready.GetProperty("troubles").EnumerateArray().Concat(ready.GetProperty("alarms").EnumerateArray()).Select(a => a.GetString()));
            var behind = ready.GetProperty("followers").EnumerateArray().Sum(r => r.GetProperty("events").GetInt64());
            var waiting = behind == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {behind} events to hand over");
            return [(what, $"{ready.GetProperty("status").GetString()} at {address}{waiting}{(complaints.Length > 0 ? ": " + complaints : "")}", complaints.Length == 0)];
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return [(what, $"does not answer at {address}", false)];
        }
    }
}
