using Microsoft.Playwright;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The program is killed under an open board, and started again.</summary>
public sealed class LostConnectionTests : IAsyncLifetime
{
    private readonly DataFolder _data = new();
    private readonly int _port = TestSystem.FreePort();
    private Launched _process = null!;
    private HttpClient _http = null!;
    private Chromium _chromium = null!;
    private SmallMart _mart = null!;

    public async ValueTask InitializeAsync()
    {
        _process = Start();
        _http = await _process.Organizer();
        _mart = new SmallMart(new ApiClient(_http));
        await _mart.Open();
        await _mart.Book("B1", 1, SmallMart.At(10, 5));
        _chromium = await Chromium.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await _process.DisposeAsync();
        _http.Dispose();
        _data.Dispose();
    }

    [Theory]
    [InlineData("/board", ".tm")]
    [InlineData("/grid", ".when b")]
    public async Task The_board_says_that_it_is_not_live_and_since_when_and_goes_on_by_itself(string path, string clock)
    {
        await using var window = await _chromium.Open(_http.BaseAddress!, SmallMart.SignedIn(path));
        var page = window.Page;
        var (note, status) = (page.Locator("[data-lost]"), page.Locator("[data-status]"));
        await Assertions.Expect(page.Locator(clock)).ToHaveTextAsync("10:05");
        await Assertions.Expect(status).ToHaveTextAsync("live");
        await Assertions.Expect(note).ToBeEmptyAsync();
        await page.EvaluateAsync("() => { window.sameWindow = true; }");

        await _process.Kill();

        await Assertions.Expect(note).ToHaveTextAsync("No connection. This is how it was at 10:05.");
        await Assertions.Expect(note).ToBeInViewportAsync();
        await Assertions.Expect(status).ToHaveTextAsync("as of 10:05");

        _process = Start();

        await Assertions.Expect(status).ToHaveTextAsync("live");
        await Assertions.Expect(note).ToBeEmptyAsync();
        await _mart.Book("B2", 2, SmallMart.At(10, 20));
        await Assertions.Expect(page.Locator(clock)).ToHaveTextAsync("10:20");
        (await page.EvaluateAsync<bool>("() => window.sameWindow === true")).ShouldBeTrue("the page was not loaded a second time");
    }

    private Launched Start() => Launched.Start("run", "--empty", "--data", _data.Path, "--port", $"{_port}");
}
