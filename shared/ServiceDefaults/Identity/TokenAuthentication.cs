using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Reads the caller from a bearer token. A page that is only looked at may bring it in a cookie instead, and so may a
/// form of a page that proves where it came from; any other write never may, so that no other site can make a browser write.
/// </summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    TokenVerifier verifier) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Scheme_ = "token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Request) is not { } token) return AuthenticateResult.NoResult();
        return await verifier.Verify(token) is { } identity
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme_))
            : AuthenticateResult.Fail("the token is not valid");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Door is { } door
        ? LeadTo(door)
        : Problems.Write(Context, new("TokenMissingOrInvalid", "Say who you are with a valid bearer token.", StatusCodes.Status401Unauthorized));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Door is { } door
        ? LeadTo(door)
        : Problems.Write(Context, new("NotForYourRole", "Your role may not do this.", StatusCodes.Status403Forbidden));

    private SignInPage? Door => Context.GetEndpoint()?.Metadata.GetMetadata<SignInPage>();

    private Task LeadTo(SignInPage door)
    {
        var back = HttpMethods.IsGet(Request.Method) ? Request.PathBase + Request.Path + Request.QueryString : "";
        Response.Redirect($"{door.Path}?return={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }

    // Whether a form's post came from a page of ours is known before, by its antiforgery token.
    private static bool MayBringCookie(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<TakesForm>() is not null;

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return header["Bearer ".Length..].Trim();
        return MayBringCookie(request.HttpContext) ? request.Cookies[Access.Cookie] : null;
    }
}
