using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using TravelMart.Boards;
using TravelMart.Catalogue;
using TravelMart.CommandLine.Client;
using TravelMart.LocalServers;
using TravelMart.Matching;
using TravelMart.Portal;
using TravelMart.Registration;

namespace TravelMart.CommandLine.Hosting;

/// <summary>Every service in processes of its own on this machine, with a private PostgreSQL and a private RabbitMQ.</summary>
internal sealed class Cluster
{
    /// <summary>The database that all services share.</summary>
    public const string DatabaseName = "travelmart";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), AlarmPatience = TimeSpan.FromSeconds(20);

    private static readonly (string Name, string Program)[] Services =
    [
        (RegistrationModule.ServiceName, "TravelMart.Registration.dll"), (CatalogueModule.ServiceName, "TravelMart.Catalogue.dll"),
        (MatchingModule.ServiceName, "TravelMart.Matching.dll"), (BoardsModule.ServiceName, "TravelMart.Boards.dll"),
        (PortalModule.ServiceName, "TravelMart.Portal.dll"),
    ];

    private readonly string _folder;
    private readonly string _database;

    private Cluster(string folder, string database, ClusterState state, PostgresServer postgres, RabbitServer rabbit) =>
        (_folder, _database, State, Postgres, Rabbit) = (folder, database, state, postgres, rabbit);

    /// <summary>What was started.</summary>
    public ClusterState State { get; private set; }

    public PostgresServer Postgres { get; }

    public RabbitServer Rabbit { get; }

    /// <summary>The first process of a service.</summary>
    public Uri AddressOf(string service) => State.Instances.First(i => i.Service == service).Address;

    /// <summary>
    /// Starts what does not run yet on a folder and waits until all of it is healthy. The plan is kept before anything starts, so that what was begun can
    /// be stopped.
    /// </summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="instances">Processes of each service.</param>
    /// <param name="firstPort">Port of the first process, the others follow; null for any free ones.</param>
    /// <param name="told">Hears what is being waited for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ServerException">A server or a service does not start, or another number of processes runs.</exception>
    public static async Task<Cluster> Start(string folder, int instances, int? firstPort, Action<string> told, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.Combine(folder, "log"));
        var before = ClusterState.Read(folder);
        var state = new ClusterState(before?.PostgresPort ?? 0, before?.RabbitPort ?? 0, before?.Secret ?? RandomNumberGenerator.GetHexString(48, lowercase: true),
            Plan(before, instances, firstPort));
        state.Write(folder);
        told("PostgreSQL");
        var postgres = await PostgresServer.Start(Path.Combine(folder, "postgres"), Free(before?.PostgresPort), cancel);
        told("RabbitMQ");
        var rabbit = await RabbitServer.Start(Path.Combine(folder, "rabbitmq"), Free(before?.RabbitPort), cancel);
        state = state with { PostgresPort = postgres.Port, RabbitPort = rabbit.Port };
        state.Write(folder);
        var cluster = new Cluster(folder, await postgres.Database(DatabaseName), state, postgres, rabbit);
        foreach (var instance in state.Instances.Where(i => !Runs(i))) cluster.StartOne(instance);
        foreach (var instance in cluster.State.Instances)
        {
            told($"{instance.Service} {instance.Number}");
            await cluster.WaitUntilReady(instance, cancel);
        }
        return cluster;
    }

    /// <summary>Whether the process of an instance runs.</summary>
    public static bool Runs(ServiceInstance instance)
    {
        using var process = Running(instance);
        return process is not null;
    }

    // What runs stays where it is, and what is missing joins it: the processes know each other's addresses from their start.
    private static IReadOnlyList<ServiceInstance> Plan(ClusterState? before, int instances, int? firstPort)
    {
        if (before?.Instances.Any(Runs) == true)
        {
            if (before.Instances.Max(i => i.Number) is var run && run != instances)
                throw new ServerException($"{run} of each service run on this folder; stop them first with 'travelmart down'");
            if (firstPort is { } port && port != before.Instances[0].Address.Port)
                throw new ServerException($"the services on this folder run from port {before.Instances[0].Address.Port} on; stop them first with 'travelmart down'");
            return before.Instances;
        }
        return [.. Services.SelectMany(s => Enumerable.Range(1, instances).Select(n => (s.Name, Number: n)))
            .Select((p, i) => new ServiceInstance(p.Name, p.Number, new Uri($"http://127.0.0.1:{firstPort + i ?? LocalSystem.FreePort()}")))];
    }

    /// <summary>Stops exactly what a folder says was started; false if nothing was.</summary>
    public static async Task<bool> Stop(string folder, Action<string> told)
    {
        if (ClusterState.Read(folder) is not { } state) return false;
        var running = state.Instances.Select(Running).OfType<Process>().ToList();
        told("services");
        foreach (var process in running) Terminate(process);
        foreach (var process in running)
        {
            if (!process.WaitForExit(TimeSpan.FromSeconds(30))) process.Kill();
            process.Dispose();
        }
        told("RabbitMQ");
        if (Directory.Exists(Path.Combine(folder, "rabbitmq"))) await RabbitServer.StopIn(Path.Combine(folder, "rabbitmq"));
        told("PostgreSQL");
        if (Directory.Exists(Path.Combine(folder, "postgres"))) await PostgresServer.StopIn(Path.Combine(folder, "postgres"));
        (state with { Instances = [.. state.Instances.Select(i => i with { ProcessId = 0, StartedAt = null })] }).Write(folder);
        return true;
    }

    /// <summary>The process of an instance; null if it does not run.</summary>
    public static Process? Running(ServiceInstance instance)
    {
        if (instance.ProcessId == 0) return null;
        try
        {
            var process = Process.GetProcessById(instance.ProcessId);
            if (!process.HasExited && Math.Abs((process.StartTime.ToUniversalTime() - instance.StartedAt!.Value.UtcDateTime).TotalSeconds) < 2) return process;
            process.Dispose();
        }
        catch (ArgumentException) { /* It has ended. */ }
        return null;
    }

    /// <summary>Starts a process that was planned, or one that was killed, at its address.</summary>
    public void StartOne(ServiceInstance instance)
    {
        var start = new ProcessStartInfo("sh") { UseShellExecute = false, WorkingDirectory = _folder };
        var log = Path.Combine(_folder, "log", $"{instance.Service}-{instance.Number}.log");
        // A session of its own: what stops this command does not stop the service.
        foreach (var argument in (string[])["-c", "exec setsid dotnet \"$0\" >>\"$1\" 2>&1 </dev/null", Path.Combine(AppContext.BaseDirectory, ProgramOf(instance)), log])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Variables(instance)) start.Environment["TRAVELMART_" + name] = value;
        using var process = Process.Start(start)!;
        var started = instance with { ProcessId = process.Id, StartedAt = new DateTimeOffset(process.StartTime) };
        State = State with { Instances = [.. State.Instances.Select(i => i.Service == started.Service && i.Number == started.Number ? started : i)] };
        State.Write(_folder);
    }

    /// <summary>Waits until an instance says that it is ready, and for a while that nothing alarms it: its broker connection takes a moment longer.</summary>
    public async Task WaitUntilReady(ServiceInstance instance, CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = instance.Address, Timeout = TimeSpan.FromSeconds(5) };
        var (begun, last) = (Stopwatch.GetTimestamp(), "it does not answer");
        while (Stopwatch.GetElapsedTime(begun) < Patience)
        {
            try
            {
                using var answer = await http.GetAsync("/health/ready", cancel);
                last = await answer.Content.ReadAsStringAsync(cancel);
                if (answer.IsSuccessStatusCode && (last.Contains("\"ready\"", StringComparison.Ordinal) || Stopwatch.GetElapsedTime(begun) > AlarmPatience)) return;
            }
            catch (HttpRequestException) when (Running(State.Instances.First(i => i.Address == instance.Address)) is not null) { /* Not yet. */ }
            catch (HttpRequestException) { throw NotStarted(instance, "it has ended"); }
            catch (TaskCanceledException) when (!cancel.IsCancellationRequested) { /* Not yet. */ }
            await Task.Delay(100, cancel);
        }
        throw NotStarted(instance, last);
    }

    private ServerException NotStarted(ServiceInstance instance, string why) =>
        new($"{instance.Service} {instance.Number} does not start ({why}); see {Path.Combine(_folder, "log", $"{instance.Service}-{instance.Number}.log")}");

    private Dictionary<string, string> Variables(ServiceInstance instance)
    {
        var variables = new Dictionary<string, string>
        {
            ["URL"] = instance.Address.ToString(),
            ["DATABASE"] = _database,
            ["BROKER"] = Rabbit.Address.ToString(),
            // Processes of one service share keys; what a node keeps for itself lies apart.
            ["DATA"] = Path.Combine(_folder, instance.Service == BoardsModule.ServiceName ? $"boards-{instance.Number}" : instance.Service),
            ["NODE"] = instance.Number.ToString(CultureInfo.InvariantCulture),
            ["SERVICE_SECRET"] = State.Secret,
            ["DEVELOPMENT_ISSUER"] = "true",
        };
        foreach (var service in State.Instances.GroupBy(i => i.Service))
            variables["ADDRESS_" + service.Key.ToUpperInvariant()] = string.Join(',', service.Select(i => i.Address));
        return variables;
    }

    private static string ProgramOf(ServiceInstance instance) => Services.First(s => s.Name == instance.Service).Program;

    private static int? Free(int? port) => port is null or 0 || LocalSystem.IsTaken(port.Value) ? null : port;

    private static void Terminate(Process process)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        kill.WaitForExit();
    }
}
