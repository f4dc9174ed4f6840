using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// Where to look for a meeting's way through the services: the trace of the request behind each of its events. The spans themselves are kept by
/// the processes that made them.
/// </summary>
internal static class GetMeetingTraces
{
    /// <summary>One event of a meeting and its trace.</summary>
    /// <param name="Version">Place in the meeting's stream, from 1.</param>
    /// <param name="Type">What happened.</param>
    /// <param name="At">The mart's clock.</param>
    /// <param name="RecordedAt">Real time of the commit.</param>
    /// <param name="Trace">W3C trace id; null for an event that no trace led to.</param>
    /// <param name="Span">The span that committed it.</param>
    internal sealed record Answer(int Version, string Type, DateTimeOffset At, DateTimeOffset RecordedAt, string? Trace, string? Span);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/meetings/{meeting:guid}/traces", async (string mart, Guid meeting,
                [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log, CancellationToken cancel) =>
            await log.ReadStream(mart, Meeting.StreamOf(meeting), cancel: cancel) is { Count: > 0 } events
                ? Results.Ok(events.Select(Of))
                : Problems.From(MeetingRefusals.MeetingUnknown))
            .Allow(Roles.Organizer).Produces<IReadOnlyList<Answer>>().WithSummary("The trace behind each event of a meeting");

    private static Answer Of(RecordedEvent e) => ActivityContext.TryParse(e.Cause.TraceParent, null, out var trace)
        ? new(e.Version, e.Type, e.At, e.RecordedAt, trace.TraceId.ToString(), trace.SpanId.ToString())
        : new(e.Version, e.Type, e.At, e.RecordedAt, null, null);
}
