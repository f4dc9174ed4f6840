using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>One line of a history export. Its schema is documented in docs/history.md.</summary>
/// <param name="Service">Whose log.</param>
/// <param name="Position">Place in that log.</param>
/// <param name="Mart">The mart.</param>
/// <param name="Stream">The stream.</param>
/// <param name="Version">Place in the stream, counted from 1.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Stable type name.</param>
/// <param name="TypeVersion">Version of the shape of <paramref name="Data"/>.</param>
/// <param name="At">The mart's clock.</param>
/// <param name="RecordedAt">Real time of the commit.</param>
/// <param name="CommandId">The command.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="OnBehalfOf">For which company, if not the actor's own.</param>
/// <param name="Correlation">What belongs together.</param>
/// <param name="Causation">What led to it.</param>
/// <param name="Data">The fact.</param>
/// <param name="TraceParent">W3C trace context of what led to it.</param>
public sealed record HistoryLine(string Service, long Position, string Mart, string Stream, int Version, Guid Id, string Type, int TypeVersion,
    DateTimeOffset At, DateTimeOffset RecordedAt, Guid CommandId, string Actor, string? OnBehalfOf, string? Correlation, Guid? Causation,
    JsonElement Data, string? TraceParent = null)
{
    /// <summary>The line of an event.</summary>
    public static HistoryLine Of(string service, RecordedEvent e) => new(service, e.Position, e.Mart, e.Stream, e.Version, e.Id, e.Type,
        e.TypeVersion, e.At, e.RecordedAt, e.Cause.CommandId, e.Cause.Actor, e.Cause.OnBehalfOf, e.Cause.Correlation, e.Cause.Causation,
        JsonDocument.Parse(e.Json).RootElement, e.Cause.TraceParent);

    /// <summary>The event of the line.</summary>
    public RecordedEvent ToEvent() => new(Position, Mart, Stream, Version, Id, Type, TypeVersion, At, RecordedAt,
        new Cause(CommandId, Actor, OnBehalfOf, Correlation, Causation, TraceParent), Data.GetRawText());

    /// <summary>
    /// The line as it is hashed: canonical JSON of what happened, without position, time of recording and trace, which tell how it was noted.
    /// </summary>
    public string Canonical() => Canonical(this with { Position = 0, RecordedAt = DateTimeOffset.UnixEpoch, TraceParent = null });

    /// <summary>Canonical JSON of everything but the position: the same of an event and of its copy in another store.</summary>
    public string Whole() => Canonical(this with { Position = 0 });

    private static string Canonical(HistoryLine line) => FactJson.Canonical(JsonSerializer.SerializeToElement(line, FactJson.Options));
}

/// <summary>One line of a service's contract feed: what its relay published, made afresh from the log.</summary>
/// <param name="Id">Message id.</param>
/// <param name="Source">The service.</param>
/// <param name="Position">Position in its log.</param>
/// <param name="Version">The event's version in its stream.</param>
/// <param name="Mart">The mart.</param>
/// <param name="At">The mart's clock.</param>
/// <param name="Cause">Who and why.</param>
/// <param name="Type">The contract's wire name.</param>
/// <param name="Body">The contract.</param>
public sealed record FeedLine(Guid Id, string Source, long Position, int Version, string Mart, DateTimeOffset At, Cause Cause,
    [property: JsonPropertyName("type")] string Type, JsonElement Body);

/// <summary>What every service offers about its log: the history of a mart for whoever wants to recount it, and the contracts from the beginning for views that are rebuilt.</summary>
internal static class HistoryEndpoints
{
    private const string JsonLines = "application/x-ndjson";

    public static void MapHistory(this IEndpointRouteBuilder routes, MountedModule module)
    {
        routes.MapGet("/marts/{mart}/history", (string mart, long after = 0) => new Lines(Export(module, mart, after)))
            .Allow(Roles.Organizer).Produces<HistoryLine>(contentType: JsonLines).WithSummary("The whole history of a mart as JSON Lines");
        routes.MapGet("/marts/{mart}/contracts", (string mart, long after = 0) => new Lines(Feed(module, mart, after)))
            .Allow(Roles.Service).Produces<FeedLine>(contentType: JsonLines).WithSummary("Every contract published about a mart, made afresh from the log");
        routes.MapGet("/contracts", (long after = 0) => new Lines(Feed(module, null, after)))
            .Allow(Roles.Service).Produces<FeedLine>(contentType: JsonLines).WithSummary("Every contract published after a position, made afresh from the log");
    }

    private static async IAsyncEnumerable<object> Export(MountedModule module, string mart, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var e in module.Log.Follow(after, mart, cancel)) yield return HistoryLine.Of(module.Module.Name, e);
    }

    private static async IAsyncEnumerable<object> Feed(MountedModule module, string? mart, long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var e in module.Log.Follow(after, mart, cancel))
            if (module.ToContract(e) is { } c)
                yield return new FeedLine(c.Id, c.Source, c.Position, c.Version, c.Mart, c.At, c.Cause, c.Type,
                    JsonSerializer.SerializeToElement(c.Body, c.Body.GetType(), FactJson.Options));
    }

    internal sealed class Lines(IAsyncEnumerable<object> items) : IResult
    {
        private static readonly byte[] NewLine = "\n"u8.ToArray();

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = JsonLines + "; charset=utf-8";
            await foreach (var item in items.WithCancellation(httpContext.RequestAborted))
            {
                await httpContext.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(item, item.GetType(), FactJson.Options)));
                await httpContext.Response.Body.WriteAsync(NewLine);
            }
        }
    }
}
