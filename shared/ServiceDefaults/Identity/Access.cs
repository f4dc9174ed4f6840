using Microsoft.AspNetCore.Antiforgery;
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

    /// <summary>Whether the endpoint asks who calls by itself, since people and programs are turned away in different ways.</summary>
    public bool AsksItself { get; init; }
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

    /// <summary>
    /// A form of a page posts here. It may bring who it is from in a cookie, since it also brings what only a page of ours can: the antiforgery token,
    /// which is looked at before anything else. Its idempotency key is a field of the form.
    /// </summary>
    public static TBuilder TakesForm<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new TakesForm()).WithoutIdempotencyKey();

    /// <summary>Who is not signed in, and may not see these pages, is led to the page that signs in.</summary>
    public static TBuilder SignsInAt<TBuilder>(this TBuilder endpoint, string path) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new SignInPage(path));

    internal static void CloseTheRest(AuthorizationOptions options) =>
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
}

/// <summary>Marks an endpoint that a form of a page posts to.</summary>
public sealed class TakesForm : IAntiforgeryMetadata
{
    /// <inheritdoc />
    public bool RequiresValidation => true;
}

/// <summary>Where who is not signed in is led to.</summary>
/// <param name="Path">The page; it gets the address to come back to as <c>return</c>.</param>
public sealed record SignInPage(string Path);
