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
        return services.AddHostedService<ViewRunner<TState>>();
    }
}

internal sealed partial class ViewRunner<TState>(LiveView<TState> view, ILogger<ViewRunner<TState>> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await view.Run(stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogStuck(typeof(TState).Name, view.Position, broken);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: view {View} is stuck after position {Position}")]
    private partial void LogStuck(string view, long position, Exception broken);
}
