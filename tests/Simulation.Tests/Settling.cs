using System.Diagnostics;
using TravelMart.Testing;

namespace TravelMart.Simulation.Tests;

/// <summary>Waits until everything that follows from what was accepted has happened: relays, process managers, copies.</summary>
internal static class Settling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly (string Log, string Follower)[] Followers =
    [
        ("registration", "company-profiles"), ("registration", "relay:matching-participants"), ("registration", "relay:boards-journal"),
        ("matching", "unwinding"), ("matching", "plan-publisher"), ("matching", "relay:boards-journal"),
    ];

    public static async Task Settle(this TestSystem system)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var quiet = 0; quiet < 2;)
        {
            quiet = await Behind(system) is { } behind ? 0 : quiet + 1;
            if (quiet > 0) continue;
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException($"{await Behind(system)} does not catch up");
            await Task.Delay(2);
        }
    }

    /// <summary>Asks again and again until something is so.</summary>
    public static async Task Until(Func<Task<bool>> so, string what)
    {
        for (var begun = Stopwatch.GetTimestamp(); !await so();)
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience) throw new TimeoutException(what);
            await Task.Delay(20);
        }
    }

    // In the order in which facts travel, so that a look at the last one tells about all before it.
    private static async Task<string?> Behind(TestSystem system)
    {
        foreach (var (log, follower) in Followers)
            if (await system.Log(log).Checkpoints.Read(follower) < await system.Log(log).LastPosition()) return $"{follower} of {log}";
        return null;
    }
}
