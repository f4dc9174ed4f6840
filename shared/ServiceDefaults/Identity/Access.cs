using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace TravelMart.ServiceDefaults;

/// <summary>Who may call an endpoint. Every endpoint says so; one that does not is closed to everybody.</summary>
/// <param name="Roles">The roles that may; empty for anyone, signed in or not.</param>
public sealed record Access(IReadOnlyList<string> Roles)
{
    /// <summary>The cookie that carries a token to pages.</summary>
    public const string Cookie = "travelmart-token";

    /// <summary>Whether anyone may call.</summary>
    public bool IsOpen => Roles.Count == 0;
}

/// <summary>How endpoints state their access.</summary>
public static class AccessExtensions
{
    /// <summary>Only callers with one of these roles may call.</summary>
    public static TBuilder Allow<TBuilder>(this TBuilder endpoint, params string[] roles) where TBuilder : IEndpointConventionBuilder
    {
        if (roles.Length == 0) throw new ArgumentException("name the roles, or say AllowAnyone", nameof(roles));
        return endpoint.WithMetadata(new Access(roles)).RequireAuthorization(policy => policy.RequireRole(roles));
    }

    /// <summary>Anyone may call: what is answered is public.</summary>
    public static TBuilder AllowAnyone<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Access([])).AllowAnonymous();

    internal static void CloseTheRest(AuthorizationOptions options) =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
}
