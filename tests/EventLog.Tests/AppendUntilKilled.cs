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
}
