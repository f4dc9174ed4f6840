using System.Net;
using Microsoft.AspNetCore.Http;
namespace TravelMart.ServiceDefaults;

/// <summary>How the portal says from which address on the network a visitor comes, for whom it calls.</summary>
public static class VisitorAddress
{
    /// <summary>Heeded only from a service that shows a token.</summary>
    public const string Header = "Visitor-Address";
}

/// <summary>
/// Whether a request comes from a person or program on this very machine. The address alone does not tell: a browser on this machine
/// carries requests of other web sites, a name of another site can be made to resolve to this machine, and a proxy makes the whole
/// world look local.
/// </summary>
public static class OwnMachine
{
    /// <summary>Whether a host that is set up for demos may believe that the request is from its own machine.</summary>
    public static bool MayAsk(HttpContext context, HostSettings settings)
    {
        var request = context.Request;
        return settings.DevelopmentIssuer
            && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && IsLoopbackName(request.Host.Host)
            && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("Forwarded")
            && OwnOrigin(request) && OwnSite(request);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool OwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool OwnSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";
}
