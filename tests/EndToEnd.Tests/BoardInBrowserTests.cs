using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The pages as a visitor sees them, in a real browser, while the day is running.</summary>
public sealed class BoardInBrowserTests(RunningDay day) : IClassFixture<RunningDay>
{
    private const string Board = RunningDay.Mart + "/board";

    [Fact]
    public async Task A_newly_held_meeting_appears_on_the_open_board_without_reloading()
    {
        await using var window = await day.Open(Board);
        var page = window.Page;
        (await page.Locator("[data-part=stands] tbody tr").CountAsync()).ShouldBe(12);
        (await page.Locator("[data-part=stands] tbody tr").First.InnerTextAsync()).ShouldNotBeNullOrWhiteSpace();
        await page.EvaluateAsync("() => { window.sameWindow = true; }");
        var before = await Consultations(page);

        await page.WaitForFunctionAsync("before => Number(document.querySelector('[data-count]').textContent) > before", before, new() { Timeout = 180_000 });

        (await page.EvaluateAsync<bool>("() => window.sameWindow === true")).ShouldBeTrue("the page was not loaded a second time");
        (await page.Locator("[data-part=side]").InnerTextAsync()).ShouldContain(":");
        window.WasQuiet();
    }

    [Fact]
    public async Task The_board_of_a_past_minute_shows_that_minute_and_stands_still()
    {
        await day.Until(hall => string.CompareOrdinal(RunningDay.Minute(hall), "10:55") >= 0, "the day does not go on");
        await using var window = await day.Open(Board + "?at=2023-07-13T10:35");
        var page = window.Page;
        var then = await page.Locator("body").InnerTextAsync();
        then.ShouldContain("2023-07-13 10:35");
        (await page.Locator("[data-part=stands] tbody tr").CountAsync()).ShouldBe(12);
        var counted = await Consultations(page);
        counted.ShouldBeGreaterThan(0);

        await using var live = await day.Open(Board);
        await live.Page.WaitForFunctionAsync("then => Number(document.querySelector('[data-count]').textContent) > then", counted, new() { Timeout = 180_000 });

        (await page.Locator("body").InnerTextAsync()).ShouldBe(then);
        await page.ReloadAsync();
        (await page.Locator("body").InnerTextAsync()).ShouldBe(then);
        window.WasQuiet();
        live.WasQuiet();
    }

    [Fact]
    public async Task From_the_first_page_to_a_board_the_keyboard_is_enough_and_the_focus_is_seen()
    {
        await using var window = await day.Open("/");

        (await window.TabTo($"a[href*='{Board}']")).ShouldBeTrue("a link to the board is reached with Tab");
        (await window.Page.EvaluateAsync<bool>("""
            () => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }
            """)).ShouldBeTrue("the focused link is marked");
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Page.WaitForURLAsync(url => url.Contains(Board, StringComparison.Ordinal));
        await Assertions.Expect(window.Page.Locator("[data-count]")).ToBeVisibleAsync();
        window.WasQuiet();
    }

    private static async Task<int> Consultations(IPage page) => int.Parse(await page.Locator("[data-count]").InnerTextAsync());
}
