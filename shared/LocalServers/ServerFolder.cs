using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace TravelMart.LocalServers;

/// <summary>A server could not be started: the message is for whoever asked.</summary>
public sealed class ServerException(string message) : Exception(message);

/// <summary>
/// The folder of a private server and the user who runs it: database and broker refuse or should not run as root, so root hands the
/// folder to the user that their packages made; anybody else runs them as themselves.
/// </summary>
internal sealed class ServerFolder
{
    private readonly string? _user;

    private ServerFolder(string path, string? user) => (Path, _user) = (path, user);

    public string Path { get; }

    /// <summary>Opens a folder, making it where it is missing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="packageUser">Who runs the server if root asks.</param>
    public static async Task<ServerFolder> Open(string path, string packageUser)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        if (!Environment.IsPrivilegedProcess) return new ServerFolder(full, null);
        var folder = new ServerFolder(full, packageUser);
        await Run("chown", ["-R", packageUser, full]);
        try { await folder.RunAsOwner("test", ["-w", full]); }
        catch (ServerException)
        {
            throw new ServerException($"user {packageUser}, who runs the server, cannot enter {full}; choose another folder with --data");
        }
        return folder;
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>A secret that is made once and readable by the owner alone.</summary>
    public async Task<string> Secret(string name)
    {
        if (System.IO.File.Exists(File(name))) return (await System.IO.File.ReadAllTextAsync(File(name))).Trim();
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await Write(name, secret);
        return secret;
    }

    /// <summary>Writes a file for the server, readable by its owner alone.</summary>
    public async Task Write(string name, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(File(name), options)) await writer.WriteAsync(text);
        if (_user is not null) await Run("chown", [_user, File(name)]);
    }

    /// <summary>Runs a command as the owner and waits for it.</summary>
    /// <exception cref="ServerException">It failed.</exception>
    public Task RunAsOwner(string command, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        _user is null ? Run(command, arguments, environment) : Run("runuser", ["-u", _user, "--", command, .. arguments], environment);

    /// <summary>Starts a command as the owner in a session of its own, so that it outlives this process; what it says goes to a file.</summary>
    public Task StartAsOwner(string command, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, string output) =>
        RunAsOwner("sh", ["-c", "setsid \"$0\" \"$@\" >>'" + File(output) + "' 2>&1 </dev/null &", command, .. arguments], environment);

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until something listens on a port.</summary>
    public static async Task<bool> Listens(int port, TimeSpan atMost, Func<bool> goesOn, CancellationToken cancel = default)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < atMost && goesOn();)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, cancel);
                return true;
            }
            catch (SocketException) { await Task.Delay(50, cancel); }
        }
        return false;
    }

    private static async Task Run(string command, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = (await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()));
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new ServerException($"{System.IO.Path.GetFileName(command)} failed: {string.Concat(said).Trim()}");
    }
}
