using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// A browser that is signed in keeps the secret of its session; a token lives for minutes. Where the token is missing, too old or for another
/// mart, Registration gives the session a fresh one for the mart of the page, or says that the session is over.
/// </summary>
public sealed class SessionTokens(IHttpClientFactory clients, HostSettings settings, IServiceTokens tokens)
{
    /// <summary>The cookie that carries a session's secret.</summary>
    public const string Cookie = "travelmart-session";

    /// <summary>How cookies of ours are kept: script cannot read them, and no other site's form sends them.</summary>
    public static CookieOptions Options(HttpContext http, DateTimeOffset? until, SameSiteMode site = SameSiteMode.Strict) =>
        new() { Path = "/", HttpOnly = true, SameSite = site, Secure = http.Request.IsHttps, Expires = until };

    /// <summary>A fresh token for the request's page; null for a browser that is not signed in, or has no part in that mart.</summary>
    public async Task<string?> Renew(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 200 } secret || !settings.Addresses.TryGetValue("registration", out var addresses)) return null;
        using var client = clients.CreateClient("sessions");
        try
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", await tokens.Obtain(http.RequestAborted));
            using var answer = await client.PostAsJsonAsync(new Uri(addresses[0], "/registration/sessions/token"), new { secret, mart = http.Request.RouteValues["mart"] as string }, http.RequestAborted);
            if (!answer.IsSuccessStatusCode || await answer.Content.ReadFromJsonAsync<Fresh>(FactJson.Options, http.RequestAborted) is not { } fresh) return null;
            http.Items[Access.Cookie] = fresh.Token;
            http.Response.Cookies.Append(Access.Cookie, fresh.Token, Options(http, fresh.ExpiresAt));
            return fresh.Token;
        }
        catch (HttpRequestException) { return null; }
    }

    /// <summary>The token that a request's page is asked for with: one that was renewed on the way, else the one that the browser brought.</summary>
    public static string? TokenOf(HttpContext http) => http.Items[Access.Cookie] as string ?? http.Request.Cookies[Access.Cookie];

    private sealed record Fresh(string Token, DateTimeOffset ExpiresAt);
}
