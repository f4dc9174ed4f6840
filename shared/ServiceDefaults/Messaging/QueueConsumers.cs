using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// The consumers of one queue, which the relays of all services share. They are put together when the first message comes: a start
/// with nothing to hand over does not wait for it.
/// </summary>
internal sealed class QueueConsumers(Queue queue, IServiceProvider services)
{
    private readonly Lazy<IMediator> _mediator = new(() => Bus.Factory.CreateMediator(mediator =>
    {
        foreach (var consumer in queue.Consumers)
            mediator.Consumer(consumer, type => ActivatorUtilities.CreateInstance(services, type));
    }));

    public Queue Queue => queue;

    public IMediator Mediator => _mediator.Value;
}
