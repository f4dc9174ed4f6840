using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The organizer moves through the day: the grid shows the minute, the address names it, and there is a way back to now.</summary>
public sealed partial class SliderTests(OpenHall hall) : IClassFixture<OpenHall>
{
    [Fact]
    public async Task The_keyboard_goes_to_the_first_minute_on_by_one_and_back_to_now()
    {
        await using var window = await hall.Open(SmallMart.SignedIn("/grid"));
        var page = window.Page;
        (await window.TabTo("[data-range]")).ShouldBeTrue("the slider is reached with Tab");
        await Shows(page, "");

        await page.Keyboard.PressAsync("Home");
        await Shows(page, "?at=2023-07-13T09:45");
        await page.Keyboard.PressAsync("ArrowRight");
        await Shows(page, "?at=2023-07-13T09:46");
        for (var minute = 0; minute < 40; minute++) await page.Keyboard.PressAsync("ArrowUp");
        await Shows(page, "?at=2023-07-13T10:26");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Shows(page, "?at=2023-07-13T10:25");
        (await page.Locator("[data-range]").GetAttributeAsync("aria-valuetext")).ShouldBe("10:25");
        await page.Keyboard.PressAsync("End");
        await Shows(page, "");
        window.WasQuiet();
    }

    [Fact]
    public async Task Dragging_shows_a_past_minute_and_a_link_leads_back_to_now()
    {
        await using var window = await hall.Open(SmallMart.SignedIn("/grid"));
        var page = window.Page;

        var query = await Drag(page, to: 0.1);

        await Shows(page, query);
        (await hall.BookedAt(query)).ShouldBe(1, "not what is booked now");
        await page.ReloadAsync();
        await Shows(page, query);
        await page.GetByText("Back to live").ClickAsync();
        await Shows(page, "");
        window.WasQuiet();
    }

    [Fact]
    public async Task The_browser_goes_back_from_the_past_to_now_in_one_step()
    {
        await using var window = await hall.Open(SmallMart.SignedIn("/grid"));
        var page = window.Page;
        foreach (var place in new[] { 0.15, 0.1, 0.05 }) await Shows(page, await Drag(page, place));

        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });

        await Shows(page, "");
        window.WasQuiet();
    }

    [Fact]
    public async Task A_minute_that_had_not_come_when_the_page_was_opened_can_be_seen_later()
    {
        await using var window = await hall.Open(SmallMart.SignedIn("/grid"));
        var page = window.Page;
        var booked = await hall.BookedAt("");
        await hall.Mart.Book("B4", 6, SmallMart.At(11, 30));
        await Assertions.Expect(Cells(page)).ToHaveCountAsync(booked + 1);
        await Assertions.Expect(page.Locator(".when b")).ToHaveTextAsync("11:30");

        await page.Locator("[data-range]").FocusAsync();
        await page.Keyboard.PressAsync("ArrowLeft");

        await Shows(page, "?at=2023-07-13T11:29");
        window.WasQuiet();
    }

    private static ILocator Cells(IPage page) => page.Locator("[data-part=table] .who");

    /// <summary>Drags to a part of the day; the query of the minute where it ends.</summary>
    private static async Task<string> Drag(IPage page, double to)
    {
        var range = (await page.Locator("[data-range]").BoundingBoxAsync())!;
        var now = await page.EvaluateAsync<double>("() => { const r = document.querySelector('[data-range]'); return (r.value - r.min) / (r.max - r.min); }");
        var before = At(page.Url);
        // The middle of the thumb keeps half its width away from both ends.
        float X(double place) => (float)(range.X + 8 + ((range.Width - 16) * place));
        var y = range.Y + (range.Height / 2);
        await page.Mouse.MoveAsync(X(now), y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(X(to), y, new() { Steps = 12 });
        await page.Mouse.UpAsync();
        await page.WaitForFunctionAsync("""
            before => { const at = new URL(location).searchParams.get('at'); return at !== before && at?.slice(11) === document.querySelector('[data-range]').getAttribute('aria-valuetext'); }
            """, before);
        return "?at=" + At(page.Url);
    }

    /// <summary>The address, the clock, the status and the cells are those of a minute; of now for an empty query.</summary>
    private async Task Shows(IPage page, string query)
    {
        await page.WaitForURLAsync(url => At(url) == query.Replace("?at=", "", StringComparison.Ordinal));
        if (query.Length > 0) await Assertions.Expect(page.Locator(".when b")).ToHaveTextAsync(query[^5..]);
        await Assertions.Expect(page.Locator(".when .on")).ToHaveCountAsync(query.Length > 0 ? 0 : 1);
        await Assertions.Expect(page.GetByText("Back to live")).ToHaveCountAsync(query.Length > 0 ? 1 : 0);
        await Assertions.Expect(Cells(page)).ToHaveCountAsync(await hall.BookedAt(query));
    }

    private static string At(string url) => AtOf().Match(Uri.UnescapeDataString(url)).Groups[1].Value;

    [GeneratedRegex("[?&]at=([^&]+)")]
    private static partial Regex AtOf();
}
