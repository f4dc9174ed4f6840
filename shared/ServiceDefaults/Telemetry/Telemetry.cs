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
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Libraries = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", Tracing.Source.Name];
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("travelmart-" + string.Join('+', modules.Select(m => m.Module.Name)), serviceInstanceId: settings.Node);
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Libraries).AddProcessor(new SimpleActivityExportProcessor(recent));
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "MassTransit");
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
