using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>How often somebody may try to sign in, or search. What is too often gets 429 with the refusal <c>TooManyAttempts</c>, and a time after which to come back.</summary>
public static class RateLimits
{
    /// <summary>Twenty tries a minute from one place on the network; an account has a lock of its own beside it.</summary>
    public const string SignIn = "sign-in";

    /// <summary>Three hundred searches a minute by one company, all its delegates together: more than they read.</summary>
    public const string Search = "search";

    private const int SignInsInAMinute = 20, SearchesInAMinute = 300;

    internal static void Set(RateLimiterOptions options)
    {
        options.AddPolicy(SignIn, http => RateLimitPartition.GetSlidingWindowLimiter(PlaceOf(http), _ => InAMinute(SignInsInAMinute)));
        options.AddPolicy(Search, http => Caller.From(http.User) is { Role: not Roles.Service } caller
            ? RateLimitPartition.GetSlidingWindowLimiter($"{caller.Mart} {caller.Subject}", _ => InAMinute(SearchesInAMinute))
            : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = async (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "10";
            await Problems.From(new Refusal("TooManyAttempts", "Too many attempts from here. Wait a minute.", StatusCodes.Status429TooManyRequests)).ExecuteAsync(context.HttpContext);
        };
    }

    private static SlidingWindowRateLimiterOptions InAMinute(int most) => new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 };

    // The portal calls for everybody who is at its pages: it shows that it is a service of ours, and says from where each of them comes.
    private static string PlaceOf(HttpContext http) => Caller.From(http.User).Role == Roles.Service && http.Request.Headers[VisitorAddress.Header].ToString() is { Length: > 0 and < 60 } said
        ? "visitor " + said
        : http.Connection.RemoteIpAddress?.ToString() ?? "";
}
