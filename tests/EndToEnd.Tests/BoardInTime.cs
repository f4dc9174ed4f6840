using System.Diagnostics;
using Microsoft.Playwright;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>
/// Not a test but a measurement: from the moment at which an acceptance is sent to the moment at which a browser's open grid shows the
/// meeting. The program is a process of its own, the browser a real one, and all of them share this machine and its clock.
/// </summary>
public sealed class BoardInTime
{
    private const int WarmUps = 12;
    private const int Acceptances = 100;
    private const int Companies = 13;
    private const int LongestPause = 400;

    // Notes when each cell of the grid first had a meeting in it.
    private const string Watch = """
        () => {
          window.seen = {};
          const look = () => {
            const now = performance.timeOrigin + performance.now();
            [...document.querySelectorAll('[data-part=table] tbody tr:not(.break)')].forEach((row, slot) =>
              [...row.querySelectorAll('td')].forEach((cell, stand) => { if (cell.querySelector('.who')) window.seen[`${slot} ${stand}`] ??= now; }));
          };
          look();
          new MutationObserver(look).observe(document.querySelector('[data-part=table]'), { childList: true });
        }
        """;

    [Fact(Explicit = true)]
    public async Task From_an_acceptance_to_the_open_grid()
    {
        using var data = new DataFolder();
        await using var process = Launched.Start("run", "--empty", "--data", data.Path, "--port", $"{TestSystem.FreePort()}");
        using var http = await process.Organizer();
        var mart = new SmallMart(new ApiClient(http), Companies, Companies);
        await mart.Open();
        var asked = new List<(Guid Meeting, int Slot, int Stand)>();
        foreach (var n in Enumerable.Range(0, WarmUps + Acceptances))
        {
            var (slot, stand) = (n / Companies, n % Companies);
            asked.Add((await mart.Ask(mart.Buyers[(slot + stand) % Companies], mart.Sellers[stand]), slot, stand));
        }
        await using var chromium = await Chromium.Start();
        await using var window = await chromium.Open(http.BaseAddress!, SmallMart.SignedIn("/grid"));
        await window.Page.EvaluateAsync(Watch);
        Report(await Follow(mart, asked, window.Page));
    }

    // Acceptances come at random moments, because the board is gathered to five updates a second.
    private static async Task<List<(double Answered, double Seen)>> Follow(SmallMart mart, List<(Guid Meeting, int Slot, int Stand)> asked, IPage page)
    {
        var random = new Random(7);
        var waits = new List<(double, double)>();
        foreach (var (meeting, slot, stand) in asked)
        {
            await Task.Delay(random.Next(LongestPause));
            var (sent, begun) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
            await mart.Accept(meeting, mart.Sellers[stand], slot);
            var answered = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            var seen = await page.WaitForFunctionAsync("cell => window.seen[cell]", $"{slot} {stand}", new() { PollingInterval = 50 });
            waits.Add((answered, await seen.JsonValueAsync<double>() - (sent - DateTimeOffset.UnixEpoch).TotalMilliseconds));
        }
        return waits[WarmUps..];
    }

    private static void Report(List<(double Answered, double Seen)> waits)
    {
        foreach (var (name, times) in new[] { ("answered", waits.Select(w => w.Answered)), ("seen", waits.Select(w => w.Seen)) })
        {
            var ordered = times.Order().ToList();
            double Within(double part) => ordered[(int)Math.Ceiling(part * ordered.Count) - 1];
            Console.WriteLine($"{name}, ms: median {Within(0.5):0}, 95 of 100 within {Within(0.95):0}, 99 of 100 within {Within(0.99):0}, longest {ordered[^1]:0} ({ordered.Count} acceptances, {Environment.ProcessorCount} processors)");
        }
    }
}
