using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using TravelMart.CommandLine.Hosting;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart up</c> and <c>down</c>: every service in processes of its own, on a private PostgreSQL and RabbitMQ.</summary>
internal static class UpVerb
{
    private const int DefaultPort = 5081, MostInstances = 5;

    public static Command Up()
    {
        var data = Shared.Data();
        var instances = new Option<int>("--instances") { Description = "Processes of each service.", HelpName = "N", DefaultValueFactory = _ => 1 };
        instances.Validators.Add(r => { if (!Shared.IsNumber(r, 1, MostInstances)) r.AddError($"--instances is a number from 1 to {MostInstances}"); });
        var port = new Option<int?>("--port") { Description = string.Create(CultureInfo.InvariantCulture, $"The port of the first process; the others follow. Usually {DefaultPort}."), HelpName = "N" };
        port.Validators.Add(r => { if (!Shared.IsNumber(r, 1, 65500)) r.AddError("--port is a number from 1 to 65500"); });
        var command = new Command("up", "Starts PostgreSQL, RabbitMQ and every service as separate processes, and waits until all are healthy.") { data, instances, port };
        command.SetAction((use, cancel) => Shared.Guard(() => Start(Folder(use.GetRequiredValue(data)), use.GetValue(instances), use.GetValue(port), cancel)));
        return command;
    }

    public static Command Down()
    {
        var data = Shared.Data();
        var command = new Command("down", "Stops exactly what 'up' started on a data folder. The data stays.") { data };
        command.SetAction((use, _) => Shared.Guard(() => Stop(Folder(use.GetRequiredValue(data)))));
        return command;
    }

    // Beside the embedded store's own files, which 'run' keeps there.
    public static string Folder(string data) => Path.Combine(Path.GetFullPath(data), "services");

    private static async Task<int> Start(string folder, int instances, int? port, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var before = ClusterState.Read(folder)?.Instances.Count(Cluster.Runs) ?? 0;
        var cluster = await Shared.People.Status().StartAsync("starting", status =>
            Cluster.Start(folder, instances, port ?? (before > 0 ? null : DefaultPort), what => status.Status = "waiting for " + what, cancel));
        Show(cluster.State);
        var all = cluster.State.Instances.Count;
        if (before > 0) Shared.People.MarkupLine(before == all ? "All services ran already." : string.Create(CultureInfo.InvariantCulture, $"{all - before} of {all} were missing and have been started."));
        Shared.People.MarkupLine(string.Create(CultureInfo.InvariantCulture,
            $"All are healthy after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s. Logs: {Path.Combine(folder, "log").EscapeMarkup()}; [bold]travelmart down[/] stops them."));
        return ExitCode.Done;
    }

    private static async Task<int> Stop(string folder)
    {
        var any = await Shared.People.Status().StartAsync("stopping", status => Cluster.Stop(folder, what => status.Status = "stopping " + what));
        Shared.People.MarkupLine(any ? "Stopped. The data is kept." : "Nothing was started on this folder.");
        return ExitCode.Done;
    }

    private static void Show(ClusterState state)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("what").AddColumn("address").AddColumn(new TableColumn("process").RightAligned());
        table.AddRow("postgresql", $"127.0.0.1:{state.PostgresPort}", "");
        table.AddRow("rabbitmq", $"127.0.0.1:{state.RabbitPort}", "");
        foreach (var i in state.Instances) table.AddRow($"{i.Service} {i.Number}", i.Address.ToString().TrimEnd('/'), i.ProcessId.ToString(CultureInfo.InvariantCulture));
        Shared.Answers.Write(table);
    }
}
