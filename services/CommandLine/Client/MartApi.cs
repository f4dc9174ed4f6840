using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Polly;
using Polly.Retry;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Client;

/// <summary>What a service answered.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text)
{
    public bool Ok => (int)Status is >= 200 and < 300;

    public JsonElement Json => JsonDocument.Parse(Text.Length == 0 ? "{}" : Text).RootElement;

    /// <summary>The refusal's name; empty for a success.</summary>
    public string Refusal => !Ok && Text.StartsWith('{') && Json.TryGetProperty("title", out var title) ? title.GetString() ?? "" : "";

    public string Sentence => !Ok && Text.StartsWith('{') && Json.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : $"status {(int)Status}";
}

/// <summary>A service said no where the command line needed a yes, or could not be reached.</summary>
internal sealed class ServiceException(string message) : Exception(message);

/// <summary>One write to send: its key makes it repeatable, its time is the mart's.</summary>
internal sealed record Send(HttpMethod Method, string Path, object? Body, string Key, DateTimeOffset? At = null);

/// <summary>
/// The public API as the command line uses it: a token per role from the development issuer, an idempotency key on every write, and
/// patience where facts are still on their way between services.
/// </summary>
internal sealed class MartApi(Uri address) : IDisposable
{
    // Facts that another service published a moment ago: not there yet, and so worth asking again.
    private static readonly string[] OnTheirWay = ["MartUnknown", "ParticipantNotAdmitted", "SellerNotAdmitted"];

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    private readonly ConcurrentDictionary<(string, string, string?), string> _tokens = [];

    private readonly ResiliencePipeline<Reply> _patience = new ResiliencePipelineBuilder<Reply>().AddRetry(new RetryStrategyOptions<Reply>
    {
        ShouldHandle = new PredicateBuilder<Reply>()
            .Handle<HttpRequestException>()
            .HandleResult(r => r.Status == HttpStatusCode.ServiceUnavailable || OnTheirWay.Contains(r.Refusal)),
        MaxRetryAttempts = 8,
        Delay = TimeSpan.FromMilliseconds(50),
        BackoffType = DelayBackoffType.Exponential,
        MaxDelay = TimeSpan.FromSeconds(2),
    }).Build();

    public Uri Address { get; } = address;

    /// <summary>Reads as an organizer.</summary>
    public async Task<Reply> Get(string path, CancellationToken cancel = default) =>
        await Call(Roles.Organizer, null, new(HttpMethod.Get, path, null, ""), cancel);

    /// <summary>Reads as an organizer; anything but a success ends the command.</summary>
    /// <exception cref="ServiceException">The service refused or cannot be reached.</exception>
    public async Task<JsonElement> Read(string path, CancellationToken cancel = default) => Expect(await Get(path, cancel), path).Json;

    /// <summary>Sends as a role; the answer may be a refusal.</summary>
    public async Task<Reply> Call(string role, string? company, Send send, CancellationToken cancel = default)
    {
        try
        {
            var token = await Token(role, company, cancel);
            return await _patience.ExecuteAsync(async stop => await Once(send, token, stop), cancel);
        }
        catch (HttpRequestException unreachable)
        {
            throw new ServiceException($"{Address} does not answer: {unreachable.Message}");
        }
    }

    /// <summary>The lines of a streamed export.</summary>
    public async IAsyncEnumerable<string> Lines(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(Roles.Organizer, null, cancel));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode) Expect(new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(cancel)), path);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line) yield return line;
    }

    /// <summary>Waits until everything that was published has been handed over.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        for (var quiet = 0; quiet < 2;)
        {
            var ready = await Read("/health/ready", cancel);
            var lag = ready.GetProperty("relays").EnumerateArray().Sum(r => r.GetProperty("positions").GetInt64());
            quiet = lag == 0 ? quiet + 1 : 0;
            await Task.Delay(TimeSpan.FromMilliseconds(lag == 0 ? 20 : 100), cancel);
        }
    }

    public static Reply Expect(Reply reply, string what) =>
        reply.Ok ? reply : throw new ServiceException($"{what}: {(reply.Refusal.Length > 0 ? reply.Refusal + ": " : "")}{reply.Sentence}");

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Request(Send send, string token)
    {
        var request = new HttpRequestMessage(send.Method, send.Path);
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (send.Body is not null) request.Content = JsonContent.Create(send.Body, send.Body.GetType(), options: FactJson.Options);
        if (send.Key.Length > 0) request.Headers.Add("Idempotency-Key", send.Key);
        if (send.At is { } at) request.Headers.Add(Write.MartTimeHeader, at.ToString("O"));
        return request;
    }

    private async Task<Reply> Once(Send send, string token, CancellationToken cancel)
    {
        using var request = Request(send, token);
        using var response = await _http.SendAsync(request, cancel);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(cancel));
    }

    private async Task<string> Token(string role, string? company, CancellationToken cancel)
    {
        if (_tokens.TryGetValue((role, "*", company), out var known)) return known;
        var ask = new Send(HttpMethod.Post, "/registration/tokens", new { role, mart = "*", company, rehearses = true }, "");
        var reply = await _patience.ExecuteAsync(async stop => await Once(ask, "", stop), cancel);
        return _tokens[(role, "*", company)] = Expect(reply, "a token for " + role).Json.GetProperty("token").GetString()!;
    }
}
