using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Calls a request's span by its route, and writes one line about every write and every failure: what was asked for, in which mart, in what role, and
/// how it was answered. A route names no company, meeting or person, and neither does the line.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        if (route is not null && context.Features.Get<IHttpActivityFeature>()?.Activity is { } request) request.DisplayName = $"{context.Request.Method} {route}";
        var begun = Stopwatch.GetTimestamp();
        await next(context);
        var status = context.Response.StatusCode;
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (route is null || (isRead && status < StatusCodes.Status500InternalServerError)) return;
        LogAnswer(context.Request.Method, route, context.Request.RouteValues["mart"] as string, Caller.From(context.User).Role, status, context.Items[Problems.RefusalItem] as string,
            Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 1));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} of {Mart} as {Role}: {Status} {Refusal} in {Milliseconds} ms")]
    private partial void LogAnswer(string method, string route, string? mart, string role, int status, string? refusal, double milliseconds);
}
