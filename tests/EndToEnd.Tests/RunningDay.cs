using System.Net.Http.Json;
using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>The program with the Almaty day running, and a real browser to look at it.</summary>
public sealed class RunningDay : IAsyncLifetime
{
    public const string Mart = "/boards/marts/almaty-2023";

    private readonly DataFolder _data = new();
    private Launched? _process;
    private Chromium? _chromium;
    private HttpClient _http = null!;

    public Uri Address => _http.BaseAddress!;

    public async ValueTask InitializeAsync()
    {
        _process = Launched.Start("run", "--data", _data.Path, "--port", $"{TestSystem.FreePort()}", "--speed", "240");
        _http = await _process.Organizer();
        _chromium = await Chromium.Start();
        await Until(hall => string.CompareOrdinal(Minute(hall), "09:40") >= 0, "the day does not begin");
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        _http.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _data.Dispose();
    }

    internal Task<Window> Open(string path) => _chromium!.Open(Address, path);

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

    /// <summary>A company's day by the data.</summary>
    internal async Task<JsonElement> Agenda(string company) => await _http.GetFromJsonAsync<JsonElement>($"{Mart}/agendas/{company}");

    /// <summary>The hall's clock on the mart's day, such as <c>10:05</c>; empty before that day.</summary>
    public static string Minute(JsonElement hall)
    {
        var local = hall.GetProperty("at").GetProperty("local").GetString()!;
        return local.StartsWith("2023-07-13T", StringComparison.Ordinal) ? local[11..16] : "";
    }
}
