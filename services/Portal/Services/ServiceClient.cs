using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Services;

/// <summary>What a service said no to, and why.</summary>
/// <param name="Name">The refusal's name, such as <c>SlotAlreadyTaken</c>.</param>
/// <param name="Sentence">The service's own sentence, in English.</param>
/// <param name="Status">HTTP status; 503 where the service could not be reached.</param>
/// <param name="Errors">Sentences by field, for a form that was not understood.</param>
internal sealed record Refused(string Name, string Sentence, int Status, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors)
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> NoErrors { get; } = new Dictionary<string, IReadOnlyList<string>>();

    public static Refused Unreachable { get; } = new("ServiceUnreachable", "The service does not answer now.", 503, NoErrors);
}

/// <summary>What a service answered: what was asked for, or why not.</summary>
internal sealed record Said<T>(T? Value, Refused? Refused);

/// <summary>The services as the portal calls them: with the visitor's own token, so that each decides for itself what the visitor may.</summary>
internal sealed class ServiceClient(IHttpClientFactory clients, HostSettings settings, IServiceTokens tokens)
{
    // What only reads may be asked again at the service's next address. A write is sent with an idempotency key, so that too.
    private readonly ResiliencePipeline<HttpResponseMessage> _patience = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddTimeout(TimeSpan.FromSeconds(15))
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 2,
            Delay = TimeSpan.FromMilliseconds(100),
            BackoffType = DelayBackoffType.Exponential,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().HandleResult(r => r.StatusCode == HttpStatusCode.ServiceUnavailable),
        }).Build();

    /// <summary>Asks for something.</summary>
    /// <param name="token">The visitor's token; null for what is public.</param>
    /// <param name="path">Beginning with the service's name.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Said<T>> Get<T>(string? token, string path, CancellationToken cancel) => Call<T>(token, HttpMethod.Get, path, null, "", null, cancel);

    /// <summary>A picture that a service keeps; null where there is none, or none for this visitor.</summary>
    public async Task<byte[]?> Picture(string? token, string path, CancellationToken cancel)
    {
        var addresses = settings.Addresses[path.Split('/')[1]];
        var attempt = 0;
        using var client = clients.CreateClient("services");
        try
        {
            using var response = await _patience.ExecuteAsync(async stop =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(addresses[attempt++ % addresses.Count], path));
                if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return await client.SendAsync(request, stop);
            }, cancel);
            return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancel) : null;
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutRejectedException) { return null; }
    }

    /// <summary>Sends a write.</summary>
    /// <param name="token">The visitor's token.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">Beginning with the service's name.</param>
    /// <param name="body">What is sent as JSON; null for nothing.</param>
    /// <param name="key">The idempotency key: the same for a form that is sent twice.</param>
    /// <param name="onBehalfOf">The company that an organizer acts for.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="martTime">The time that an organizer tells a rehearsal.</param>
    public Task<Said<T>> Send<T>(string? token, HttpMethod method, string path, object? body, string key, string? onBehalfOf, CancellationToken cancel, DateTimeOffset? martTime = null) =>
        Call<T>(token, method, path, body, key, onBehalfOf, cancel, martTime: martTime);

    /// <summary>Asks Registration for somebody who is not signed in yet, as a service that says from which address on the network they come.</summary>
    /// <param name="http">Their request.</param>
    /// <param name="path">Beginning with the service's name.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="key">The idempotency key, where the service asks for one.</param>
    public async Task<Said<T>> AsVisitor<T>(HttpContext http, string path, object body, string key = "") =>
        await Call<T>(await tokens.Obtain(http.RequestAborted), HttpMethod.Post, path, body, key, null, http.RequestAborted, http.Connection.RemoteIpAddress?.ToString());

    private async Task<Said<T>> Call<T>(string? token, HttpMethod method, string path, object? body, string key, string? onBehalfOf, CancellationToken cancel, string? visitor = null, DateTimeOffset? martTime = null)
    {
        var addresses = settings.Addresses[path.Split('/')[1]];
        var attempt = 0;
        using var client = clients.CreateClient("services");
        try
        {
            using var response = await _patience.ExecuteAsync(async stop =>
            {
                using var request = new HttpRequestMessage(method, new Uri(addresses[attempt++ % addresses.Count], path));
                if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                if (method != HttpMethod.Get) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
                if (visitor is not null) request.Headers.TryAddWithoutValidation(VisitorAddress.Header, visitor);
                if (martTime is { } told) request.Headers.Add(Write.MartTimeHeader, told.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                if (onBehalfOf is not null) request.Headers.Add(Write.OnBehalfOfHeader, onBehalfOf);
                if (method != HttpMethod.Get) request.Content = JsonContent.Create(body ?? new { }, options: FactJson.Options);
                return await client.SendAsync(request, stop);
            }, cancel);
            if (response.StatusCode == HttpStatusCode.NoContent || (response.IsSuccessStatusCode && response.Content.Headers.ContentLength is 0)) return new(default, null);
            return response.IsSuccessStatusCode
                ? new(await response.Content.ReadFromJsonAsync<T>(FactJson.Options, cancel), null)
                : new(default, await Refusal(response, cancel));
        }
        catch (Exception failure) when (failure is HttpRequestException or TimeoutRejectedException) { return new(default, Refused.Unreachable); }
    }

    private static async Task<Refused> Refusal(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json") return Refused.Unreachable with { Status = (int)response.StatusCode };
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        var errors = problem.TryGetProperty("errors", out var said) && said.ValueKind == JsonValueKind.Object
            ? said.EnumerateObject().ToDictionary(e => e.Name, IReadOnlyList<string> (e) => e.Value.ValueKind == JsonValueKind.Array
                ? [.. e.Value.EnumerateArray().Select(v => v.ToString())] : [e.Value.ToString()])
            : [];
        return new(problem.GetProperty("title").GetString()!, problem.GetProperty("detail").GetString() ?? "", (int)response.StatusCode, errors);
    }
}
