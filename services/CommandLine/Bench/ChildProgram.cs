using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;

namespace TravelMart.CommandLine.Bench;

/// <summary>This program, started once more as a process of its own. Ending it is a kill: its data is made to survive that.</summary>
internal sealed class ChildProgram : IDisposable
{
    /// <summary>The page that a visitor sees first.</summary>
    public const string HomePage = "/boards";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(2);
    private readonly Process _process;
    private readonly long _begun = Stopwatch.GetTimestamp();

    private ChildProgram(Uri address, params IEnumerable<string> arguments)
    {
        Address = address;
        var program = Environment.ProcessPath!;
        // Through the dotnet host, the program is the host's first argument.
        string[] itself = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        _process = Process.Start(new ProcessStartInfo(program, [.. itself, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // Nobody reads what it says, but somebody must take it, or it would wait.
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>Its working set as of now.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Every service on a data folder, without a sample of its own.</summary>
    public static ChildProgram Serve(string data)
    {
        var port = LocalSystem.FreePort();
        return new ChildProgram(new Uri($"http://127.0.0.1:{port}"), "run", "--empty", "--data", data, "--port", port.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The seconds that the program needs to say its version: the runtime's start without anything of ours.</summary>
    public static async Task<double> SecondsForNothing(CancellationToken cancel)
    {
        using var program = new ChildProgram(new Uri("about:blank"), "--version");
        await program._process.WaitForExitAsync(cancel);
        return Stopwatch.GetElapsedTime(program._begun).TotalSeconds;
    }

    /// <summary>Asks for a page until it is there; the seconds since the process began.</summary>
    /// <exception cref="ServiceException">The process ended, or a minute was not enough.</exception>
    public async Task<double> FirstPage(string path, CancellationToken cancel)
    {
        // As a browser, which a demo lets in.
        using var http = new HttpClient { BaseAddress = Address, DefaultRequestHeaders = { { "Accept", "text/html" } } };
        while (Stopwatch.GetElapsedTime(_begun) < Patience)
        {
            if (_process.HasExited) throw new ServiceException($"the program that was started ended with status {_process.ExitCode}");
            if (await Answers(http, path, cancel)) return Stopwatch.GetElapsedTime(_begun).TotalSeconds;
            await Task.Delay(Glance, cancel);
        }
        throw new ServiceException($"{Address} did not show a page within {Patience.TotalSeconds:0} s");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private static async Task<bool> Answers(HttpClient http, string path, CancellationToken cancel)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancel);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException) { return false; }
    }
}
