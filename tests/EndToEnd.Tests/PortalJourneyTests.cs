using Microsoft.Playwright;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>People at work in their own browsers, and the hall's board beside them.</summary>
public sealed class PortalJourneyTests(OpenHall hall) : IClassFixture<OpenHall>
{
    [Fact]
    public async Task A_buyer_asks_a_seller_accepts_on_a_phone_and_the_board_shows_it_while_the_organizer_watches()
    {
        await using var buyer = await Enter("buyer", "B4", "stands/S2?lang=en");
        await using var seller = await Enter("seller", "S2", "day?lang=en", 390, 844);
        await using var board = await hall.Open("/boards/marts/small-mart/board?lang=en");
        await using var organizer = await hall.Open(SmallMart.SignedIn("/grid?lang=en"));
        var slots = buyer.Page.Locator("form.ask .slot");
        var time = await slots.Nth(1).Locator("b").InnerTextAsync();
        await slots.Nth(1).Locator("input").CheckAsync();
        await buyer.Page.GetByLabel("A word to them").FillAsync("Two groups in October.");
        await buyer.Page.GetByRole(AriaRole.Button, new() { Name = "Send the request" }).ClickAsync();
        await Assertions.Expect(buyer.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your request is sent.");
        var meeting = new Uri(buyer.Page.Url).AbsolutePath;

        await Patience.Until(async () =>
        {
            await seller.Page.ReloadAsync();
            return await seller.Page.GetByRole(AriaRole.Link, new() { Name = "Answer" }).CountAsync() > 0;
        }, () => "the seller does not hear of the request");
        await seller.Page.GetByRole(AriaRole.Link, new() { Name = "Answer" }).First.ClickAsync();
        await Assertions.Expect(seller.Page.Locator(".note")).ToContainTextAsync("Two groups in October.");
        await seller.Page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
        await Assertions.Expect(seller.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Accepted.");

        await Assertions.Expect(organizer.Page.Locator("[data-part=table]")).ToContainTextAsync("B4");
        await buyer.Page.GotoAsync(meeting + "?lang=en");
        await Assertions.Expect(buyer.Page.Locator(".head .tm")).ToHaveTextAsync(time);
        foreach (var window in new[] { buyer, seller, board, organizer }) window.WasQuiet();
    }

    [Fact]
    public async Task By_keyboard_alone_a_buyer_finds_a_stand_and_says_a_wish()
    {
        await using var buyer = await Enter("buyer", "B5", "stands?lang=en");
        await buyer.Page.EvaluateAsync("() => document.querySelector('a.skip').focus()");
        await buyer.Page.Keyboard.PressAsync("Enter");
        (await buyer.TabTo("input[name=text]")).ShouldBeTrue();
        await buyer.Page.Keyboard.TypeAsync("premium");
        await buyer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(buyer.Page.Locator("li.other")).ToHaveCountAsync(1);
        (await buyer.TabTo("button.never")).ShouldBeTrue();
        await buyer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(buyer.Page.Locator("button.never[aria-pressed=true]")).ToHaveCountAsync(1);
        buyer.WasQuiet();
    }

    [Fact]
    public async Task A_wish_dragged_after_wishes_are_closed_goes_back_and_the_reason_is_said()
    {
        await using var buyer = await Enter("buyer", "B6", "wishes?lang=en");
        await Patience.Until(async () =>
        {
            await buyer.Page.ReloadAsync();
            return await buyer.Page.Locator("[data-order] li").CountAsync() == 2;
        }, () => "the wishes are not shown");

        await buyer.Page.Locator("[data-company=S2]").DragToAsync(buyer.Page.Locator("[data-company=S1]"), new() { TargetPosition = new() { X = 40, Y = 4 } });

        await Assertions.Expect(buyer.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Wishes are closed.");
        (await buyer.Page.Locator("[data-order] li").EvaluateAllAsync<string[]>("all => all.map(i => i.dataset.company)")).ShouldBe(["S1", "S2"]);
    }

    [Fact]
    public async Task The_desk_moves_a_meeting_by_keys_and_by_dragging_and_is_told_why_not()
    {
        await using var desk = await hall.Open($"/registration/demo-sign-in?role=organizer&mart=*&return={Uri.EscapeDataString("/portal/marts/small-mart/desk?lang=en")}", 1440, 1000);
        var page = desk.Page;
        var cell = page.Locator("td[data-seller=S1] a[draggable=true]").Last;
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("m");
        await Assertions.Expect(page.Locator("td.can").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(page.Locator("[data-say]")).Not.ToBeEmptyAsync();
        await page.Keyboard.PressAsync("Control+ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Moved.");

        await Patience.Until(async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("td[data-slot='4'][data-seller=S1] a[draggable=true]").CountAsync() == 1;
        }, () => "the meeting is not at its new time");
        await page.Locator("td[data-slot='4'][data-seller=S1] a").DragToAsync(page.Locator("td[data-slot='7'][data-seller=S1]"));
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Moved.");
        desk.WasQuiet();
    }

    [Fact]
    public async Task The_desk_arranges_a_meeting_for_somebody_who_walks_in_and_corrects_a_record()
    {
        await using var desk = await hall.Open($"/registration/demo-sign-in?role=organizer&mart=*&return={Uri.EscapeDataString("/portal/marts/small-mart/desk/companies/B6?lang=en")}", 1280, 1000);
        var page = desk.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "They have come into the hall" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Recorded.");
        await page.GetByLabel("With whom").SelectOptionAsync("S2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin it now" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("The walk-in has begun.");
        await Patience.Until(async () =>
        {
            await page.ReloadAsync();
            return await page.Locator("ol.today li").CountAsync() == 1;
        }, () => "the walk-in is not in the company's day");

        await page.Locator("ol.today a").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It was held" }).ClickAsync();
        await Assertions.Expect(page.Locator(".state.held")).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "Correct the record" }).ClickAsync();
        await page.GetByText("B6 did not come").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct the record" }).ClickAsync();
        await Assertions.Expect(page.Locator(".state.no-show")).ToBeVisibleAsync();
        desk.WasQuiet();
    }

    private Task<Window> Enter(string role, string company, string page, int width = 1280, int height = 900) => hall.Open(
        $"/registration/demo-sign-in?role={role}&mart=small-mart&company={company}&return={Uri.EscapeDataString("/portal/marts/small-mart/" + page)}", width, height);
}
