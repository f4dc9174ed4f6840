using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.SignIn;

// Why: everybody comes in here. Whoever is signed in is led to their own place in the mart; a visitor of a demo may look around as anybody,
// by one click, and the page says that this is a demo.

internal sealed record DoorsModel(Visit Visit, IReadOnlyList<MartLine> Marts, IReadOnlyDictionary<string, IReadOnlyList<CompanyLine>> Some, string? Back);

internal static class Doors
{
    public const string Path = "/portal/sign-in";
    private const int CompaniesPerSide = 3;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Home).AllowAnyone().AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        routes.MapGet("/sign-in", (HttpContext http, Visits.Visits visits, ServiceClient services) => Show(http, visits, services)).AllowAnyone()
            .AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        routes.MapPost("/sign-out", async (HttpContext http) =>
        {
            if (await Form.Read(http) is not null) http.Response.Cookies.Delete(Access.Cookie, Cookie(http, null));
            return Results.Redirect("/portal");
        }).AllowAnyone().TakesForm().ExcludeFromDescription();
        DemoDoor.Map(routes);
    }

    /// <summary>How cookies of ours are kept: script cannot read them, and other sites cannot send them.</summary>
    public static CookieOptions Cookie(HttpContext http, DateTimeOffset? until) =>
        new() { Path = "/", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Expires = until };

    /// <summary>Where somebody begins in a mart.</summary>
    public static string Place(Caller caller, string mart) => $"/portal/marts/{Uri.EscapeDataString(mart)}/" + (caller.IsOrganizer ? "applications" : "day");

    private static Task<IResult> Home(HttpContext http, Visits.Visits visits, ServiceClient services)
    {
        var caller = Caller.From(http.User);
        return caller.Role is Roles.Buyer or Roles.Seller && caller.Mart != "*"
            ? Task.FromResult(Results.Redirect(Place(caller, caller.Mart)))
            : Show(http, visits, services);
    }

    private static async Task<IResult> Show(HttpContext http, Visits.Visits visits, ServiceClient services)
    {
        var visit = visits.Begin(http);
        var marts = await services.Get<Listed<MartLine>>(null, "/registration/marts?take=50", http.RequestAborted);
        if (marts.Value is not { } open) return Frame.Pages.Closed(visit, marts.Refused!);
        var some = new Dictionary<string, IReadOnlyList<CompanyLine>>();
        if (visit.Demo)
            foreach (var mart in open.Items) some[mart.Mart] = await Companies(services, mart.Mart, http);
        var back = http.Request.Query["return"].ToString();
        return PageSecurity.Page<DoorsPage>(new DoorsModel(visit, open.Items, some, back.StartsWith("/portal/", StringComparison.Ordinal) ? back : null));
    }

    private static async Task<IReadOnlyList<CompanyLine>> Companies(ServiceClient services, string mart, HttpContext http)
    {
        var hall = await services.Get<HallCompanies>(null, $"/boards/marts/{Uri.EscapeDataString(mart)}/hall", http.RequestAborted);
        return [.. (hall.Value?.Companies ?? []).GroupBy(c => c.Role).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g.Take(CompaniesPerSide))];
    }

    private sealed record HallCompanies(IReadOnlyList<CompanyLine> Companies);
}
