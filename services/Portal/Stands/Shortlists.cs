using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Portal.Applications;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Stands;

// Why: a buyer marks stands to come back to, and says which categories it looks for. The catalogue keeps both for the company, so that they are there on
// every device of every colleague.

internal static class Shortlists
{
    private static readonly ShortlistDocument Empty = new([], null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapForm("/marts/{mart}/stands/{company}/save", Save).Allow(Roles.Buyer);
        routes.MapForm("/marts/{mart}/interests", Choose).Allow(Roles.Buyer);
    }

    /// <summary>What the visitor's company has marked; empty for whoever has no shortlist.</summary>
    public static async Task<ShortlistDocument> Of(Visit visit) =>
        visit.IsBuyer ? (await visit.Get<ShortlistDocument>("catalogue", Own(visit))).Value ?? Empty : Empty;

    /// <summary>The categories that the visitor's company looks for: those that it chose here, else those of its application.</summary>
    public static async Task<IReadOnlyList<string>> Interests(Visit visit, ShortlistDocument shortlist) =>
        !visit.IsBuyer ? [] : shortlist.Interests ?? (await visit.Get<OwnApplication>("registration", "companies/" + Uri.EscapeDataString(visit.Company))).Value?.Interests ?? [];

    private static string Own(Visit visit) => "shortlists/" + Uri.EscapeDataString(visit.Company);

    private static async Task<IResult> Save(Visit visit, Form form)
    {
        var method = form.Text("saved") == "no" ? HttpMethod.Delete : HttpMethod.Put;
        var said = await visit.Send<object>(method, "catalogue", $"{Own(visit)}/stands/{Uri.EscapeDataString((string)visit.Http.Request.RouteValues["company"]!)}", new { }, form.Key);
        return said.Refused is { } why ? await BrowseStands.Show(visit, [], why) : FormExtensions.Done(form.Back ?? visit.Path("stands"), method == HttpMethod.Put ? "saved" : "dropped");
    }

    private static async Task<IResult> Choose(Visit visit, Form form)
    {
        var said = await visit.Send<object>(HttpMethod.Put, "catalogue", Own(visit) + "/interests", new { categories = form.Texts("category") }, form.Key);
        return said.Refused is { } why ? await BrowseStands.Show(visit, [], why) : FormExtensions.Done(visit.Path("stands"), "kept");
    }
}
