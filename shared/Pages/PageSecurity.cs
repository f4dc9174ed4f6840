using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace TravelMart.Pages;

/// <summary>What every page is sent with.</summary>
public static class PageSecurity
{
    private const string ContentSecurity =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>Nothing from elsewhere, no script or style inside a page, and nothing kept by a cache: an endpoint filter.</summary>
    public static async ValueTask<object?> Harden(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store";
        headers.Vary = "Accept, Accept-Language, Cookie, Authorization";
        return await next(context);
    }

    /// <summary>A component as a page.</summary>
    /// <param name="model">Its parameter <c>Model</c>.</param>
    /// <param name="status">HTTP status.</param>
    public static IResult Page<TPage>(object model, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(new { Model = model }) { StatusCode = status, PreventStreamingRendering = true };
}
