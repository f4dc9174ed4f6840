using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.SignIn;

// Why: pages are looked at in a browser, which brings a cookie rather than a bearer token. One link signs a visitor of a demo in as an
// organizer, a buyer or a seller and leads on to a page of this host, never to another one. Script cannot read the cookie, other sites
// cannot send it, and no write accepts it.

internal static class DemoSignIn
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/demo-sign-in", Get).AllowAnyone().Produces(StatusCodes.Status302Found).WithSummary("Signs a visitor of a demo in and leads on to a page");

    /// <summary>Whether a path stays on this host: browsers read <c>//</c> and <c>/\</c> as another host, and skip tabs and line ends.</summary>
    public static bool StaysHere(string path) =>
        path.Length is > 0 and <= 2000 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(char.IsControl) && !path.Contains('\\');

    private static IResult Get(HttpContext context, HostSettings settings, TokenIssuer issuer, string? role = null, string? mart = null,
        string? company = null, [FromQuery(Name = "return")] string? back = null)
    {
        if (!OwnMachine.MayAsk(context, settings)) return Problems.From(IssueToken.NoDevelopmentIssuer);
        if (!StaysHere(back ?? "/")) return Problems.From(Problems.BadRequest("ReturnPathNotLocal", "Return is a path on this host, such as /boards."));
        var (caller, wrong) = IssueToken.Check(new(role, mart, company));
        if (wrong is not null) return Problems.From(wrong);
        var (token, expiresAt) = IssueToken.Issue(issuer, caller);
        context.Response.Cookies.Append(Access.Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            Expires = expiresAt,
        });
        context.Response.Headers.CacheControl = "no-store";
        return Results.LocalRedirect(back ?? "/");
    }
}
