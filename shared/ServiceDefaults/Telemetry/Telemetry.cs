using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Traces and metrics of a process, collected from what its libraries tell by themselves and from a few sources of our own. They are sent by OTLP
/// where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says so; the latest spans are also kept in memory, so that one meeting's way can be shown without
/// any collector. Names and ids only: no span or metric carries what a person wrote.
/// </summary>
internal sealed class Telemetry(IReadOnlyList<MountedModule> modules, HostSettings settings, RecentSpans recent) : IHostedService, IDisposable
{
    private const string Own = "TravelMart";
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Libraries = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", Own];
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>What we tell ourselves.</summary>
    public static ActivitySource Source { get; } = new(Own);

    /// <summary>Our own numbers.</summary>
    public static Meter Meter { get; } = new(Own);

    /// <summary>Follows what led to a recorded event, which another request of another process may have been.</summary>
    public static Activity? Continue(string name, RecordedEvent e) => Continue(name, e.Cause);

    /// <summary>Follows what led to something.</summary>
    public static Activity? Continue(string name, Cause cause, ActivityKind kind = ActivityKind.Internal) =>
        Source.HasListeners() && ActivityContext.TryParse(cause.TraceParent, null, out var parent) ? Source.StartActivity(name, kind, parent) : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("travelmart-" + string.Join('+', modules.Select(m => m.Module.Name)), serviceInstanceId: settings.Node);
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Libraries).AddProcessor(new SimpleActivityExportProcessor(recent));
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "MassTransit", Own);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
        {
            traces.AddOtlpExporter();
            metrics.AddOtlpExporter();
        }
        (_traces, _metrics) = (traces.Build(), metrics.Build());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
