using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Polly.Timeout;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Recompute;

/// <summary>The organizer's button: count everything again.</summary>
internal static class RecomputeEndpoint
{
    public static void MapRecompute(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/recompute", async (string mart, Recomputation recomputation, CancellationToken cancel) =>
        {
            try { return Results.Json(await recomputation.Run(mart, cancel), FactJson.Options); }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
            {
                return Problems.From(new("SourceUnreachable", "A service whose history is needed does not answer; nothing was changed. Try again later.", 503));
            }
        }).Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<RecomputeReport>()
            .WithSummary("Builds the mart's views again from event zero and compares them with the live ones");
}
