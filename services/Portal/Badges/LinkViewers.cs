using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Portal.Services;
using TravelMart.Portal.SignIn;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Badges;

// Why: the screen on the wall and whoever watches from afar open the boards by a link of the organizer's, without an account, until it is taken back.

internal static class LinkViewers
{
    private sealed record Made(string Secret, DateTimeOffset ExpiresAt);

    private sealed record Opened(string Mart, string Role);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapForm("/marts/{mart}/viewer-links", Make).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/viewer-links/take-back", TakeBack).Allow(Roles.Organizer);
        routes.MapOpenPage("/boards/{secret}", Open);
    }

    private static async Task<IResult> Make(Visit visit, Form form)
    {
        var said = await visit.Send<Made>(HttpMethod.Post, "registration", "viewer-links", new { }, "");
        return await WearBadges.Show(visit, [], said.Refused, said.Value is { } made ? new(visit.Here("/portal/boards/" + made.Secret), made.ExpiresAt) : null);
    }

    private static async Task<IResult> TakeBack(Visit visit, Form form)
    {
        var said = await visit.Send<object>(HttpMethod.Delete, "registration", "viewer-links/" + Uri.EscapeDataString(form.Text("link") ?? ""), null, "");
        return said.Refused is { } why ? await WearBadges.Show(visit, [], why) : FormExtensions.Done(visit.Path("badges"), "taken-back");
    }

    // Who is signed in with more rights stays so.
    private static async Task<IResult> Open(Visit visit)
    {
        var secret = (string)visit.Http.Request.RouteValues["secret"]!;
        var said = await visit.Services.AsVisitor<Opened>(visit.Http, "/registration/sessions/token", new { secret });
        if (said.Value is not { Role: Roles.Viewer } opened) return Frame.Pages.Closed(visit, new("ViewerLinkNotValid", "", StatusCodes.Status410Gone, Refused.NoErrors));
        if (visit.Caller.Role is "" or Roles.Badge or Roles.Viewer) SignInDoor.Keep(visit.Http, secret);
        return Results.Redirect(visit.Outside("boards", $"/boards/marts/{Uri.EscapeDataString(opened.Mart)}/board"));
    }
}
