using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>How far a queue is behind a service's log.</summary>
/// <param name="Source">The service whose log is read.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Positions">Positions not handed over yet.</param>
public sealed record RelayLag(string Source, string Queue, long Positions);

/// <summary>The process is there.</summary>
internal sealed record Alive(string Status);

/// <summary>Whether everything is handed over that can be, how many messages are parked, and how far each queue and each view is behind.</summary>
internal sealed record Readiness(string Status, int Parked, IReadOnlyList<RelayLag> Relays, IReadOnlyList<ViewLag> Views);

/// <summary>Health, how far relays and views are behind, and what was parked: for whoever runs the system.</summary>
internal static class Operations
{
    internal sealed record Retried(Guid HandedOver);

    public static void MapHealth(this IEndpointRouteBuilder routes, IReadOnlyList<MountedModule> modules)
    {
        routes.MapGet("/health/live", () => new Alive("live")).AllowAnyone();
        routes.MapGet("/health/ready", async (IEnumerable<InProcessRelay> relays, IEnumerable<IRunningView> views, CancellationToken cancel) =>
        {
            var lags = new List<RelayLag>();
            foreach (var relay in relays) lags.Add(new(relay.Source, relay.Subscriber, await relay.Lag(cancel)));
            var parked = 0;
            foreach (var module in modules) parked += (await module.Log.Checkpoints.Parked(cancel)).Count;
            var behind = await Task.WhenAll(views.Select(v => v.Lag(cancel)));
            var alarm = parked > 0 || behind.Any(v => v.Stuck > 0);
            return new Readiness(alarm ? "ready-with-alarm" : "ready", parked, lags, behind);
        }).AllowAnyone();
    }

    public static void MapOperations(this IEndpointRouteBuilder routes, MountedModule module)
    {
        routes.MapGet("/parked", (CancellationToken cancel) => module.Log.Checkpoints.Parked(cancel))
            .Allow(Roles.Organizer).WithSummary("Messages that a consumer failed to handle");
        routes.MapPost("/parked/{messageId:guid}/retry", (Guid messageId, string subscriber, IEnumerable<InProcessRelay> relays,
                    IEnumerable<IHostedService> hosted, CancellationToken cancel) =>
                Retry(module, [.. relays, .. hosted.OfType<LogSubscriber>()], subscriber, messageId, cancel))
            .Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<Retried>().WithSummary("Hands a parked message over once more");
    }

    private static async Task<IResult> Retry(MountedModule module, IReadOnlyList<IFollowing> followers, string subscriber, Guid messageId, CancellationToken cancel)
    {
        var parked = (await module.Log.Checkpoints.Parked(cancel)).FirstOrDefault(p => p.Subscriber == subscriber && p.MessageId == messageId);
        var follower = followers.FirstOrDefault(f => ReferenceEquals(f.Log, module.Log) && f.Subscriber == subscriber);
        if (parked is null || follower is null) return Problems.NotFound("NothingParked", "There is no such parked message.");
        var e = (await module.Log.ReadForward(parked.Position - 1, 1, cancel: cancel))[0];
        try { await follower.Deliver(e, cancel); }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return Problems.From(new("StillFailing", $"It failed again: {failure.GetBaseException().GetType().Name}."));
        }
        await module.Log.Checkpoints.Unpark(subscriber, messageId, cancel);
        return Results.Ok(new Retried(messageId));
    }
}

/// <summary>Starts and stops all relays of the host.</summary>
internal sealed class RelayRunner(IEnumerable<InProcessRelay> relays) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(relays.Select(r => r.StartAsync(cancellationToken)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(relays.Select(r => r.StopAsync(cancellationToken)));
}
