using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Reads what other services published, from their own logs, over HTTP.</summary>
public sealed class ContractFeeds(IHttpClientFactory clients, HostSettings settings, IServiceTokens tokens)
{
    // Opening a feed changes nothing, so it may be repeated: three more times, at the service's next address, waiting longer each time.
    private readonly ResiliencePipeline<HttpResponseMessage> _patience = new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder<HttpResponseMessage>().Handle<HttpRequestException>().Handle<TimeoutRejectedException>(),
        })
        .AddTimeout(TimeSpan.FromSeconds(30))
        .Build();

    /// <summary>Every contract that a service published about a mart, in the order of its log.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or refuses.</exception>
    public IAsyncEnumerable<ContractMessage> OfMart(string source, string mart, CancellationToken cancel) =>
        Read(source, $"/{source}/marts/{Uri.EscapeDataString(mart)}/contracts", cancel);

    /// <summary>Every contract that a service published after a position of its log.</summary>
    /// <exception cref="HttpRequestException">The service does not answer, or refuses.</exception>
    public IAsyncEnumerable<ContractMessage> Follow(string source, long after, CancellationToken cancel) =>
        Read(source, $"/{source}/contracts?after={after}", cancel);

    private async IAsyncEnumerable<ContractMessage> Read(string source, string path, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var client = clients.CreateClient("contract-feeds");
        var attempt = 0;
        using var response = await _patience.ExecuteAsync(async stop => await Open(client, source, path, attempt++, stop), cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 0) continue;
            var fed = JsonSerializer.Deserialize<FeedLine>(line, FactJson.Options)!;
            if (ContractMessage.TypeOf(fed.Type) is not { } type) continue;
            yield return new(fed.Id, fed.Source, fed.Position, fed.Version, fed.Mart, fed.At, fed.Cause, fed.Body.Deserialize(type, FactJson.Options)!);
        }
    }

    private async Task<HttpResponseMessage> Open(HttpClient client, string source, string path, int attempt, CancellationToken cancel)
    {
        var addresses = settings.Addresses[source];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(addresses[attempt % addresses.Count], path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Obtain(cancel));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode) return response;
        response.Dispose();
        throw new HttpRequestException($"{source} refuses its feed", null, response.StatusCode);
    }
}
