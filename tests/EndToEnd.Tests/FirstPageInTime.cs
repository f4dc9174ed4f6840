using System.Globalization;
using Microsoft.Playwright;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>
/// Not a test but a measurement: how soon a page stands on a slow phone that sees it for the first time, how many bytes travel, and how far it
/// shifts while it is drawn. Chromium's network is held to Lighthouse's slow 4G (1.6 Mbit/s, a round trip of 150 ms) and its processor to a quarter.
/// </summary>
public sealed class FirstPageInTime(OpenHall hall) : IClassFixture<OpenHall>
{
    private const int Runs = 5, BytesASecond = 1_600_000 / 8, RoundTrip = 150, SlowerProcessor = 4;

    private static readonly (string Role, string? Company, string Page)[] Pages =
    [
        ("", null, "/portal"), ("buyer", "B1", "/portal/marts/small-mart/day"), ("buyer", "B1", "/portal/marts/small-mart/stands"), ("seller", "S1", "/portal/marts/small-mart/now"),
        ("organizer", null, "/portal/marts/small-mart/desk"), ("organizer", null, "/boards/marts/small-mart/board"), ("organizer", null, "/boards/marts/small-mart/results"),
    ];

    // Set before anything is drawn: shifts of the layout are told to observers only.
    private const string Watch = "new PerformanceObserver(list => { for (const e of list.getEntries()) window.shifted = (window.shifted ?? 0) + e.value; }).observe({ type: 'layout-shift', buffered: true });";

    [Fact(Explicit = true)]
    public async Task On_a_slow_phone()
    {
        foreach (var (role, company, page) in Pages)
        {
            var seen = new List<(double Usable, double Bytes, double Shift)>();
            for (var run = 0; run < Runs; run++) seen.Add(await Open(role, company, page));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{page}: usable after {Median(s => s.Usable):0} ms, {Median(s => s.Bytes) / 1000:0.0} kB, layout shift {seen.Max(s => s.Shift):0.000} (medians of {Runs})"));

            double Median(Func<(double Usable, double Bytes, double Shift), double> of) => seen.Select(of).Order().ElementAt(Runs / 2);
        }
    }

    private async Task<(double Usable, double Bytes, double Shift)> Open(string role, string? company, string path)
    {
        // Signed in beforehand, on a page without assets of ours.
        await using var window = await hall.Open(role.Length == 0 ? "/health/live"
            : $"/registration/demo-sign-in?role={role}&mart=small-mart{(company is null ? "" : "&company=" + company)}&return=/health/live", 390, 844);
        var page = window.Page;
        await page.AddInitScriptAsync(Watch);
        var chromium = await page.Context.NewCDPSessionAsync(page);
        var bytes = 0.0;
        await chromium.SendAsync("Network.enable");
        chromium.Event("Network.loadingFinished").OnEvent += (_, e) => bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
        await chromium.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = RoundTrip, ["downloadThroughput"] = BytesASecond, ["uploadThroughput"] = BytesASecond });
        await chromium.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = SlowerProcessor });
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await page.WaitForTimeoutAsync(500);
        var usable = await page.EvaluateAsync<double>("() => Math.max(performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0)");
        return (usable, bytes, await page.EvaluateAsync<double>("() => window.shifted ?? 0"));
    }
}
