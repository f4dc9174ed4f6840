using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

/// <summary>How often a place on the network may try to sign in; an account has a lock of its own beside it.</summary>
internal static class Limits
{
    public const string SignIn = "sign-in";
    private const int TriesInAMinute = 20;

    public static void Add(IServiceCollection services) => services.AddRateLimiter(o =>
    {
        o.AddPolicy(SignIn, http => RateLimitPartition.GetSlidingWindowLimiter(PlaceOf(http),
            _ => new SlidingWindowRateLimiterOptions { PermitLimit = TriesInAMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));
        o.OnRejected = async (context, cancel) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "10";
            await Problems.From(new("TooManyAttempts", "Too many attempts from here. Wait a minute.", StatusCodes.Status429TooManyRequests)).ExecuteAsync(context.HttpContext);
        };
    });

    // The portal calls for everybody who is at its pages: it shows that it is a service of ours, and says from where each of them comes.
    private static string PlaceOf(HttpContext http) => Caller.From(http.User).Role == Roles.Service && http.Request.Headers[VisitorAddress.Header].ToString() is { Length: > 0 and < 60 } said
        ? "visitor " + said
        : http.Connection.RemoteIpAddress?.ToString() ?? "";
}
