using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The program with the Almaty day running, and a real browser to look at it.</summary>
public sealed class RunningDay : IAsyncLifetime
{
    public const string Mart = "/boards/marts/almaty-2023";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly DataFolder _data = new();
    private Launched? _process;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private HttpClient _http = null!;

    public Uri Address => _http.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        var port = TestSystem.FreePort();
        _process = Launched.Start("run", "--data", _data.Path, "--port", $"{port}", "--speed", "240");
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        await Until(hall => string.CompareOrdinal(Minute(hall), "09:40") >= 0, "the day does not begin");
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _http.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>A window on the running system that remembers what went wrong in it and whom it asked.</summary>
    internal async Task<Window> Open(string path)
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = Address.ToString(), ViewportSize = new() { Width = 1600, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync(path);
        return window;
    }

    /// <summary>Waits until the hall is as somebody wants it.</summary>
    public Task Until(Func<JsonElement, bool> so, string otherwise) => Patience.Until(async () =>
    {
        if (_process!.HasExited) throw new InvalidOperationException(_process.ToString());
        try
        {
            using var answer = await _http.GetAsync(Mart + "/hall");
            return answer.IsSuccessStatusCode && so(await answer.Content.ReadFromJsonAsync<JsonElement>());
        }
        catch (HttpRequestException) { return false; }
    }, () => $"{otherwise}: {_process}", 240);

    /// <summary>The hall's clock on the mart's day, such as <c>10:05</c>; empty before that day.</summary>
    public static string Minute(JsonElement hall)
    {
        var local = hall.GetProperty("at").GetProperty("local").GetString()!;
        return local.StartsWith("2023-07-13T", StringComparison.Ordinal) ? local[11..16] : "";
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
