using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Answers what no endpoint takes: an unknown address, a method or a content type that is not for it. Nobody needs a role to hear that.</summary>
internal static class Unrouted
{
    public static async Task Answer(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is RouteEndpoint)
        {
            await next(http);
            return;
        }
        // Routing puts an endpoint of its own there which only sets the status, and says which methods there are.
        if (http.GetEndpoint()?.RequestDelegate is { } refuse) await refuse(http);
        else http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (Reason(http.Request, http.Response.StatusCode) is { } reason) await Problems.Write(http, reason);
    }

    private static Refusal? Reason(HttpRequest request, int status) => status switch
    {
        StatusCodes.Status404NotFound => new("NoSuchAddress", "There is nothing at this address. Ids in an address have the form that the API description says.", status),
        StatusCodes.Status405MethodNotAllowed => new("MethodNotForThis", $"This address does not take {request.Method}.", status),
        StatusCodes.Status415UnsupportedMediaType => new("ContentTypeNotForThis", "A body is sent as application/json.", status),
        _ => null,
    };
}
