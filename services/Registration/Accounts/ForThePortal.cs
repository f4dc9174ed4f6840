using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

internal static class PortalExtensions
{
    /// <summary>
    /// Passwords, links and secrets of sessions are taken from the portal alone, which shows that it is a service of ours: nobody else can try them
    /// out. It changes no mart's history, and is no part of what programs are told of.
    /// </summary>
    public static RouteHandlerBuilder ForThePortal(this RouteHandlerBuilder endpoint) => endpoint.Allow(Roles.Service).WithoutIdempotencyKey().ExcludeFromDescription();
}
