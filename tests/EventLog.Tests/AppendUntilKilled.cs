using System.Diagnostics;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventLog.Tests;

/// <summary>A process that appends with eight writers and prints each acknowledged event, until somebody kills it.</summary>
internal static class AppendUntilKilled
{
    public const string Verb = "append-until-killed";

    public static async Task<int> Run(string file)
    {
        var log = SqliteEventLog.Open(file, Facts.Types, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => Append(log, writer))));
        return 0;
    }

    private static async Task Append(SqliteEventLog log, int writer)
    {
        var run = Guid.NewGuid().ToString("N");
        for (var number = 1; ; number++)
        {
            var stream = $"writer-{run}-{number}";
            var done = (CommitResult.Done)await log.Append(new("kill", DateTimeOffset.UtcNow, Facts.Somebody)
            {
                Streams = [new(stream, 0, [new ThingHappened("appended", number)])],
                Claims = [new($"unit/{run}", number, stream)],
            });
            lock (Console.Out)
            {
                Console.Out.WriteLine($"{done.Position} {stream}");
                Console.Out.Flush();
            }
        }
    }

    /// <summary>Starts the process, kills it after a while, and tells what it had acknowledged by then: streams with their positions.</summary>
    public static async Task<Dictionary<string, long>> InAProcessOfItsOwn(string file, TimeSpan lifetime)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments(file)) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var acknowledged = new Dictionary<string, long>(StringComparer.Ordinal);
        var timer = Task.CompletedTask;
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            if (acknowledged.Count == 0) timer = Task.Delay(lifetime).ContinueWith(_ => child.Kill(), TaskScheduler.Default);
            if (line.Split(' ') is [var position, { Length: > 40 } stream]) acknowledged[stream] = long.Parse(position);
        }
        await timer;
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(128 + 9);
        return acknowledged;
    }

    // Under "dotnet some.dll" the process is dotnet and the assembly its first argument; otherwise it is the test program itself.
    private static string[] Arguments(string file) => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [typeof(AppendUntilKilled).Assembly.Location, Verb, file]
        : [Verb, file];
}
