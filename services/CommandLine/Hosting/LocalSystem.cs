using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using TravelMart.AllInOne;
using TravelMart.CommandLine.Client;

namespace TravelMart.CommandLine.Hosting;

/// <summary>
/// The system that a verb works on: the one at an address, or every service in this process on a data folder.
/// </summary>
internal sealed class LocalSystem : IAsyncDisposable
{
    private readonly WebApplication? _app;
    private readonly string? _temporaryFolder;
    private readonly RunningHere? _lock;

    private LocalSystem(Uri address, WebApplication? app, string? temporaryFolder, RunningHere? running)
    {
        _lock = running;
        Address = address;
        Api = new MartApi(address);
        _app = app;
        _temporaryFolder = temporaryFolder;
    }

    public Uri Address { get; }

    public MartApi Api { get; }

    /// <summary>Where data is kept unless something else is said: beside the launcher, or in the home folder.</summary>
    public static string DefaultData =>
        Environment.GetEnvironmentVariable("TRAVELMART_ROOT") is { Length: > 0 } root
            ? Path.Combine(root, ".travelmart")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".travelmart");

    /// <summary>A system that runs already.</summary>
    public static LocalSystem At(Uri address) => new(address, null, null, null);

    /// <summary>Starts every service in this process.</summary>
    /// <param name="dataFolder">The data folder; null for a temporary one that is removed at the end.</param>
    /// <param name="port">The port; null for any free one.</param>
    /// <param name="cancel">Stops the start.</param>
    /// <exception cref="ServiceException">The port is taken, or the folder is in use by another process.</exception>
    public static async Task<LocalSystem> Start(string? dataFolder, int? port, CancellationToken cancel)
    {
        if (port is { } asked && IsTaken(asked)) throw PortInUse(asked);
        var temporary = dataFolder is null ? Directory.CreateTempSubdirectory("travelmart-").FullName : null;
        var chosen = port ?? FreePort();
        var running = RunningHere.Take(dataFolder ?? temporary!, chosen);
        var app = AllInOneHost.Create(dataFolder ?? temporary!, chosen, LogToErrors);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            running.Dispose();
            throw PortInUse(chosen);
        }
        return new LocalSystem(new Uri($"http://127.0.0.1:{chosen}"), app, temporary, running);
    }

    /// <summary>Waits until somebody stops the process.</summary>
    public Task WaitForShutdown(CancellationToken cancel) => _app?.WaitForShutdownAsync(cancel) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }
        _lock?.Dispose();
        if (_temporaryFolder is not null) Directory.Delete(_temporaryFolder, recursive: true);
    }

    // Standard output is for programs: what the services log goes to standard error.
    private static void LogToErrors(WebApplicationBuilder builder) =>
        builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);

    private static ServiceException PortInUse(int port) => new($"port {port} is in use; choose another with --port");

    // Asked before the services start, whose own complaint about it fills a screen.
    internal static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException) { return true; }
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
