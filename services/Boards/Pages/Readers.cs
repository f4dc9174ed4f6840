using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

// Why: who may not see a board is told so in its own kind: a program by a named refusal, a person by a page that says how to come in. So the
// boards ask by themselves, and state whom they let in all the same.

internal static class Readers
{
    /// <summary>Whoever has a part in the mart, or holds a link to its boards; and the portal, which tells open pages that something changed.</summary>
    public static readonly string[] OfTheHall = [Roles.Organizer, Roles.Buyer, Roles.Seller, Roles.Badge, Roles.Viewer, Roles.Service];

    public static readonly string[] OfAnAgenda = [Roles.Organizer, Roles.Buyer, Roles.Seller, Roles.Badge];

    public static readonly string[] OrganizersAlone = [Roles.Organizer];

    /// <summary>Lets these roles read what there is of the mart, and nobody else.</summary>
    public static RouteHandlerBuilder ReadBy(this RouteHandlerBuilder endpoint, string[] roles)
    {
        endpoint.WithMetadata(new Access(roles) { AsksItself = true }).AllowAnonymous().AddEndpointFilter(async (context, next) =>
            NotFor(context.HttpContext, roles) is { } closed ? closed : await next(context));
        return endpoint;
    }

    private static IResult? NotFor(HttpContext http, string[] roles)
    {
        var (caller, mart) = (Caller.From(http.User), (string)http.Request.RouteValues["mart"]!);
        if (roles.Contains(caller.Role) && caller.Covers(mart)) return null;
        if (PageEndpoints.WantsPage(http)) return http.RequestServices.GetRequiredService<PageDesk>().Closed(http, mart, roles);
        return Problems.From(caller.Role.Length == 0 ? Problems.NoToken : roles.Contains(caller.Role) ? Problems.NotYourMart(mart) : Problems.NotForYourRole);
    }
}
