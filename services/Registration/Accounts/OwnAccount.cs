using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: a person looks after their own account: its password, an authenticator as a second factor, and its end. Who changes a password is signed out
// everywhere else, since that is often why it is changed.

internal sealed record ChangePassword(string? Secret, string? Old, string? New);

internal sealed record CodeOf(string? Secret, string? Code);

internal static class OwnAccount
{
    private const int RecoveryCodes = 8;

    internal sealed record Shown(string Email, string? DisplayName, string Language, bool HasPassword, bool SecondFactor, IReadOnlyList<MembershipLine> Memberships);

    internal sealed record Authenticator(string Key, string Uri);

    internal sealed record Codes(IReadOnlyList<string> RecoveryCodes);

    private static Refusal CodeNotRight { get; } = new("CodeNotRight", "This is not the code that the authenticator shows now.", StatusCodes.Status400BadRequest);

    private static Refusal PasswordNotRight { get; } = new("PasswordNotRight", "That is not your present password.", StatusCodes.Status400BadRequest);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account", Show).ForThePortal().WithSummary("One's own account");
        routes.MapPost("/account/password", Password).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Sets or changes the password");
        routes.MapPost("/account/authenticator", Begin).ForThePortal().WithSummary("Begins to set up an authenticator");
        routes.MapPost("/account/authenticator/confirm", Confirm).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Switches the second factor on");
        routes.MapPost("/account/authenticator/off", Off).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Switches the second factor off");
        routes.MapPost("/account/forget", Forget).ForThePortal().WithSummary("Erases the account and all that is kept of it");
    }

    private static async Task<IResult> With(string? secret, Desk desk, Func<Session, Account, Task<IResult>> act) =>
        await desk.Find(secret, CancellationToken.None) is var (session, account) ? await act(session, account) : Problems.From(Desk.SessionOver);

    private static Task<IResult> Show(SecretOf request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (_, a) =>
        TypedResults.Ok(new Shown(a.Email!, a.DisplayName, a.Language, a.PasswordHash is not null, a.TwoFactorEnabled, await desk.Memberships(a.Id, cancel))));

    private static Task<IResult> Password(ChangePassword request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (session, account) =>
    {
        if (await PasswordRules.Wrong(desk.People, account, request.New ?? "") is { } weak) return Problems.From(weak);
        if (account.PasswordHash is not null && !await desk.People.CheckPasswordAsync(account, request.Old ?? "")) return Problems.From(PasswordNotRight);
        if (account.PasswordHash is not null) await desk.People.RemovePasswordAsync(account);
        await desk.People.AddPasswordAsync(account, request.New!);
        await desk.Db.Sessions.Where(s => s.Account == account.Id && s.Id != session.Id).ExecuteDeleteAsync(cancel);
        return TypedResults.NoContent();
    });

    private static Task<IResult> Begin(SecretOf request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (_, account) =>
    {
        if (account.TwoFactorEnabled) return Problems.From(new("SecondFactorIsOn", "An authenticator is set up already; switch it off first.", StatusCodes.Status409Conflict));
        await desk.People.ResetAuthenticatorKeyAsync(account);
        var key = (await desk.People.GetAuthenticatorKeyAsync(account))!;
        return TypedResults.Ok(new Authenticator(key, $"otpauth://totp/TravelMart:{Uri.EscapeDataString(account.Email!)}?secret={key}&issuer=TravelMart&digits=6"));
    });

    private static Task<IResult> Confirm(CodeOf request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (_, account) =>
    {
        if (!await desk.People.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, (request.Code ?? "").Replace(" ", "", StringComparison.Ordinal))) return Problems.From(CodeNotRight);
        await desk.People.SetTwoFactorEnabledAsync(account, true);
        return TypedResults.Ok(new Codes([.. (await desk.People.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes))!]));
    });

    private static Task<IResult> Off(CodeOf request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (_, account) =>
    {
        if (account.TwoFactorEnabled && !await desk.People.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, (request.Code ?? "").Replace(" ", "", StringComparison.Ordinal))) return Problems.From(CodeNotRight);
        await desk.People.SetTwoFactorEnabledAsync(account, false);
        return TypedResults.NoContent();
    });

    private static Task<IResult> Forget(SecretOf request, Desk desk, CancellationToken cancel) => With(request.Secret, desk, async (_, account) =>
    {
        await desk.Db.Sessions.Where(s => s.Account == account.Id).ExecuteDeleteAsync(cancel);
        await desk.Db.Memberships.Where(m => m.Account == account.Id).ExecuteDeleteAsync(cancel);
        await desk.Db.Links.Where(l => l.Email == account.Email).ExecuteDeleteAsync(cancel);
        await desk.Db.Letters.Where(l => l.To == account.Email).ExecuteDeleteAsync(cancel);
        await desk.People.DeleteAsync(account);
        return TypedResults.NoContent();
    });
}
