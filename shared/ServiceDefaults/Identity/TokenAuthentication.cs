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
    TokenVerifier verifier, SessionTokens sessions) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Scheme_ = "token";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var token = TokenOf(Request);
        var identity = token is null ? null : await verifier.Verify(token);
        if (Renews(identity) && await sessions.Renew(Context) is { } fresh) identity = await verifier.Verify(fresh) ?? identity;
        return identity is not null ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme_))
            : token is null ? AuthenticateResult.NoResult() : AuthenticateResult.Fail("the token is not valid");
    }

    // A browser that is signed in and comes without a token for this mart.
    private bool Renews(ClaimsIdentity? identity) => Request.Headers.Authorization.Count == 0 && MayBringCookie(Context) && Request.Cookies.ContainsKey(SessionTokens.Cookie)
        && (identity is null || (Request.RouteValues["mart"] is string mart && !Caller.From(new ClaimsPrincipal(identity)).Covers(mart)));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Door is { } door
        ? LeadTo(door)
        : Problems.Write(Context, Problems.NoToken);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Door is { } door
        ? LeadTo(door)
        : Problems.Write(Context, Problems.NotForYourRole);

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
