using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Carries one service's contracts to one queue of the same process. The log is the outbox: it reads committed events in order,
/// hands each contract to the queue's consumers after a JSON round trip, and only then moves this queue's own checkpoint, so that
/// a crash repeats a delivery and never loses one. A message that always fails is parked and holds up nobody else.
/// </summary>
internal sealed class InProcessRelay(MountedModule source, QueueConsumers consumers, TimeProvider clock, ILogger<InProcessRelay> logger)
    : Following($"relay:{consumers.Queue.Name}", source.Log, clock, logger)
{
    /// <summary>Delivers one event now, if the queue takes what it leaves as. Throws what the consumer throws.</summary>
    public override Task Deliver(RecordedEvent e, CancellationToken cancel) => HandOver(e, cancel);

    protected override async Task<bool> HandleAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel)
    {
        var any = false;
        foreach (var some in batch.Chunk(consumers.Queue.AtOnce))
            any |= (await Task.WhenAll(some.Select(e => OrPark(e, () => HandOver(e, cancel), cancel)))).Contains(true);
        return any;
    }

    private async Task<bool> HandOver(RecordedEvent e, CancellationToken cancel) =>
        source.ToContract(e) is { } contract && await consumers.Deliver(contract, cancel);
}
