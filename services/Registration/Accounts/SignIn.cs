using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Mail;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: people sign in with a password, or with a link that is sent to their address, and with a second factor if they have set one up. Whoever tries
// addresses learns nothing: every no is the same and takes as long.

internal sealed record PasswordRequest(string? Email, string? Password, string? Code, string? Device);

internal sealed record LinkRequest(string? Email, string? Language);

internal sealed record RedeemRequest(string? Secret, string? Code, string? Device);

internal static class SignInSlices
{
    private static readonly TimeSpan LinkValid = TimeSpan.FromMinutes(15);

    // What is compared when nobody has the address, so that a no takes as long.
    private static readonly string Nobody = new PasswordHasher<Account>().HashPassword(new Account(), "nobody has this password");

    private static Refusal CodeNeeded { get; } = new("SecondFactorNeeded", "Enter the code of your authenticator.", StatusCodes.Status403Forbidden);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/password", WithPassword).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Signs in with address and password");
        routes.MapPost("/sign-in/link", AskForLink).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Sends a link that signs in once, if the address has an account");
        routes.MapPost("/sign-in/link/redeem", Redeem).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Signs in with a link of a mail");
    }

    private static async Task<IResult> WithPassword(PasswordRequest request, Desk desk, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        var account = await desk.People.FindByEmailAsync(request.Email?.Trim() ?? "");
        if (account is null || account.PasswordHash is null)
        {
            _ = desk.People.PasswordHasher.VerifyHashedPassword(new Account(), Nobody, request.Password ?? "");
            return Problems.From(Desk.NotSignedIn);
        }
        if (await desk.People.IsLockedOutAsync(account) || !await desk.People.CheckPasswordAsync(account, request.Password ?? ""))
        {
            await desk.People.AccessFailedAsync(account);
            return Problems.From(Desk.NotSignedIn);
        }
        return await Second(desk, account, request.Code, request.Device, cancel);
    }

    private static async Task<IResult> AskForLink(LinkRequest request, Desk desk, Letters letters, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        if (await desk.People.FindByEmailAsync(request.Email?.Trim() ?? "") is { } account)
        {
            var (secret, hash) = Desk.NewSecret();
            desk.Db.Links.Add(new OneTimeLink { SecretHash = hash, Kind = OneTimeLink.SignIn, Email = account.Email!, Language = account.Language, ExpiresAt = desk.Now + LinkValid });
            letters.Add(desk.Db, account.Email!, request.Language ?? account.Language, "sign-in", letters.Portal($"/portal/link?secret={secret}"));
            await desk.Db.SaveChangesAsync(cancel);
        }
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<IResult> Redeem(RedeemRequest request, Desk desk, CancellationToken cancel)
    {
        if (await desk.Take(request.Secret, OneTimeLink.SignIn, cancel) is not { } link || await desk.People.FindByEmailAsync(link.Email) is not { } account)
            return Problems.From(Desk.LinkNotValid);
        return TypedResults.Ok(await desk.Begin(account, request.Device, cancel));
    }

    private static async Task<IResult> Second(Desk desk, Account account, string? code, string? device, CancellationToken cancel)
    {
        if (account.TwoFactorEnabled)
        {
            if (string.IsNullOrEmpty(code)) return Problems.From(CodeNeeded);
            if (!await desk.People.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code.Replace(" ", "", StringComparison.Ordinal))
                && !(await desk.People.RedeemTwoFactorRecoveryCodeAsync(account, code)).Succeeded)
            {
                await desk.People.AccessFailedAsync(account);
                return Problems.From(Desk.NotSignedIn);
            }
        }
        await desk.People.ResetAccessFailedCountAsync(account);
        return TypedResults.Ok(await desk.Begin(account, device, cancel));
    }
}
