using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Live;

// Why: what somebody waits for shows up without their asking. The portal listens to a mart's live board once, however many look on, and rings wherever a
// page of that mart is open; the page then fetches what is new with its own person's rights. Nothing about the mart travels on this line.

/// <summary>Rings where pages of a mart are open whenever something in it changed.</summary>
internal sealed partial class MartBell(IHttpClientFactory clients, HostSettings settings, IServiceTokens tokens, TimeProvider clock, IHostApplicationLifetime host, ILogger<MartBell> logger)
{
    private const int MostListeners = 5000;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15), Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<ChannelWriter<bool>, string> _listeners = [];
    private readonly Lock _marts = new();
    private readonly HashSet<string> _heard = [];

    private CancellationToken Stopping => host.ApplicationStopping;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/live", IResult (MartBell bell, HttpContext http, string mart, CancellationToken cancel) =>
        {
            if (bell._listeners.Count >= MostListeners) return Problems.From(new("TooManyReaders", "Too many pages are open on this host. Try again later.", StatusCodes.Status503ServiceUnavailable));
            http.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(bell.Listen(mart, cancel));
        }).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller, Roles.Badge).ExcludeFromDescription();

    private async IAsyncEnumerable<SseItem<string>> Listen(string mart, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel, Stopping);
        _listeners[rung.Writer] = mart;
        try
        {
            Hear(mart);
            yield return new("1", "heartbeat");
            while (!end.IsCancellationRequested) yield return new("1", await Rings(rung.Reader, end.Token) ? "changed" : "heartbeat");
        }
        finally { _listeners.TryRemove(rung.Writer, out _); }
    }

    private async Task<bool> Rings(ChannelReader<bool> rung, CancellationToken cancel)
    {
        using var quiet = new CancellationTokenSource(Heartbeat, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancel);
        try { return await rung.ReadAsync(either.Token); }
        catch (OperationCanceledException) { return false; }
    }

    // The first who listens to a mart begins to hear it, and it is heard for as long as anybody listens.
    private void Hear(string mart)
    {
        lock (_marts) if (!_heard.Add(mart)) return;
        _ = Task.Run(async () =>
        {
            for (var attempt = 0; !Stopping.IsCancellationRequested; attempt++)
            {
                lock (_marts)
                {
                    if (!_listeners.Values.Contains(mart)) { _heard.Remove(mart); return; }
                }
                try { await Follow(mart, attempt); }
                // A lost line is tried again: pages look for themselves meanwhile. Anything else is a fault of ours, and somebody should know.
                catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException) { }
                catch (Exception fault) when (fault is not OutOfMemoryException) { Failed(logger, mart, fault); }
                await Task.Delay(Pause, clock, Stopping);
            }
        }, Stopping);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The live board of {Mart} cannot be followed.")]
    private static partial void Failed(ILogger logger, string mart, Exception fault);

    private async Task Follow(string mart, int attempt)
    {
        using var client = clients.CreateClient("live");
        client.Timeout = Timeout.InfiniteTimeSpan;
        var addresses = settings.Addresses["boards"];
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(addresses[attempt % addresses.Count], $"/boards/marts/{Uri.EscapeDataString(mart)}/live"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.Obtain(Stopping));
        // Boards say something at least every quarter of a minute; one that is silent for longer is gone.
        using var silent = new CancellationTokenSource(Heartbeat * 3, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, Stopping);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
        answer.EnsureSuccessStatusCode();
        await foreach (var item in SseParser.Create(await answer.Content.ReadAsStreamAsync(end.Token), (_, _) => 0).EnumerateAsync(end.Token))
        {
            silent.CancelAfter(Heartbeat * 3);
            var listeners = _listeners.Where(l => l.Value == mart).Select(l => l.Key).ToList();
            if (listeners.Count == 0) return;
            if (item.EventType == "board") foreach (var listener in listeners) listener.TryWrite(true);
        }
    }
}
