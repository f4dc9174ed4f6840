using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.SignIn;

// Why: a visitor of a demo looks around as anybody by one click. The click is a form of ours, the visitor sits at this very machine, and
// Registration issues such tokens on hosts that are set up for demos alone; elsewhere this door does not exist.

internal static class DemoDoor
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/demo", Enter).AllowAnyone().TakesForm().ExcludeFromDescription();

    private static async Task<IResult> Enter(HttpContext http, Visits.Visits visits, ServiceClient services, HostSettings settings)
    {
        var visit = visits.Begin(http);
        if (!OwnMachine.MayAsk(http, settings)) return Frame.Pages.Closed(visit, new("NoDevelopmentIssuer", "", StatusCodes.Status404NotFound, Refused.NoErrors));
        if (await Form.Read(http) is not { } form) return Frame.Pages.Closed(visit, new("FormIsNotOurs", "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var (role, mart, company) = (form.Text("role"), form.Text("mart"), form.Text("company"));
        var said = await services.Send<Issued>(null, HttpMethod.Post, "/registration/tokens", new { role, mart, company }, "", null, http.RequestAborted);
        if (said.Value is not { } token) return Frame.Pages.Closed(visit, said.Refused!);
        http.Response.Cookies.Append(Access.Cookie, token.Token, SessionTokens.Options(http, token.ExpiresAt));
        return Results.Redirect(form.Back ?? Doors.Place(new Caller(role!, mart!, company), mart!));
    }

    internal sealed record Issued(string Token, DateTimeOffset ExpiresAt);
}
