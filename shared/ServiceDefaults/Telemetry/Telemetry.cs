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
internal sealed class Telemetry(IReadOnlyList<MountedModule> modules, HostSettings settings, RecentSpans recent, LatestHealth health) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static readonly string[] Libraries = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", Tracing.Source.Name];
    private readonly Meter _meter = new(Tracing.Source.Name);
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateEmpty().AddService("travelmart-" + string.Join('+', modules.Select(m => m.Module.Name)), serviceInstanceId: settings.Node);
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Libraries).AddProcessor(new SimpleActivityExportProcessor(recent));
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "Npgsql", "MassTransit", _meter.Name);
        Gauge("follower.backlog", "{event}", "Events that a follower has not handled", m => m.Followers.Select(f => Of(f.Events, f.Service, f.Follower)));
        Gauge("follower.age", "s", "How long the oldest of them has waited", m => m.Followers.Select(f => Of(f.Seconds, f.Service, f.Follower)));
        Gauge("view.backlog", "{event}", "Events that a view has not folded", m => m.Views.Select(v => Of(v.Events, v.Service, v.View)));
        Gauge("parked", "{message}", "Messages set aside", m => [new(m.Parked)]);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
        {
            traces.AddOtlpExporter();
            metrics.AddOtlpExporter();
        }
        (_traces, _metrics) = (traces.Build(), metrics.Build());
        return Task.CompletedTask;
    }

    // As of the last time that somebody asked for the process's health, which whoever runs it does every few seconds.
    private void Gauge(string name, string unit, string meaning,
        Func<(IReadOnlyList<FollowerLag> Followers, IReadOnlyList<ViewLag> Views, int Parked), IEnumerable<Measurement<double>>> read) =>
        _meter.CreateObservableGauge("travelmart." + name, () => read(health.Measured), unit, meaning);

    private static Measurement<double> Of(double value, string service, string name) =>
        new(value, new("service", service), new KeyValuePair<string, object?>("name", name));

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _meter.Dispose();
    }
}
