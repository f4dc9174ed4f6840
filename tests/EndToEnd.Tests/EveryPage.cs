using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>
/// Every page for everyone: the rules of WCAG 2.2 AA as far as axe can tell, no page wider than its screen, nothing too small to hit. Each page is
/// seen in each language, with widths and themes taken in turn so that every two of them meet; all combinations are looked at by hand
/// (<c>-explicit only -class *PagesTests</c>). Organizers' pages and the others are looked at side by side.
/// </summary>
public abstract class EveryPage(OpenHall hall)
{
    private static readonly string[] Languages = ["en", "ko", "ru", "kk", "zh", "ja"];
    private static readonly int[] Widths = [390, 768, 1440];

    // The portal is carried in the hand, on the narrowest phones.
    private const int Narrowest = 360;
    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];
    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    // Who sees what: role, company, page.
    private static readonly (string Role, string? Company, string Page)[] Pages =
    [
        ("", null, "/portal"),
        ("buyer", "B1", "/portal/marts/small-mart/day"), ("buyer", "B1", "/portal/marts/small-mart/stands"), ("buyer", "B1", "/portal/marts/small-mart/compare?stand=S1&stand=S2"),
        ("buyer", "B1", "/portal/marts/small-mart/stands/S1"), ("buyer", "B4", "/portal/marts/small-mart/stands/S2"), ("buyer", "B1", "/portal/marts/small-mart/wishes"),
        ("seller", "S1", "/portal/marts/small-mart/now"), ("buyer", "B1", "/portal/marts/small-mart/recap"), ("buyer", "B1", "/portal/marts/small-mart/badges"), ("seller", "S1", "/portal/marts/small-mart/day"), ("seller", "S1", "/portal/marts/small-mart/stands"), ("seller", "S1", "/portal/marts/small-mart/stand"),
        ("organizer", null, "/portal/marts/small-mart/start"), ("organizer", null, "/portal/marts/small-mart/trail"), ("organizer", null, "/portal/marts/small-mart/open"), ("organizer", null, "/portal/marts/small-mart/applications?state=admitted"), ("organizer", null, "/portal/marts/small-mart/applications/beside?company=B1&company=B2&company=S1"), ("organizer", null, "/portal/marts/small-mart/desk"),
        ("organizer", null, "/portal/marts/small-mart/plans"), ("organizer", null, "/portal/marts/small-mart/sheets"), ("", null, "/portal/marts/small-mart/apply"), ("buyer", "B1", "/portal/marts/small-mart/application"),
        ("organizer", null, "/portal/marts/small-mart/desk/companies/B1"), ("", null, "/portal/sign-in"), ("", null, "/portal/invitation?secret=0"),
        ("organizer", null, "/boards/marts/small-mart/board"), ("organizer", null, "/boards/marts/small-mart/grid"), ("organizer", null, "/boards/marts/small-mart/results"), ("organizer", null, "/boards/marts/small-mart/figures/booked"),
    ];

    // What axe finds lies in the markup and the colours, which words hardly change: it looks at each page in both themes, in two languages.
    private protected static TheoryData<string, string?, string, string, int, ColorScheme, bool> Some(bool organizers) => [.. Pages.Where(p => p.Role == "organizer" == organizers).SelectMany((p, i) => Languages.Select((l, j) =>
        new TheoryDataRow<string, string?, string, string, int, ColorScheme, bool>(p.Role, p.Company, p.Page, l, WidthOf(p.Page, (i + j) % Widths.Length), Themes[(i + (j / 3)) % Themes.Length], (i + j) % 3 == 0)))];

    private protected static TheoryData<string, string?, string, string, int, ColorScheme, bool> AllOfThem(bool organizers) =>
        [.. from p in Pages where p.Role == "organizer" == organizers from l in Languages from w in Widths from t in Themes
            select new TheoryDataRow<string, string?, string, string, int, ColorScheme, bool>(p.Role, p.Company, p.Page, l, w, t, true)];

    private static int WidthOf(string page, int turn) => turn == 0 && page.StartsWith("/portal", StringComparison.Ordinal) ? Narrowest : Widths[turn];

    private protected async Task Look(string role, string? company, string page, string language, int width, ColorScheme theme, bool rules)
    {
        var path = $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";
        var entry = role.Length == 0 ? path
            : $"/registration/demo-sign-in?role={role}&mart=small-mart{(company is null ? "" : "&company=" + company)}&return={Uri.EscapeDataString(path)}";
        await using var window = await hall.Open("about:blank", width, 900);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = theme });
        await window.Page.GotoAsync(new Uri(hall.Address, entry).ToString());

        (await window.Page.EvaluateAsync<string>("() => document.documentElement.lang")).ShouldBe(language);
        (await window.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, "the page is wider than its screen");
        (await window.Page.EvaluateAsync<string[]>(TooSmall)).ShouldBeEmpty("targets under 24 px");
        if (rules) await KeepsTheRules(window.Page);
        window.WasQuiet();
    }

    private static async Task KeepsTheRules(IPage page)
    {
        var found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Rules] } });
        found.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ShouldBeEmpty();
    }

    // Links within a sentence are as high as their line; everything else that is pressed measures 24 px (WCAG 2.2, 2.5.8).
    private const string TooSmall = """
        () => [...document.querySelectorAll('button, input:not([type=hidden]), select, textarea, summary, nav a, a.button')]
          .filter(e => e.checkVisibility() && !e.closest('.skip, .sr'))
          .filter(e => { const b = (e.type === 'checkbox' || e.type === 'radio') && e.closest('label') ? e.closest('label').getBoundingClientRect() : e.getBoundingClientRect(); return b.width > 1 && (b.width < 23.5 || b.height < 23.5); })
          .map(e => e.outerHTML.slice(0, 120))
        """;
}

/// <summary>What organizers see.</summary>
public sealed class OrganizersPagesTests(OpenHall hall) : EveryPage(hall), IClassFixture<OpenHall>
{
    public static TheoryData<string, string?, string, string, int, ColorScheme, bool> InTurn => Some(organizers: true);

    public static TheoryData<string, string?, string, string, int, ColorScheme, bool> InEveryWay => AllOfThem(organizers: true);

    [Theory]
    [MemberData(nameof(InTurn))]
    public Task A_page_is_for_everyone(string role, string? company, string page, string language, int width, ColorScheme theme, bool rules) => Look(role, company, page, language, width, theme, rules);

    [Theory(Explicit = true)]
    [MemberData(nameof(InEveryWay))]
    public Task A_page_is_for_everyone_in_every_way(string role, string? company, string page, string language, int width, ColorScheme theme, bool rules) => Look(role, company, page, language, width, theme, rules);
}

/// <summary>What buyers, sellers and strangers see.</summary>
public sealed class EverybodysPagesTests(OpenHall hall) : EveryPage(hall), IClassFixture<OpenHall>
{
    public static TheoryData<string, string?, string, string, int, ColorScheme, bool> InTurn => Some(organizers: false);

    public static TheoryData<string, string?, string, string, int, ColorScheme, bool> InEveryWay => AllOfThem(organizers: false);

    [Theory]
    [MemberData(nameof(InTurn))]
    public Task A_page_is_for_everyone(string role, string? company, string page, string language, int width, ColorScheme theme, bool rules) => Look(role, company, page, language, width, theme, rules);

    [Theory(Explicit = true)]
    [MemberData(nameof(InEveryWay))]
    public Task A_page_is_for_everyone_in_every_way(string role, string? company, string page, string language, int width, ColorScheme theme, bool rules) => Look(role, company, page, language, width, theme, rules);
}
