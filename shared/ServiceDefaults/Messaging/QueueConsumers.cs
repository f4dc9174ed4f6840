using System.Text.Json;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// The consumers of one queue, for whoever delivers without a broker. They are put together when the first message comes: a start
/// with nothing to hand over does not wait for it.
/// </summary>
internal sealed class QueueConsumers(Queue queue, IServiceProvider services)
{
    private readonly HashSet<Type> _wanted = [.. queue.Contracts];

    private readonly Lazy<IMediator> _mediator = new(() => Bus.Factory.CreateMediator(mediator =>
    {
        foreach (var consumer in queue.Consumers)
            mediator.Consumer(consumer, type => ActivatorUtilities.CreateInstance(services, type));
    }));

    public Queue Queue => queue;

    /// <summary>Delivers a contract and waits for its consumer; false if the queue takes nothing of the kind. Throws what the consumer throws.</summary>
    public async Task<bool> Deliver(ContractMessage contract, CancellationToken cancel)
    {
        var type = contract.Body.GetType();
        if (!_wanted.Contains(type)) return false;
        using var span = Tracing.Continue($"hand {type.Name} over to {queue.Name}", contract.Cause);
        // A round trip, so that what works here works over a wire.
        var copy = JsonSerializer.Deserialize(JsonSerializer.Serialize(contract.Body, type, FactJson.Options), type, FactJson.Options)!;
        await _mediator.Value.Publish(copy, type, Pipe.Execute<PublishContext>(contract.WriteTo), cancel);
        return true;
    }
}
