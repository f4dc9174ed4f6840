using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.JsonWebTokens;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.SignIn;

// Why: services trust each other by credentials, not by network. This one alone holds the private key; the others fetch the public one to verify
// callers, and show a secret to get a token with which they call each other.

internal static class ServeServices
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    internal sealed record SecretRequest(string? Secret);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/keys", (TokenIssuer issuer) => TypedResults.Ok(issuer.PublicKeys)).AllowAnyone().WithSummary("The public keys with which tokens are verified");
        routes.MapPost("/service-tokens", Post).AllowAnyone().WithoutIdempotencyKey().WithSummary("A token for a service that shows the services' secret")
            .Produces<ServiceToken>();
    }

    private static IResult Post(SecretRequest request, HttpContext context, HostSettings settings, TokenIssuer issuer)
    {
        if (settings.ServiceSecret is not { Length: > 0 } secret || !Same(secret, request.Secret ?? ""))
            return Problems.From(new("SecretNotKnown", "That is not the secret of this system's services.", StatusCodes.Status403Forbidden));
        var token = issuer.Issue(new Caller(Roles.Service, "*", null), Lifetime);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ServiceToken(token, new DateTimeOffset(new JsonWebToken(token).ValidTo, TimeSpan.Zero)));
    }

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));
}
