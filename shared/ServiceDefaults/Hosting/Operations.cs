using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>How far a follower is behind a service's log.</summary>
/// <param name="Service">The service whose log is followed.</param>
/// <param name="Follower">The name of its checkpoint.</param>
/// <param name="Events">Events not handled yet.</param>
/// <param name="Seconds">How long the oldest of them has waited.</param>
public sealed record FollowerLag(string Service, string Follower, long Events, double Seconds);

/// <summary>The process is there.</summary>
internal sealed record Alive(string Status);

/// <summary>Health, lag, and what was parked: for whoever runs the system.</summary>
internal static class Operations
{
    internal sealed record Retried(Guid HandedOver);

    public static void MapHealth(this IEndpointRouteBuilder routes, IReadOnlyList<MountedModule> modules)
    {
        routes.MapGet("/health/live", () => new Alive("live")).AllowAnyone();
        routes.MapGet("/health/ready", (Health health, CancellationToken cancel) => health.Answer(cancel)).AllowAnyone().Produces<Readiness>();
    }

    public static void MapOperations(this IEndpointRouteBuilder routes, MountedModule module)
    {
        routes.MapGet("/parked", (CancellationToken cancel) => module.Log.Checkpoints.Parked(cancel))
            .Allow(Roles.Organizer).WithSummary("Messages that a consumer failed to handle");
        routes.MapPost("/parked/{messageId:guid}/retry", (Guid messageId, string subscriber, IEnumerable<IHostedService> hosted, CancellationToken cancel) =>
                Retry(module, [.. hosted.OfType<IParking>()], subscriber, messageId, cancel))
            .Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<Retried>().WithSummary("Hands a parked message over once more");
    }

    private static async Task<IResult> Retry(MountedModule module, IReadOnlyList<IParking> all, string subscriber, Guid messageId, CancellationToken cancel)
    {
        var parked = (await module.Log.Checkpoints.Parked(cancel)).FirstOrDefault(p => p.Subscriber == subscriber && p.MessageId == messageId);
        var whose = all.FirstOrDefault(p => ReferenceEquals(p.Log, module.Log) && p.ParksAs(subscriber));
        if (parked is null || whose is null) return Problems.NotFound("NothingParked", "There is no such parked message.");
        try { await whose.TryAgain(parked, cancel); }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            return Problems.From(new("StillFailing", $"It failed again: {failure.GetBaseException().GetType().Name}."));
        }
        await module.Log.Checkpoints.Unpark(subscriber, messageId, cancel);
        return Results.Ok(new Retried(messageId));
    }
}
