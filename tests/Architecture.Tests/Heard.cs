using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace TravelMart.Architecture.Tests;

/// <summary>An answer that a host gave.</summary>
/// <param name="Path">The operation's path, as the OpenAPI document writes it.</param>
/// <param name="Verb">Its verb.</param>
/// <param name="Status">The status.</param>
/// <param name="Type">The media type.</param>
/// <param name="Body">The body.</param>
internal sealed record HeardAnswer(string Path, string Verb, int Status, string Type, string Body);

/// <summary>Listens at a host's door: keeps what it answers with success.</summary>
internal sealed partial class Heard : IStartupFilter
{
    private readonly ConcurrentQueue<HeardAnswer> _answers = [];

    public IReadOnlyCollection<HeardAnswer> Answers => _answers;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Listen);
        next(app);
    };

    private async Task Listen(HttpContext http, RequestDelegate next)
    {
        var sent = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        await next(http);
        if (http.GetEndpoint() is RouteEndpoint endpoint && http.Response.StatusCode is >= 200 and < 300)
            _answers.Enqueue(new("/" + Constraint().Replace(endpoint.RoutePattern.RawText!.Trim('/'), ""), http.Request.Method.ToLowerInvariant(), http.Response.StatusCode,
                http.Response.ContentType?.Split(';')[0] ?? "", System.Text.Encoding.UTF8.GetString(kept.ToArray())));
        kept.Position = 0;
        await kept.CopyToAsync(sent, http.RequestAborted);
    }

    [GeneratedRegex(":[^}]+")]
    private static partial Regex Constraint();
}
