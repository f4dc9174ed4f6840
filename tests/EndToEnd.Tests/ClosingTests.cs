using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A seller at her stand closes a meeting on her phone: three taps, a change of mind, and no network for a while.</summary>
public sealed class ClosingTests(OpenHall hall) : IClassFixture<OpenHall>
{
    [Fact]
    public async Task A_meeting_is_closed_in_three_taps_without_a_network_and_sent_when_it_is_back()
    {
        await using var window = await hall.Open($"/registration/demo-sign-in?role=seller&mart=small-mart&company=S1&return={Uri.EscapeDataString("/portal/marts/small-mart/now?lang=en")}", 390, 844);
        var page = window.Page;
        await page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".closing")).ToContainTextAsync("Golden Tour Kazakhstan");
        window.WasQuiet();

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-as-of]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-kept]")).ToContainTextAsync("offline");

        await Tap(page, "promising", "10,000", "send quote");
        await Assertions.Expect(page.Locator(".closing")).ToBeHiddenAsync();
        await page.Locator("[data-undo] button").ClickAsync();
        await Assertions.Expect(page.Locator(".closing")).ToBeVisibleAsync();
        (await page.Locator(".closing input:checked").CountAsync()).ShouldBe(0);

        await Tap(page, "agreed", "50,000", "send quote");
        await Assertions.Expect(page.Locator("[data-kept]")).ToContainTextAsync("kept on this device: 1");
        await Assertions.Expect(page.Locator("[data-undo]")).ToBeHiddenAsync();
        (await Held()).ShouldBe(0, "nothing is sent without a network");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("[data-kept]")).ToContainTextAsync("kept on this device: 1");

        await page.Context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("[data-kept]")).ToBeHiddenAsync();
        await Patience.Until(async () => await Held() == 1, () => "the closing did not arrive");
        var log = (await hall.Organizer.Get("/boards/marts/small-mart/agendas/S1")).Expect(200).Json.GetProperty("meetings")[0].GetProperty("ownLog");
        log.GetProperty("outcome").GetString().ShouldBe("agreed");
        log.GetProperty("amount").GetProperty("minor").GetInt64().ShouldBe(5_000_000);
        log.GetProperty("amount").GetProperty("kind").GetString().ShouldBe("signed");
    }

    private static async Task Tap(IPage page, params string[] words)
    {
        foreach (var word in words) await page.Locator(".closing .tick", new() { HasText = word }).ClickAsync();
    }

    private async Task<int> Held() => (await hall.Organizer.Get($"{SmallMart.Pages}/totals")).Expect(200).Json.GetProperty("held").GetInt32();
}
