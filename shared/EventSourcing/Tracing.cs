using System.Diagnostics;

namespace TravelMart.EventSourcing;

/// <summary>Spans that follow what led to a recorded event, which another request of another process may have been.</summary>
public static class Tracing
{
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    /// <summary>The source of our own spans.</summary>
    public static ActivitySource Source { get; } = new("TravelMart");

    /// <summary>A span behind a cause; null where nobody listens, or the cause is not part of a trace.</summary>
    public static Activity? Continue(string name, Cause cause, ActivityKind kind = ActivityKind.Internal) =>
        Source.HasListeners() && ActivityContext.TryParse(cause.TraceParent, null, out var parent) ? Source.StartActivity(name, kind, parent) : null;

    /// <summary>The same behind an event that was recorded a moment ago: null for an old one, whose trace is over.</summary>
    public static Activity? Continue(string name, RecordedEvent e) =>
        TimeProvider.System.GetUtcNow() - e.RecordedAt < Recent ? Continue(name, e.Cause) : null;
}
