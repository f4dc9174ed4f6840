using Microsoft.Playwright;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A real browser.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private const int PatienceOnBusyMachines = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> Start()
    {
        Assertions.SetDefaultExpectTimeout(PatienceOnBusyMachines);
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments }));
    }

    /// <summary>A window on a running system that remembers what went wrong in it and whom it asked.</summary>
    public async Task<Window> Open(Uri address, string path, int width = 1600, int height = 900)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(PatienceOnBusyMachines);
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync(path);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>One browser window of one visitor.</summary>
internal sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];
    private readonly List<string> _asked = [];

    public Window(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, said) => { if (said.Type is "error" or "warning") _errors.Add(said.Text); };
        page.PageError += (_, error) => _errors.Add(error);
        context.Request += (_, request) => _asked.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>Nothing was complained about, and nobody but this machine was asked for anything.</summary>
    public void WasQuiet()
    {
        _errors.ShouldBeEmpty();
        _asked.ShouldNotBeEmpty();
        _asked.Where(url => new Uri(url).Host != "127.0.0.1" && !url.StartsWith("data:", StringComparison.Ordinal)).ShouldBeEmpty("requests that leave this machine");
    }

    /// <summary>Presses Tab until the focus is on an element that a selector matches. False when the focus has gone round without meeting one.</summary>
    public async Task<bool> TabTo(string selector)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>("s => document.activeElement !== null && document.activeElement.matches(s)", selector)) return true;
        }
        return false;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
