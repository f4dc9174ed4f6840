using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.SignIn;

// Why: a demo on one laptop must work without accounts, and the same tokens must then be asked for by the same services as in earnest.
// So there is an issuer for development: only on hosts set up for it, and only for whoever sits at this machine. Elsewhere it does not
// exist.

internal sealed record TokenRequest(string? Role, string? Mart, string? Company, bool Rehearses = false);

internal static class IssueToken
{
    internal sealed record Answer(string Token, DateTimeOffset ExpiresAt);

    public static readonly Refusal NoDevelopmentIssuer =
        new("NoDevelopmentIssuer", "This host issues no tokens to whoever asks.", StatusCodes.Status404NotFound);

    private const string AllMarts = "*";
    // What services may ask each other is for them alone: they show their secret for it.
    private static readonly string[] People = [.. Roles.Participants.Except([Roles.Service]), Roles.Viewer];
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/tokens", Post).AllowAnyone().WithoutIdempotencyKey().Produces<Answer>().WithSummary("A token for a demo on this machine");

    public static (Caller Caller, Refusal? Wrong) Check(TokenRequest request)
    {
        var errors = new FieldErrors();
        errors.Require(People.Contains(request.Role ?? ""), "role", $"A role is one of {string.Join(", ", People)}.");
        var mart = request.Mart == AllMarts ? AllMarts : errors.Mart("mart", request.Mart);
        if (request.Role is Roles.Buyer or Roles.Seller) errors.Company("company", request.Company);
        else errors.Require(string.IsNullOrEmpty(request.Company), "company", "Only buyers and sellers act for a company.");
        return (new Caller(request.Role ?? "", mart, string.IsNullOrEmpty(request.Company) ? null : request.Company, request.Rehearses),
            errors.AsRefusal("TokenNotValid", "No token was issued: correct the fields named in errors."));
    }

    public static (string Token, DateTimeOffset ExpiresAt) Issue(TokenIssuer issuer, Caller caller)
    {
        var token = issuer.Issue(caller, Lifetime);
        return (token, new DateTimeOffset(new JsonWebToken(token).ValidTo, TimeSpan.Zero));
    }

    private static IResult Post(TokenRequest request, HttpContext context, HostSettings settings, TokenIssuer issuer)
    {
        if (!OwnMachine.MayAsk(context, settings)) return Problems.From(NoDevelopmentIssuer);
        var (caller, wrong) = Check(request);
        if (wrong is not null) return Problems.From(wrong);
        var (token, expiresAt) = Issue(issuer, caller);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Ok(new Answer(token, expiresAt));
    }
}
