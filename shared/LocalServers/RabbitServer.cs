using System.Diagnostics;
using System.Globalization;

namespace TravelMart.LocalServers;

/// <summary>
/// A private RabbitMQ from the installed packages: loopback only, its own data folder, password and name server. It outlives the
/// process that started it until it is stopped.
/// </summary>
public sealed class RabbitServer
{
    private const string User = "travelmart", PackageUser = "rabbitmq";
    private const string PortFile = "port", NamesFile = "epmd";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90), LongestGoodbye = TimeSpan.FromSeconds(45);
    private readonly ServerFolder _folder;
    private readonly string _program;
    private readonly string _password;
    private readonly (int Distribution, int Names) _ports;

    private RabbitServer(ServerFolder folder, string program, string password, int port, (int Distribution, int Names) ports)
    {
        (_folder, _program, _password, Port, _ports) = (folder, program, password, port, ports);
    }

    /// <summary>The port on the loopback address.</summary>
    public int Port { get; }

    /// <summary>Where clients connect to, with user and password.</summary>
    public Uri Address => AddressOf(_password, Port);

    /// <summary>The broker; null when it does not run.</summary>
    public int? ProcessId =>
        File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile).Trim(), CultureInfo.InvariantCulture, out var pid) && Runs(pid) ? pid : null;

    private string PidFile => _folder.File("pid");

    /// <summary>Whether the package is installed.</summary>
    public static bool IsInstalled => Program() is not null;

    /// <summary>Where clients of the broker of a folder connect to; null where none was ever started.</summary>
    public static Uri? AddressIn(string folder) => File.Exists(Path.Combine(folder, PortFile))
        ? AddressOf(File.ReadAllText(Path.Combine(folder, "password")).Trim(), int.Parse(File.ReadAllText(Path.Combine(folder, PortFile)), CultureInfo.InvariantCulture))
        : null;

    /// <summary>Starts the broker of a folder.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="port">The port; null for any free one. One that runs already keeps its own.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ServerException">It is not installed, or does not start.</exception>
    public static async Task<RabbitServer> Start(string folder, int? port = null, CancellationToken cancel = default)
    {
        var program = Program() ?? throw new ServerException("RabbitMQ is not installed: apt-get install rabbitmq-server");
        var place = await ServerFolder.Open(folder, PackageUser);
        var password = await place.Secret("password");
        var ports = (ServerFolder.FreePort(), await Kept(place, NamesFile) ?? await Keep(place, NamesFile, ServerFolder.FreePort()));
        if (await Kept(place, PortFile) is { } known && new RabbitServer(place, program, password, known, ports) is { ProcessId: not null } running)
        {
            await running.UntilItListens(cancel);
            return running;
        }
        var server = new RabbitServer(place, program, password, await Keep(place, PortFile, port ?? ServerFolder.FreePort()), ports);
        await server.Launch(cancel);
        return server;
    }

    /// <summary>Stops whatever runs on a folder.</summary>
    public static async Task StopIn(string folder)
    {
        var place = await ServerFolder.Open(folder, PackageUser);
        await new RabbitServer(place, "", "", 0, (0, await Kept(place, NamesFile) ?? 0)).Stop();
    }

    /// <summary>Starts it again on the same port, after it was stopped or killed.</summary>
    public Task Restart() => Launch(CancellationToken.None);

    /// <summary>Stops the broker and its name server in good order.</summary>
    public async Task Stop()
    {
        if (ProcessId is { } pid)
        {
            await _folder.RunAsOwner("kill", ["-TERM", pid.ToString(CultureInfo.InvariantCulture)]);
            if (!await Gone(pid)) await Kill();
        }
        if (_ports.Names == 0) return;
        try { await _folder.RunAsOwner("epmd", ["-port", _ports.Names.ToString(CultureInfo.InvariantCulture), "-kill"], Variables()); }
        catch (ServerException) { /* It had gone by itself. */ }
    }

    /// <summary>Kills the broker without a chance to finish anything.</summary>
    public async Task Kill()
    {
        if (ProcessId is not { } pid) return;
        using var broker = Process.GetProcessById(pid);
        broker.Kill();
        if (!await Gone(pid)) throw new ServerException($"RabbitMQ, process {pid}, does not end");
    }

    private async Task Launch(CancellationToken cancel)
    {
        await _folder.Write("rabbitmq.conf", $"""
            listeners.tcp.default = 127.0.0.1:{Port}
            default_user = {User}
            default_pass = {_password}
            loopback_users = none
            log.file.level = warning
            disk_free_limit.absolute = 200MB
            """);
        await _folder.Write("enabled_plugins", "[].");
        File.Delete(PidFile);
        await _folder.StartAsOwner(_program, [], Variables(), "log");
        await UntilItListens(cancel);
    }

    private async Task UntilItListens(CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        if (!await ServerFolder.Listens(Port, Patience, () => ProcessId is not null || Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(45), cancel))
            throw new ServerException($"RabbitMQ does not start, see {_folder.File("log")}");
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["HOME"] = _folder.Path,
        ["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"travelmart{_ports.Names}@localhost"),
        ["RABBITMQ_MNESIA_BASE"] = _folder.File("data"),
        ["RABBITMQ_LOG_BASE"] = _folder.File("logs"),
        ["RABBITMQ_CONFIG_FILE"] = _folder.File("rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.File("enabled_plugins"),
        ["RABBITMQ_PID_FILE"] = PidFile,
        ["RABBITMQ_DIST_PORT"] = _ports.Distribution.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_PORT"] = _ports.Names.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        // The shell becomes the broker, so that its process id is the broker's.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
        // Threads that have nothing to do sleep instead of spinning: other processes share this machine.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    };

    // The data belongs to a node's name, so the name server's port, which is in the name, is chosen once.
    private static async Task<int?> Kept(ServerFolder folder, string file) =>
        File.Exists(folder.File(file)) ? int.Parse(await File.ReadAllTextAsync(folder.File(file)), CultureInfo.InvariantCulture) : null;

    private static async Task<int> Keep(ServerFolder folder, string file, int port)
    {
        await folder.Write(file, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private static Uri AddressOf(string password, int port) => new($"amqp://{User}:{password}@127.0.0.1:{port}/");

    private static async Task<bool> Gone(int pid)
    {
        for (var begun = Stopwatch.GetTimestamp(); Runs(pid); await Task.Delay(50))
            if (Stopwatch.GetElapsedTime(begun) > LongestGoodbye) return false;
        return true;
    }

    private static string? Program() => Directory.Exists("/usr/lib/rabbitmq/lib")
        ? Directory.GetDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Select(d => Path.Combine(d, "sbin", "rabbitmq-server")).FirstOrDefault(File.Exists)
        : null;

    private static bool Runs(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && process.ProcessName.StartsWith("beam", StringComparison.Ordinal);
        }
        catch (ArgumentException) { return false; }
    }
}
