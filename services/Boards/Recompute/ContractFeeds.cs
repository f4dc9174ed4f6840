using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Recompute;

/// <summary>Reads what the other services published about a mart, from the beginning, over HTTP.</summary>
internal sealed class ContractFeeds(IHttpClientFactory clients, HostSettings settings, IServiceTokens tokens)
{
    private static readonly string[] Sources = ["registration", "catalogue", "matching"];

    // Reading changes nothing, so it may be repeated: three more times, waiting longer each time, and half a minute for each.
    private readonly ResiliencePipeline _patience = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromMilliseconds(200),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>(),
        })
        .AddTimeout(TimeSpan.FromSeconds(30))
        .Build();

    /// <summary>Every contract about a mart, in the order of each source's log.</summary>
    public async Task<IReadOnlyList<ContractMessage>> Read(string mart, CancellationToken cancel)
    {
        var feeds = new List<ContractMessage>();
        foreach (var source in Sources)
            feeds.AddRange(await _patience.ExecuteAsync(async stop => await ReadOne(source, mart, stop), cancel));
        return feeds;
    }

    private async Task<List<ContractMessage>> ReadOne(string source, string mart, CancellationToken cancel)
    {
        var address = new Uri(settings.Addresses[source], $"/{source}/marts/{Uri.EscapeDataString(mart)}/contracts");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Obtain(cancel));
        using var client = clients.CreateClient("contract-feeds");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        var messages = new List<ContractMessage>();
        await foreach (var message in Messages(response, cancel)) messages.Add(message);
        return messages;
    }

    private static async IAsyncEnumerable<ContractMessage> Messages(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length == 0) continue;
            var fed = JsonSerializer.Deserialize<FeedLine>(line, FactJson.Options)!;
            if (ContractMessage.TypeOf(fed.Type) is not { } type) continue;
            yield return new(fed.Id, fed.Source, fed.Position, fed.Mart, fed.At, fed.Cause, fed.Body.Deserialize(type, FactJson.Options)!);
        }
    }
}
