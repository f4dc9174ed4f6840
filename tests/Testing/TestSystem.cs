using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.AllInOne;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Testing;

/// <summary>The whole system on a free port with a data folder of its own: real HTTP, real SQLite files, real relays.</summary>
public sealed class TestSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _keepData;

    private TestSystem(WebApplication app, string dataFolder, Uri address, bool keepData) =>
        (_app, DataFolder, Address, _keepData) = (app, dataFolder, address, keepData);

    public string DataFolder { get; }

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestSystem> Start(string? dataFolder = null, Action<WebApplicationBuilder>? configure = null)
    {
        var folder = dataFolder ?? Path.Combine(Path.GetTempPath(), "travelmart-test-" + Guid.NewGuid().ToString("N"));
        var port = FreePort();
        var app = AllInOneHost.Create(folder, port, configure);
        await app.StartAsync();
        return new TestSystem(app, folder, new Uri($"http://127.0.0.1:{port}"), keepData: dataFolder is not null);
    }

    /// <summary>A client with a token for a role, issued for rehearsing unless it says otherwise; without a role, a client without a token.</summary>
    public ApiClient As(string role, string? company = null, string mart = "*", bool rehearses = true)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (role.Length > 0)
        {
            var token = _app.Services.GetRequiredService<TokenIssuer>().Issue(new Caller(role, mart, company, rehearses), TimeSpan.FromHours(1));
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        return new ApiClient(client);
    }

    public ApiClient Organizer() => As(Roles.Organizer);

    public IEventLog Log(string module) => _app.Services.GetRequiredKeyedService<IEventLog>(module);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_keepData && Directory.Exists(DataFolder)) Directory.Delete(DataFolder, recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Calls the public API as one caller; every write gets an idempotency key.</summary>
public sealed class ApiClient(HttpClient client)
{
    public HttpClient Http => client;

    public Task<ApiAnswer> Get(string path) => Send(HttpMethod.Get, path, null, null, null);

    public Task<ApiAnswer> Post(string path, object? body = null, DateTimeOffset? at = null, string? key = null, string? onBehalfOf = null) =>
        Send(HttpMethod.Post, path, body ?? new { }, at, key, onBehalfOf);

    public Task<ApiAnswer> Put(string path, object body, DateTimeOffset? at = null, string? key = null, string? onBehalfOf = null) =>
        Send(HttpMethod.Put, path, body, at, key, onBehalfOf);

    public Task<ApiAnswer> Delete(string path, DateTimeOffset? at = null, string? onBehalfOf = null) =>
        Send(HttpMethod.Delete, path, null, at, null, onBehalfOf);

    private async Task<ApiAnswer> Send(HttpMethod method, string path, object? body, DateTimeOffset? at, string? key, string? onBehalfOf = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: FactJson.Options);
        if (method != HttpMethod.Get) request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (at is not null) request.Headers.Add(Write.MartTimeHeader, at.Value.ToString("O"));
        if (onBehalfOf is not null) request.Headers.Add(Write.OnBehalfOfHeader, onBehalfOf);
        using var response = await client.SendAsync(request);
        return new ApiAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

/// <summary>What came back.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string Text)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The named refusal; empty for a success.</summary>
    public string Refusal => Ok || Text.Length == 0 ? "" : Json.GetProperty("title").GetString()!;

    public ApiAnswer Expect(int status) =>
        (int)Status == status ? this : throw new InvalidOperationException($"expected {status}, got {(int)Status}: {Text}");
}
