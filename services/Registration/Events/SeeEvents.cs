using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Events;

// Why: what an event is and which programmes it has is public, and whoever opens a mart needs to see what was declared.

internal static class SeeEvents
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events/{event}", See).AllowAnyone().Produces<EventOpened>().WithSummary("An event with its programmes");

    private static async Task<IResult> See(string @event, RegistrationLog registration) =>
        (await registration.Event(@event)).State is { } opened ? Results.Ok(opened) : Problems.From(Refusals.EventUnknown(@event));
}
