using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry;

namespace TravelMart.ServiceDefaults;

/// <summary>One step of a trace, as it is shown.</summary>
/// <param name="Service">The services of the process.</param>
/// <param name="Node">Which process of its kind.</param>
/// <param name="Source">Who tells of it, such as Npgsql.</param>
/// <param name="Name">What was done.</param>
/// <param name="Id">The span's id.</param>
/// <param name="Parent">The id of the span that led to it; null for the first.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failed">Whether it failed.</param>
public sealed record Span(string Service, string Node, string Source, string Name, string Id, string? Parent, DateTimeOffset StartedAt, double Milliseconds, bool Failed);

/// <summary>The latest spans of this process, so many and no more.</summary>
internal sealed class RecentSpans(IReadOnlyList<MountedModule> modules, HostSettings settings) : BaseExporter<Activity>
{
    private const int Most = 20_000;
    private readonly ConcurrentQueue<(string Trace, Span Span)> _spans = [];
    private readonly string _service = string.Join('+', modules.Select(m => m.Module.Name));

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var activity in batch)
        {
            _spans.Enqueue((activity.TraceId.ToString(), new Span(_service, settings.Node, activity.Source.Name, activity.DisplayName, activity.SpanId.ToString(),
                activity.ParentSpanId == default ? null : activity.ParentSpanId.ToString(), new DateTimeOffset(activity.StartTimeUtc, TimeSpan.Zero),
                Math.Round(activity.Duration.TotalMilliseconds, 3), activity.Status == ActivityStatusCode.Error)));
            while (_spans.Count > Most) _spans.TryDequeue(out _);
        }
        return ExportResult.Success;
    }

    /// <summary>The spans of a trace in order of their beginning.</summary>
    public IReadOnlyList<Span> Of(string trace) => [.. _spans.Where(s => s.Trace == trace).Select(s => s.Span).OrderBy(s => s.StartedAt)];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/traces/{trace}", (string trace, RecentSpans recent) => TypedResults.Ok(recent.Of(trace)))
            .Allow(Roles.Organizer).WithSummary("What this process still remembers of a trace");
}
