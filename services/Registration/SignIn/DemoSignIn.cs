using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.SignIn;

// Why: pages are looked at in a browser, which brings a cookie rather than a bearer token. One link signs a visitor of a demo in as an
// organizer, a viewer, a buyer or a seller and leads on to a page of this host or of another service of ours, never to a stranger's. Script cannot read the cookie, other sites
// cannot send it, and no write accepts it.

internal static class DemoSignIn
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/demo-sign-in", Get).AllowAnyone().Produces(StatusCodes.Status302Found).WithSummary("Signs a visitor of a demo in and leads on to a page");

    /// <summary>Whether a path stays on this host: browsers read <c>//</c> and <c>/\</c> as another host, and skip tabs and line ends.</summary>
    public static bool StaysHere(string path) =>
        path.Length is > 0 and <= 2000 && path[0] == '/' && (path.Length == 1 || path[1] is not ('/' or '\\'))
        && !path.Any(char.IsControl) && !path.Contains('\\');

    /// <summary>Whether an address is one at which a service of ours is reached.</summary>
    private static bool IsOurs(string address, HostSettings settings) =>
        Uri.TryCreate(address, UriKind.Absolute, out var to) && to.UserInfo.Length == 0 && address.Length <= 2000
        && settings.PublicAddresses.Values.SelectMany(a => a).Any(ours => Uri.Compare(to, ours, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);

    private static IResult Get(HttpContext context, HostSettings settings, TokenIssuer issuer, string? role = null, string? mart = null,
        string? company = null, [FromQuery(Name = "return")] string? back = null)
    {
        if (!OwnMachine.MayAsk(context, settings)) return Problems.From(IssueToken.NoDevelopmentIssuer);
        var ours = back is not null && IsOurs(back, settings);
        if (!ours && !StaysHere(back ?? "/")) return Problems.From(Problems.BadRequest("ReturnPathNotLocal", "Return is a path on this host, such as /boards."));
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
        return ours ? Results.Redirect(new Uri(back!).AbsoluteUri) : Results.LocalRedirect(back ?? "/");
    }
}
