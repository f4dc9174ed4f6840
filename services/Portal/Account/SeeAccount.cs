using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.SignIn;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Account;

// Why: a person looks after their own account: password, second factor, where they are signed in, and its end. What belongs to an account is asked for
// with the secret of its session, so a visitor of a demo, who has none, has no account to look after.

internal sealed record MembershipLine(string Mart, string Role, string? Company);

internal sealed record AccountDocument(string Email, string? DisplayName, string Language, bool HasPassword, bool SecondFactor, IReadOnlyList<MembershipLine> Memberships);

internal sealed record SessionLine(Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, bool This);

internal sealed record Authenticator(string Key, string Uri)
{
    /// <summary>The address as a picture that an authenticator reads, as SVG of our own making.</summary>
    public string Picture => Frame.QrPicture.Svg(Uri);
}

internal sealed record AccountModel(Visit Visit, AccountDocument Account, IReadOnlyList<SessionLine> Sessions, Authenticator? Begun, IReadOnlyList<string> RecoveryCodes, Refused? Why);

internal static class SeeAccount
{
    public const string Path = "/portal/account";

    private sealed record Codes(IReadOnlyList<string> RecoveryCodes);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/account", visit => Show(visit, null));
        routes.MapOpenForm("/account/password", (visit, form) => After(visit, "password", "account/password", new { secret = Secret(visit), old = form.Raw("old"), @new = form.Raw("new") }));
        routes.MapOpenForm("/account/authenticator", async (visit, _) =>
        {
            var said = await Ask<Authenticator>(visit, "account/authenticator");
            return await Show(visit, said.Refused, said.Value);
        });
        routes.MapOpenForm("/account/authenticator/confirm", Confirm);
        routes.MapOpenForm("/account/authenticator/off", (visit, form) => After(visit, "second-factor-off", "account/authenticator/off", new { secret = Secret(visit), code = form.Text("code") }));
        routes.MapOpenForm("/account/forget", async (visit, _) => await Ask<object>(visit, "account/forget") is { Refused: { } why } ? await Show(visit, why) : SignInDoor.Leave(visit.Http));
    }

    private static string? Secret(Visit visit) => visit.Http.Request.Cookies[SessionTokens.Cookie];

    private static Task<Said<T>> Ask<T>(Visit visit, string what, object? body = null) =>
        visit.Services.AsVisitor<T>(visit.Http, "/registration/" + what, body ?? new { secret = Secret(visit) });

    private static async Task<IResult> Show(Visit visit, Refused? why, Authenticator? begun = null, IReadOnlyList<string>? codes = null)
    {
        if (Secret(visit) is null) return visit.Caller.Role.Length == 0 ? Results.Redirect(Doors.Path) : Frame.Pages.Closed(visit, new("NoAccountInADemo", "", StatusCodes.Status404NotFound, Refused.NoErrors));
        var said = await Ask<AccountDocument>(visit, "account");
        if (said.Value is not { } account) return said.Refused!.Status == StatusCodes.Status403Forbidden ? Results.Redirect(Doors.Path) : Frame.Pages.Closed(visit, said.Refused);
        var sessions = await Ask<IReadOnlyList<SessionLine>>(visit, "sessions/list");
        return PageSecurity.Page<AccountPage>(new AccountModel(visit, account, sessions.Value ?? [], begun, codes ?? [], why), why?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> After(Visit visit, string done, string what, object body) =>
        (await Ask<object>(visit, what, body)).Refused is { } why ? await Show(visit, why) : FormExtensions.Done(Path, done);

    private static async Task<IResult> Confirm(Visit visit, Form form)
    {
        var said = await Ask<Codes>(visit, "account/authenticator/confirm", new { secret = Secret(visit), code = form.Text("code") });
        // The same key once more, so that a mistyped code can be corrected.
        return said.Refused is { } why ? await Show(visit, why, form.Text("uri") is { } uri && form.Text("secretKey") is { } key ? new(key, uri) : null) : await Show(visit, null, null, said.Value!.RecoveryCodes);
    }
}
