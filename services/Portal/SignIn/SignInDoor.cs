using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.SignIn;

// Why: people come in with a password, or with a link that was mailed to them. A link signs nobody in by being looked at, since mail programs look at
// links: the page that it opens has the button that does.

internal sealed record LinkModel(Visit Visit, string Secret, bool Invited, Refused? Why);

internal static class SignInDoor
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sign-in", (HttpContext http, Visits.Visits visits, ServiceClient services) =>
            Doors.Show(http, visits, services, new(null, false, http.Request.Query["return"].ToString() is var back && Form.IsOurs(back) ? back : null))).AllowAnyone().AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        Post(routes, "/sign-in", WithPassword);
        Post(routes, "/sign-in/link", AskForLink);
        routes.MapGet("/link", (HttpContext http, Visits.Visits visits, string? secret) => Link(visits.Begin(http), secret, false, null)).AllowAnyone().AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        routes.MapGet("/invitation", (HttpContext http, Visits.Visits visits, string? secret) => Link(visits.Begin(http), secret, true, null)).AllowAnyone().AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        Post(routes, "/link", (http, visits, services, form) => Open(http, visits, services, form, "sign-in/link/redeem", false));
        Post(routes, "/invitation", (http, visits, services, form) => Open(http, visits, services, form, "invitations/accept", true));
        Post(routes, "/sign-out", SignOut);
    }

    private static void Post(IEndpointRouteBuilder routes, string path, Func<HttpContext, Visits.Visits, ServiceClient, Form, Task<IResult>> handle) =>
        routes.MapPost(path, async (HttpContext http, Visits.Visits visits, ServiceClient services) => await Form.Read(http) is { } form
                ? await handle(http, visits, services, form)
                : Frame.Pages.Closed(visits.Begin(http), new("FormIsNotOurs", "", StatusCodes.Status400BadRequest, Refused.NoErrors)))
            .AllowAnyone().TakesForm().AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();

    private static IResult Link(Visit visit, string? secret, bool invited, Refused? why) =>
        PageSecurity.Page<LinkPage>(new LinkModel(visit, secret ?? "", invited, why), why?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> WithPassword(HttpContext http, Visits.Visits visits, ServiceClient services, Form form)
    {
        var said = await services.AsVisitor<Signed>(http, "/registration/sign-in/password",
            new { email = form.Text("email"), password = form.Raw("password"), code = form.Text("code"), device = http.Request.Headers.UserAgent.ToString() });
        if (said.Value is { } signed) return SignedIn(http, signed, form.Back);
        return await Doors.Show(http, visits, services, new(form.Text("email"), said.Refused!.Name == "SecondFactorNeeded", form.Back), said.Refused);
    }

    private static async Task<IResult> AskForLink(HttpContext http, Visits.Visits visits, ServiceClient services, Form form)
    {
        var said = await services.AsVisitor<object>(http, "/registration/sign-in/link", new { email = form.Text("email"), language = visits.Begin(http).Words.Language });
        return said.Refused is { } why ? await Doors.Show(http, visits, services, new(form.Text("email"), false, form.Back), why) : FormExtensions.Done(Doors.Path, "link-sent");
    }

    private static async Task<IResult> Open(HttpContext http, Visits.Visits visits, ServiceClient services, Form form, string how, bool invited)
    {
        var said = await services.AsVisitor<Signed>(http, "/registration/" + how, new { secret = form.Text("secret"), password = form.Raw("password"), device = http.Request.Headers.UserAgent.ToString() });
        return said.Value is { } signed ? SignedIn(http, signed, null) : Link(visits.Begin(http), form.Text("secret"), invited, said.Refused);
    }

    private static IResult SignedIn(HttpContext http, Signed signed, string? back)
    {
        Keep(http, signed.Secret);
        return Results.Redirect(back ?? (signed.Memberships is [var only] ? Doors.Place(new Caller(only.Role, only.Mart, only.Company), only.Mart) : "/portal"));
    }

    /// <summary>The browser keeps the secret of a session, or of a badge.</summary>
    public static void Keep(HttpContext http, string secret)
    {
        // Followed from a chat or a mail, a link should find the person signed in: so this cookie comes along when a page of ours is opened from elsewhere.
        http.Response.Cookies.Append(SessionTokens.Cookie, secret, SessionTokens.Options(http, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Kept, SameSiteMode.Lax));
        http.Response.Cookies.Delete(Access.Cookie, SessionTokens.Options(http, null));
    }

    private static async Task<IResult> SignOut(HttpContext http, Visits.Visits visits, ServiceClient services, Form form)
    {
        if (http.Request.Cookies[SessionTokens.Cookie] is { } secret)
            await services.AsVisitor<object>(http, form.Text("everywhere") == "yes" ? "/registration/sessions/end-all" : "/registration/sessions/end", new { secret });
        return Leave(http);
    }

    /// <summary>The browser forgets who was signed in.</summary>
    public static IResult Leave(HttpContext http)
    {
        http.Response.Cookies.Delete(SessionTokens.Cookie, SessionTokens.Options(http, null, SameSiteMode.Lax));
        http.Response.Cookies.Delete(Access.Cookie, SessionTokens.Options(http, null));
        return Results.Redirect("/portal");
    }

    private sealed record Signed(string Secret, IReadOnlyList<Member> Memberships);

    private sealed record Member(string Mart, string Role, string? Company);
}
