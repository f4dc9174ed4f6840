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
internal sealed class MartApi : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);


    // Facts that another service published a moment ago: not there yet, and so worth asking again.
    private static readonly string[] OnTheirWay = ["MartUnknown", "ParticipantNotAdmitted", "SellerNotAdmitted"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly Lazy<Task<Dictionary<string, Uri[]>>> _services;
    private int _turn;
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

    public MartApi(Uri address)
    {
        Address = address;
        _services = new(Services);
    }

    public Uri Address { get; }

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
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            throw new ServiceException($"{Address} does not answer: {unreachable.Message}");
        }
    }

    /// <summary>The lines of a streamed export.</summary>
    public async IAsyncEnumerable<string> Lines(string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await Place(path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Token(Roles.Organizer, null, cancel));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (!response.IsSuccessStatusCode) Expect(new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(cancel)), path);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line) yield return line;
    }

    /// <summary>The same read in every process, as an organizer; one that does not answer is left out.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReadEverywhere(string path, CancellationToken cancel)
    {
        var token = await Token(Roles.Organizer, null, cancel);
        var answers = new List<JsonElement>();
        foreach (var place in await Everywhere())
        {
            using var request = Request(new(HttpMethod.Get, path, null, ""), new Uri(place, path), token);
            try
            {
                using var answer = await _http.SendAsync(request, cancel);
                if (answer.IsSuccessStatusCode) answers.Add(await answer.Content.ReadFromJsonAsync<JsonElement>(cancel));
            }
            catch (HttpRequestException) { }
        }
        return answers;
    }

    /// <summary>Waits until everything that was published has been handed over.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        var begun = TimeProvider.System.GetTimestamp();
        for (var quiet = 0; quiet < 2;)
        {
            var lag = 0L;
            foreach (var place in await Everywhere()) lag += await Behind(place, cancel);
            quiet = lag == 0 ? quiet + 1 : 0;
            if (TimeProvider.System.GetElapsedTime(begun) > LongestWait)
                throw new ServiceException($"waited {LongestWait.TotalSeconds:0} seconds for all messages to be handed over, and in vain: {lag} still wait");
            await Task.Delay(Glance, cancel);
        }
    }

    /// <summary>Reads again and again until what is read is as somebody wants it.</summary>
    /// <param name="what">What is waited for, for the sentence that is said when it takes too long.</param>
    /// <param name="path">What is read.</param>
    /// <param name="isSo">Whether it is so.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <param name="atMost">How long is waited; five minutes unless told.</param>
    /// <exception cref="ServiceException">It took too long.</exception>
    public async Task Until(string what, string path, Func<JsonElement, bool> isSo, CancellationToken cancel, TimeSpan? atMost = null)
    {
        var (begun, limit) = (TimeProvider.System.GetTimestamp(), atMost ?? LongestWait);
        while (await Read(path, cancel) is var read && !isSo(read))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > limit)
                throw new ServiceException($"waited {limit.TotalSeconds:0} seconds for {what}, and in vain; {path} says: {read.GetRawText()}");
            await Task.Delay(Glance, cancel);
        }
    }

    private async Task<IReadOnlyList<Uri>> Everywhere() => await _services.Value is { Count: > 0 } known ? [.. known.Values.SelectMany(p => p)] : [Address];

    // Events that followers have not handled; a process that is not ready says so with its lag beside it.
    private async Task<long> Behind(Uri place, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri(place, "/health/ready"), cancel);
        var ready = await answer.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return ready.GetProperty("followers").EnumerateArray().Sum(r => r.GetProperty("events").GetInt64()) + (answer.IsSuccessStatusCode ? 0 : 1);
    }

    public static Reply Expect(Reply reply, string what) =>
        reply.Ok ? reply : throw new ServiceException($"{what}: {(reply.Refusal.Length > 0 ? reply.Refusal + ": " : "")}{reply.Sentence}");

    public void Dispose() => _http.Dispose();

    // Where services run apart, any of them tells where the others are; one that runs more than once is asked by turns.
    private async Task<Uri> Place(string path)
    {
        var known = await _services.Value;
        return new Uri(known.TryGetValue(path.Split('/', 3)[1], out var places) ? places[Interlocked.Increment(ref _turn) % places.Length] : Address, path);
    }

    private async Task<Dictionary<string, Uri[]>> Services()
    {
        using var answer = await _http.GetAsync(new Uri(Address, "/addresses"));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Dictionary<string, Uri[]>>() ?? [] : [];
    }

    private static HttpRequestMessage Request(Send send, Uri place, string token)
    {
        var request = new HttpRequestMessage(send.Method, place);
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (send.Body is not null) request.Content = JsonContent.Create(send.Body, send.Body.GetType(), options: FactJson.Options);
        if (send.Key.Length > 0) request.Headers.Add("Idempotency-Key", send.Key);
        if (send.At is { } at) request.Headers.Add(Write.MartTimeHeader, at.ToString("O"));
        return request;
    }

    private async Task<Reply> Once(Send send, string token, CancellationToken cancel)
    {
        using var request = Request(send, await Place(send.Path), token);
        using var response = await _http.SendAsync(request, cancel);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(cancel));
    }

    /// <summary>A token for a role, asked for once.</summary>
    public async Task<string> Token(string role, string? company, CancellationToken cancel)
    {
        if (_tokens.TryGetValue((role, "*", company), out var known)) return known;
        var ask = new Send(HttpMethod.Post, "/registration/tokens", new { role, mart = "*", company, rehearses = true }, "");
        var reply = await _patience.ExecuteAsync(async stop => await Once(ask, "", stop), cancel);
        return _tokens[(role, "*", company)] = Expect(reply, "a token for " + role).Json.GetProperty("token").GetString()!;
    }
}
