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
        routes.MapOpenPage("/sign-in", visit => Doors.Show(visit, new(null, false, Doors.Back(visit))));
        routes.MapOpenForm("/sign-in", WithPassword);
        routes.MapOpenForm("/sign-in/link", AskForLink);
        routes.MapOpenPage("/link", visit => Task.FromResult(Link(visit, visit.Http.Request.Query["secret"], false, null)));
        routes.MapOpenPage("/invitation", visit => Task.FromResult(Link(visit, visit.Http.Request.Query["secret"], true, null)));
        routes.MapOpenForm("/link", (visit, form) => Open(visit, form, "sign-in/link/redeem", false));
        routes.MapOpenForm("/invitation", (visit, form) => Open(visit, form, "invitations/accept", true));
        routes.MapOpenForm("/sign-out", SignOut);
    }

    private static IResult Link(Visit visit, string? secret, bool invited, Refused? why) =>
        PageSecurity.Page<LinkPage>(new LinkModel(visit, secret ?? "", invited, why), why?.Status ?? StatusCodes.Status200OK);

    private static string Device(Visit visit) => visit.Http.Request.Headers.UserAgent.ToString();

    private static async Task<IResult> WithPassword(Visit visit, Form form)
    {
        var said = await visit.Services.AsVisitor<Signed>(visit.Http, "/registration/sign-in/password",
            new { email = form.Text("email"), password = form.Raw("password"), code = form.Text("code"), device = Device(visit) });
        if (said.Value is { } signed) return SignedIn(visit.Http, signed, form.Back);
        return await Doors.Show(visit, new(form.Text("email"), said.Refused!.Name == "SecondFactorNeeded", form.Back), said.Refused);
    }

    private static async Task<IResult> AskForLink(Visit visit, Form form)
    {
        var said = await visit.Services.AsVisitor<object>(visit.Http, "/registration/sign-in/link", new { email = form.Text("email"), language = visit.Words.Language });
        return said.Refused is { } why ? await Doors.Show(visit, new(form.Text("email"), false, form.Back), why) : FormExtensions.Done(Doors.Path, "link-sent");
    }

    private static async Task<IResult> Open(Visit visit, Form form, string how, bool invited)
    {
        var said = await visit.Services.AsVisitor<Signed>(visit.Http, "/registration/" + how, new { secret = form.Text("secret"), password = form.Raw("password"), device = Device(visit) });
        return said.Value is { } signed ? SignedIn(visit.Http, signed, null) : Link(visit, form.Text("secret"), invited, said.Refused);
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

    private static async Task<IResult> SignOut(Visit visit, Form form)
    {
        if (visit.Http.Request.Cookies[SessionTokens.Cookie] is { } secret)
            await visit.Services.AsVisitor<object>(visit.Http, form.Text("everywhere") == "yes" ? "/registration/sessions/end-all" : "/registration/sessions/end", new { secret });
        return Leave(visit.Http);
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
