using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.SignIn;

// Why: everybody comes in here. Whoever is signed in is led to their own place in the mart; a visitor of a demo may look around as anybody,
// by one click, and the page says that this is a demo.

internal sealed record DoorsModel(Visit Visit, IReadOnlyList<MartLine> Marts, IReadOnlyDictionary<string, IReadOnlyList<CompanyLine>> Some, string? Back, SignInForm? Form, Refused? Why);

/// <summary>What was typed to sign in, and whether a second factor is asked for; the password is never shown again.</summary>
internal sealed record SignInForm(string? Email, bool AsksForCode, string? Back);

internal static class Doors
{
    public const string Path = "/portal/sign-in";
    private const int CompaniesPerSide = 3;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/", Home);
        SignInDoor.Map(routes);
        DemoDoor.Map(routes);
    }

    /// <summary>Where somebody begins in a mart.</summary>
    public static string Place(Caller caller, string mart) => $"/portal/marts/{Uri.EscapeDataString(mart)}/" + (caller.IsOrganizer ? "start" : "day");

    /// <summary>Where the visitor wanted to go before they were led to the door: a page of ours, or null.</summary>
    public static string? Back(Visit visit) => visit.Http.Request.Query["return"].ToString() is var back && Form.IsOurs(back) ? back : null;

    private static Task<IResult> Home(Visit visit) => visit.Caller.Role is Roles.Buyer or Roles.Seller && visit.Caller.Mart != "*"
        ? Task.FromResult(Results.Redirect(Place(visit.Caller, visit.Caller.Mart)))
        : Show(visit);

    /// <summary>The page with the marts, and with the ways to sign in where those were asked for.</summary>
    public static async Task<IResult> Show(Visit visit, SignInForm? form = null, Refused? why = null)
    {
        var marts = await visit.Services.Get<Listed<MartLine>>(null, "/registration/marts?take=50", visit.Http.RequestAborted);
        if (marts.Value is not { } open) return Frame.Pages.Closed(visit, marts.Refused!);
        var some = new Dictionary<string, IReadOnlyList<CompanyLine>>();
        if (visit.Demo)
            foreach (var mart in open.Items) some[mart.Mart] = await Companies(visit, mart.Mart);
        return PageSecurity.Page<DoorsPage>(new DoorsModel(visit, open.Items, some, Back(visit), form, why), why?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IReadOnlyList<CompanyLine>> Companies(Visit visit, string mart)
    {
        // The visitor has no part in the mart yet; whom a demo offers to be, a viewer may see.
        var viewer = await visit.Services.Send<DemoDoor.Issued>(null, HttpMethod.Post, "/registration/tokens", new { role = Roles.Viewer, mart }, "", null, visit.Http.RequestAborted);
        var hall = await visit.Services.Get<HallCompanies>(viewer.Value?.Token, $"/boards/marts/{Uri.EscapeDataString(mart)}/hall", visit.Http.RequestAborted);
        return [.. (hall.Value?.Companies ?? []).GroupBy(c => c.Role).OrderBy(g => g.Key, StringComparer.Ordinal).SelectMany(g => g.Take(CompaniesPerSide))];
    }

    private sealed record HallCompanies(IReadOnlyList<CompanyLine> Companies);
}
