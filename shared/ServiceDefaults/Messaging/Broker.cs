using System.Data.Common;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Queues on RabbitMQ. A service's queue is durable and replicated where the broker has several nodes, and all processes of the service
/// compete for its messages; a queue per node is temporary and gets everything. Where order matters, each process handles one message of a mart at
/// a time. A message that fails is tried again at once a few times, and then lies in the queue's <c>_error</c> queue; one that fails because the
/// store is away waits for it, for there is nothing wrong with the message. There is no redelivery later and no timer: what is due later is a row in a log.
/// </summary>
internal static class Broker
{
    private const int Retries = 4, Prefetch = 32, MartsAtOnce = 8, WaitsForStore = 120;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(5), StorePause = TimeSpan.FromSeconds(2);

    private static readonly Type[] StoreTroubles = [typeof(DbException), typeof(TimeoutException)];

    public static void AddBroker(this IServiceCollection services, HostSettings settings, IReadOnlyList<IServiceModule> modules)
    {
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(settings.Broker);
                foreach (var module in modules)
                    foreach (var queue in module.Queues) Receive(rabbit, context.GetRequiredService<IServiceProvider>(), settings, module, queue);
            });
        });
        // A service starts without its broker, says so in its health, and catches up when it comes.
        services.Configure<MassTransitHostOptions>(o =>
        {
            o.WaitUntilStarted = false;
            o.StopTimeout = TimeSpan.FromSeconds(20);
        });
        services.AddSingleton<BrokerWatch>().AddHostedService(s => s.GetRequiredService<BrokerWatch>());
        foreach (var module in modules)
        {
            if (!module.PerNode)
                services.AddSingleton<IHostedService>(s => new BrokerRelay(s.GetRequiredKeyedService<MountedModule>(module.Name),
                    s.GetRequiredService<IBusControl>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<BrokerRelay>>()));
            foreach (var queue in module.Queues)
                services.AddSingleton<IHostedService>(s => ActivatorUtilities.CreateInstance<CatchUp>(s,
                    s.GetRequiredKeyedService<QueueConsumers>(queue.Name), s.GetRequiredKeyedService<MountedModule>(module.Name)));
        }
    }

    /// <summary>What a queue is called on the broker.</summary>
    public static string NameOf(IServiceModule module, Queue queue, HostSettings settings) => module.PerNode ? $"{queue.Name}.{settings.Node}" : queue.Name;

    private static void Receive(IRabbitMqBusFactoryConfigurator rabbit, IServiceProvider services, HostSettings settings, IServiceModule module, Queue queue)
    {
        rabbit.ReceiveEndpoint(NameOf(module, queue, settings), endpoint =>
        {
            // Not a transient queue: MassTransit makes those exclusive, and then nobody sees what failed in them.
            if (module.PerNode) endpoint.QueueExpiration = Forgotten;
            else endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = Math.Max(Prefetch, queue.AtOnce);
            endpoint.ConcurrentMessageLimit = queue.InOrder ? MartsAtOnce : queue.AtOnce;
            if (queue.InOrder) endpoint.UsePartitioner<ConsumeContext>(MartsAtOnce, ContractMessage.MartOf);
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle(StoreTroubles);
                retry.Interval(WaitsForStore, StorePause);
            });
            endpoint.UseMessageRetry(retry =>
            {
                retry.Ignore(StoreTroubles);
                retry.Immediate(Retries);
            });
            foreach (var consumer in queue.Consumers)
                endpoint.Consumer(consumer, type => ActivatorUtilities.CreateInstance(services, type));
        });
    }
}
