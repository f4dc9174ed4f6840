using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TravelMart.LocalServers;

/// <summary>
/// A private PostgreSQL from the installed packages: loopback only, its own data folder and password. It outlives the process that
/// started it until it is stopped.
/// </summary>
public sealed class PostgresServer
{
    private const string User = "travelmart", PackageUser = "postgres";
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(30);
    private readonly ServerFolder _folder;
    private readonly string _programs;
    private readonly string _password;

    private PostgresServer(ServerFolder folder, string programs, string password, int port) =>
        (_folder, _programs, _password, Port) = (folder, programs, password, port);

    /// <summary>The port on the loopback address.</summary>
    public int Port { get; }

    /// <summary>The postmaster; null when it does not run.</summary>
    public int? ProcessId =>
        File.Exists(PidFile) && int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) && Runs(pid) ? pid : null;

    private string DataFolder => _folder.File("data");

    private string PidFile => Path.Combine(DataFolder, "postmaster.pid");

    /// <summary>Whether the packages are installed.</summary>
    public static bool IsInstalled => Programs() is not null;

    /// <summary>The connection string of a database, which is made where it is missing.</summary>
    public async Task<string> Database(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new() { Value = name });
        if (await exists.ExecuteScalarAsync() is null)
        {
            await using var make = source.CreateCommand($"CREATE DATABASE \"{name}\"");
            await make.ExecuteNonQueryAsync();
        }
        return ConnectionString(name);
    }

    /// <summary>Starts the server of a folder, making its data on the first start.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="port">The port; null for any free one. One that runs already keeps its own.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ServerException">It is not installed, or does not start.</exception>
    public static async Task<PostgresServer> Start(string folder, int? port = null, CancellationToken cancel = default)
    {
        var programs = Programs() ?? throw new ServerException("PostgreSQL is not installed: apt-get install postgresql");
        var place = await ServerFolder.Open(folder, PackageUser);
        var server = new PostgresServer(place, programs, await place.Secret("password"), Running(place) ?? port ?? ServerFolder.FreePort());
        if (!Directory.Exists(server.DataFolder)) await server.MakeData();
        if (server.ProcessId is null) await server.Launch(cancel);
        return server;
    }

    /// <summary>Stops whatever runs on a folder.</summary>
    public static async Task StopIn(string folder)
    {
        if (Programs() is { } programs) await new PostgresServer(await ServerFolder.Open(folder, PackageUser), programs, "", 0).Stop();
    }

    /// <summary>Starts it again on the same port, after it was stopped or killed.</summary>
    public Task Restart() => Launch(CancellationToken.None);

    /// <summary>Stops it, ending sessions that are open.</summary>
    public async Task Stop()
    {
        if (ProcessId is null) return;
        await _folder.RunAsOwner(Program("pg_ctl"), ["-D", DataFolder, "-m", "fast", "-w", "stop"]);
    }

    /// <summary>Kills it without a chance to finish anything, as a power failure would.</summary>
    public async Task Kill()
    {
        if (ProcessId is not { } pid) return;
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
        // Its children notice within moments; the data folder is locked until they are gone.
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < LongestGoodbye && await ServerFolder.Listens(Port, TimeSpan.FromMilliseconds(1), () => true)) await Task.Delay(20);
    }

    private async Task MakeData()
    {
        await _folder.RunAsOwner(Program("initdb"), ["-D", DataFolder, "-U", User, "-E", "UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
            $"--pwfile={_folder.File("password")}"]);
    }

    private async Task Launch(CancellationToken cancel)
    {
        var options = string.Create(CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300 -c idle_in_transaction_session_timeout=5s -c shared_buffers=64MB");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _folder.RunAsOwner(Program("pg_ctl"), ["-D", DataFolder, "-l", _folder.File("log"), "-w", "-t", "60", "-o", options, "start"]);
                return;
            }
            // Children of a killed server may still hold its memory for a moment.
            catch (ServerException) when (attempt < 20 && ProcessId is null) { await Task.Delay(250, cancel); }
            catch (ServerException failed) { throw new ServerException($"PostgreSQL does not start, see {_folder.File("log")}: {failed.Message}"); }
        }
    }

    // The fourth line of the postmaster's file is its port.
    private static int? Running(ServerFolder place) => new PostgresServer(place, "", "", 0) is { ProcessId: not null } running
        ? int.Parse(File.ReadLines(running.PidFile).ElementAt(3), CultureInfo.InvariantCulture) : null;

    private string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = User,
        Password = _password,
        Database = database,
    }.ToString();

    private string Program(string name) => Path.Combine(_programs, name);

    private static string? Programs() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb")))
            .OrderByDescending(d => d, StringComparer.Ordinal).FirstOrDefault()
        : null;

    private static bool Runs(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
        }
        catch (ArgumentException) { return false; }
    }
}
