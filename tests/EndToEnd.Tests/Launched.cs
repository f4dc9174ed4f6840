using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The program as a person starts it: a process of its own, which can be killed.</summary>
internal sealed class Launched : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private Launched(Process process) => _process = process;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public bool HasExited => _process.HasExited;

    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>Lines of standard error that say something.</summary>
    public IReadOnlyList<string> Errors => [.. _errors.Where(l => l.Length > 0)];

    public static Launched Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "TravelMart.CommandLine.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment.Remove("TRAVELMART_ROOT");
        var launched = new Launched(new Process { StartInfo = start });
        launched._process.OutputDataReceived += (_, line) => Keep(launched._output, line.Data);
        launched._process.ErrorDataReceived += (_, line) => Keep(launched._errors, line.Data);
        launched._process.Start();
        launched._process.BeginOutputReadLine();
        launched._process.BeginErrorReadLine();
        return launched;
    }

    /// <summary>Runs to the end.</summary>
    public static async Task<Launched> Run(params string[] arguments)
    {
        var launched = Start(arguments);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await launched._process.WaitForExitAsync(patience.Token);
        return launched;
    }

    /// <summary>The address that it prints once it can be asked.</summary>
    public async Task<Uri> Address()
    {
        await Patience.Until(() => Task.FromResult(HasExited || _output.TryPeek(out _)), () => $"it does not start: {this}");
        HasExited.ShouldBeFalse(ToString());
        return new Uri(Output[0]);
    }

    /// <summary>A client with an organizer's token.</summary>
    public async Task<HttpClient> Organizer()
    {
        var http = new HttpClient { BaseAddress = await Address() };
        var token = await (await http.PostAsJsonAsync("/registration/tokens", new { role = "organizer", mart = "*" })).Content.ReadFromJsonAsync<JsonElement>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("token").GetString());
        return http;
    }

    /// <summary>No warning, no last words: SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
    }

    public override string ToString() => string.Join('\n', _output.Concat(_errors));

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }
}
