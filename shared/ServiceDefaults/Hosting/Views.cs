using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Registering live views.</summary>
public static class Views
{
    /// <summary>Keeps a view of a service's log, available as <see cref="LiveView{TState}"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="module">The service's name.</param>
    public static IServiceCollection AddView<TState, TView>(this IServiceCollection services, string module) where TView : class, IView<TState>
    {
        services.AddSingleton<TView>();
        services.AddSingleton(s => new LiveView<TState>(s.GetRequiredKeyedService<IEventLog>(module), s.GetRequiredService<TView>()));
        services.AddSingleton(s => new ViewRunner<TState>(module, s.GetRequiredKeyedService<IEventLog>(module), s.GetRequiredService<LiveView<TState>>(),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<ViewRunner<TState>>>()));
        services.AddSingleton<IRunningView>(s => s.GetRequiredService<ViewRunner<TState>>());
        return services.AddHostedService(s => s.GetRequiredService<ViewRunner<TState>>());
    }
}

/// <summary>How old what waits is.</summary>
internal static class Ages
{
    /// <summary>Seconds since the oldest waiting event was recorded; 0 where none waits.</summary>
    public static double Seconds(Backlog backlog, TimeProvider clock) =>
        backlog.Since is { } since ? Math.Max(0, Math.Round((clock.GetUtcNow() - since).TotalSeconds, 3)) : 0;
}

/// <summary>How far a view is behind its service's log.</summary>
/// <param name="Service">The service.</param>
/// <param name="View">The view.</param>
/// <param name="Events">Events not folded yet.</param>
/// <param name="Seconds">How long ago the oldest of them was recorded.</param>
/// <param name="Stuck">Marts with an event that cannot be folded.</param>
public sealed record ViewLag(string Service, string View, long Events, double Seconds, int Stuck);

/// <summary>A view as whoever runs the system looks at it.</summary>
internal interface IRunningView
{
    Task<ViewLag> Lag(CancellationToken cancel);
}

internal sealed partial class ViewRunner<TState>(string module, IEventLog log, LiveView<TState> view, TimeProvider clock, ILogger<ViewRunner<TState>> logger)
    : BackgroundService, IRunningView
{
    public async Task<ViewLag> Lag(CancellationToken cancel)
    {
        var backlog = await log.Backlog(view.Position, cancel);
        return new(module, typeof(TState).Name, backlog.Events, Ages.Seconds(backlog, clock), view.Stuck.Count);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        view.GotStuck += (_, stuck) => LogStuck(typeof(TState).Name, stuck.At.Mart, stuck.At.Position, stuck.Failure);
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await view.Run(stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(typeof(TState).Name, view.Position, broken);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: view {View} of mart {Mart} is stuck at position {Position}")]
    private partial void LogStuck(string view, string mart, long position, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "View {View} is in trouble after position {Position} and goes on in a second")]
    private partial void LogTrouble(string view, long position, Exception broken);
}
