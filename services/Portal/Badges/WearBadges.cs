using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.SignIn;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Badges;

// Why: a badge with a QR code opens one company's day on any phone, with no password and with no right but to read it. A company makes its own; the
// organizer prints one for everybody.

internal sealed record BadgeLine(string Badge, string Company, DateTimeOffset ExpiresAt);

/// <summary>A badge that was just made: its link is shown this once.</summary>
internal sealed record NewBadge(string Company, IReadOnlyDictionary<string, string> Names, int? Stand, string Link, DateTimeOffset ExpiresAt)
{
    public string Picture => Frame.QrPicture.Svg(Link);
}

/// <summary>A link to the boards that was just made: it is shown this once.</summary>
internal sealed record NewViewerLink(string Link, DateTimeOffset ExpiresAt)
{
    public string Picture => Frame.QrPicture.Svg(Link);
}

internal sealed record ViewerLine(string Link, DateTimeOffset ExpiresAt);

internal sealed record BadgesModel(Visit Visit, IReadOnlyList<BadgeLine> Good, IReadOnlyList<NewBadge> Fresh, IReadOnlyList<ViewerLine> Viewers, NewViewerLink? Viewer, Refused? Why);

internal static class WearBadges
{
    private sealed record Made(string Badge, string Secret, DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/badges", visit => Show(visit, [], null)).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/badges", Make).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/badges/take-back", TakeBack).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);
        routes.MapOpenPage("/badge/{secret}", Wear);
    }

    public static async Task<IResult> Show(Visit visit, IReadOnlyList<NewBadge> fresh, Refused? why, NewViewerLink? viewer = null)
    {
        var viewers = visit.Caller.IsOrganizer ? (await visit.Get<IReadOnlyList<ViewerLine>>("registration", "viewer-links")).Value ?? [] : [];
        var good = visit.Company.Length == 0 ? [] : (await visit.Get<IReadOnlyList<BadgeLine>>("registration", "badges/" + Uri.EscapeDataString(visit.Company))).Value ?? [];
        return PageSecurity.Page<BadgesPage>(new BadgesModel(visit, good, fresh, viewers, viewer, why), why?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Make(Visit visit, Form form)
    {
        var admitted = (await visit.Get<Listed<CompanyLine>>("registration", "directory?take=200" + (visit.Company.Length == 0 ? "" : "&text=" + Uri.EscapeDataString(visit.Company)))).Value?.Items ?? [];
        var fresh = new List<NewBadge>();
        foreach (var company in admitted.Where(c => visit.Company.Length == 0 ? form.Text("role") is not { } role || c.Role == role : c.Company == visit.Company))
        {
            var said = await visit.Send<Made>(HttpMethod.Post, "registration", "badges", new { company = company.Company }, "");
            if (said.Value is not { } made) return await Show(visit, fresh, said.Refused);
            fresh.Add(new(company.Company, company.Names, company.Stand, visit.Here("/portal/badge/" + made.Secret), made.ExpiresAt));
        }
        return await Show(visit, fresh, null);
    }

    private static async Task<IResult> TakeBack(Visit visit, Form form)
    {
        var said = await visit.Send<object>(HttpMethod.Delete, "registration", $"badges/{Uri.EscapeDataString(visit.Company)}/{Uri.EscapeDataString(form.Text("badge") ?? "")}", null, "");
        return said.Refused is { } why ? await Show(visit, [], why) : FormExtensions.Done(visit.Path("badges"), "taken-back");
    }

    private sealed record Worn(string Token, string Mart, string Role);

    // Who is signed in with more rights stays so: a badge that is scanned takes nothing from them.
    private static async Task<IResult> Wear(Visit visit)
    {
        var secret = (string)visit.Http.Request.RouteValues["secret"]!;
        var said = await visit.Services.AsVisitor<Worn>(visit.Http, "/registration/sessions/token", new { secret });
        if (said.Value is not { Role: Roles.Badge } worn) return Frame.Pages.Closed(visit, new("BadgeNotValid", "", StatusCodes.Status410Gone, Refused.NoErrors));
        if (visit.Caller.Role is "" or Roles.Badge) SignInDoor.Keep(visit.Http, secret);
        return Results.Redirect($"/portal/marts/{Uri.EscapeDataString(worn.Mart)}/day");
    }
}
