using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The whole Almaty day as a buyer, a seller, the organizer and the hall's wall see it, each in a browser of their own, from the morning to the result.</summary>
public sealed class FourBrowsersTests(RunningDay day) : IClassFixture<RunningDay>
{
    private const string Portal = "/portal/marts/almaty-2023/";
    private const int Consultations = 150;

    [Fact]
    public async Task A_buyer_a_seller_an_organizer_and_the_wall_see_the_same_day_pass_without_touching_a_key()
    {
        await using var buyer = await day.Open(As("buyer", "B38", "day?lang=ru"));
        await using var seller = await day.Open(As("seller", "S04", "now?lang=ko"));
        await using var organizer = await day.Open(As("organizer", null, "desk?lang=en"));
        await using var wall = await day.Open(RunningDay.Mart + "/board?lang=kk");
        (IPage Page, string Shown)[] watched =
            [(buyer.Page, "[data-live]"), (seller.Page, "[data-live]"), (organizer.Page, "[data-hall]"), (wall.Page, "[data-part=stands]")];
        foreach (var (page, shown) in watched) await page.EvaluateAsync("shown => { window.before = document.querySelector(shown).innerText; }", shown);

        foreach (var (page, shown) in watched)
            await page.WaitForFunctionAsync("shown => window.before && document.querySelector(shown).innerText !== window.before", shown, new() { Timeout = 180_000 });

        await day.Until(hall => string.CompareOrdinal(RunningDay.Minute(hall), "18:00") >= 0, "the day does not end");
        await Assertions.Expect(wall.Page.Locator("[data-count]")).ToHaveTextAsync($"{Consultations}");
        // The last consultation of the day.
        await Assertions.Expect(organizer.Page.Locator("[data-hall]")).ToContainTextAsync("17:30, Stand 1: H Aral Wind, held");
        (await wall.Page.EvaluateAsync<bool>("() => window.before !== undefined")).ShouldBeTrue("the page was not loaded a second time");
        var held = (await day.Agenda("B38")).GetProperty("meetings").EnumerateArray().Count(m => m.GetProperty("state").GetString() is "held" or "disputed");
        held.ShouldBeGreaterThan(0);
        await Assertions.Expect(buyer.Page.Locator("li.meeting.held, li.meeting.disputed")).ToHaveCountAsync(held);
        foreach (var window in new[] { buyer, seller, organizer, wall }) window.WasQuiet();

        await seller.Page.GotoAsync(Portal + "recap");
        await Assertions.Expect(seller.Page.Locator("main")).ToContainTextAsync("크레센도");
        await organizer.Page.GotoAsync(RunningDay.Mart + "/results?lang=en");
        await Assertions.Expect(organizer.Page.Locator("main")).ToContainTextAsync($"{Consultations}");
    }

    private static string As(string role, string? company, string page) =>
        $"/registration/demo-sign-in?role={role}&mart=almaty-2023{(company is null ? "" : "&company=" + company)}&return={Uri.EscapeDataString(Portal + page)}";
}
