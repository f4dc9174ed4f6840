using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>Pages on paper, printed by somebody who likes dark screens.</summary>
public sealed partial class PrintedPagesTests(OpenHall hall) : IClassFixture<OpenHall>
{
    // Every element with text of its own that would be seen on paper, and is not dark on white.
    private const string NotBlackOnWhite = """
        () => {
          const rgb = color => { const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number); return { light: (.2126 * r + .7152 * g + .0722 * b) / 255, a }; };
          const ground = e => { for (; e; e = e.parentElement) { const g = rgb(getComputedStyle(e).backgroundColor); if (g.a > 0) return g.light; } return 1; };
          return [...document.querySelectorAll('body *')]
            .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(e => ground(e) < .99 || rgb(e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color).light > .4)
            .map(e => `${e.tagName}.${e.getAttribute('class')}: ${e.textContent.trim().slice(0, 40)}`);
        }
        """;

    [Theory]
    [InlineData("/grid")]
    [InlineData("/grid?at=2023-07-13T10:20")]
    [InlineData("/agenda/S1")]
    [InlineData("/results")]
    [InlineData("/board")]
    public async Task Paper_is_black_on_white_without_controls_and_no_row_is_torn(string path)
    {
        await using var window = await Print(path);
        var page = window.Page;
        (await page.EvaluateAsync<string[]>(NotBlackOnWhite)).ShouldBeEmpty();
        (await Visible(page, "nav, form, button, input, [href$='totals']")).ShouldBe(0);
        (await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('tr, li, dd')].filter(e => e.checkVisibility() && getComputedStyle(e).breakInside !== 'avoid').map(e => e.outerHTML)
            """)).ShouldBeEmpty();
        window.WasQuiet();
    }

    [Fact]
    public async Task The_grid_on_paper_has_every_slot_and_stand_and_names_its_minute()
    {
        await using var window = await Print("/grid?at=2023-07-13T10:20");
        var page = window.Page;
        var data = (await hall.Organizer.Get(SmallMart.Pages + "/hall")).Json;
        (await Visible(page, "tbody tr:not(.break)")).ShouldBe(data.GetProperty("slots").GetArrayLength());
        (await Visible(page, "thead th b")).ShouldBe(hall.Mart.Sellers.Count);
        (await Visible(page, ".letter")).ShouldBe(data.GetProperty("slots").GetArrayLength() * hall.Mart.Sellers.Count, "a letter stands for the colour");
        (await page.Locator("caption").BoundingBoxAsync())!.Width.ShouldBeGreaterThan(100);
        (await page.Locator("caption").InnerTextAsync()).ShouldContain("2023-07-13 10:20");
    }

    [Fact]
    public async Task An_agenda_on_paper_has_every_meeting_once_and_in_order()
    {
        await using var window = await Print("/agenda/S1?at=2023-07-13T10:41");
        var times = await window.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.t b')].filter(e => e.checkVisibility()).map(e => e.textContent)");
        times.ShouldBe(["10:25", "10:50", "11:15"]);
    }

    [Theory]
    [InlineData("/board", 1)]
    [InlineData("/grid", 1)]
    [InlineData("/agenda/S1", 1)]
    [InlineData("/results", 1)]
    public async Task A_small_mart_needs_no_more_sheets_than_it_must(string path, int sheets)
    {
        await using var window = await Print(path);
        var pdf = Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        Sheet().Count(pdf).ShouldBe(sheets);
    }

    private async Task<Window> Print(string path)
    {
        var window = await hall.Open(SmallMart.SignedIn(path));
        await window.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        return window;
    }

    private static Task<int> Visible(IPage page, string selector) =>
        page.EvaluateAsync<int>("selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).length", selector);

    [GeneratedRegex(@"/Type\s*/Page\b")]
    private static partial Regex Sheet();
}
