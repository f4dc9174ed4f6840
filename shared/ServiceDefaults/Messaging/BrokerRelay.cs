using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Publishes one service's contracts through the broker. The log is the outbox: the checkpoint moves only when the broker has confirmed
/// every message of a batch, so that a crash repeats a few and never loses one. While the broker is away nothing is lost and nothing
/// parked: the relay waits and begins again at its checkpoint.
/// </summary>
internal sealed class BrokerRelay(MountedModule source, IBusControl bus, TimeProvider clock, ILogger<BrokerRelay> logger)
    : Following("relay:broker", source.Log, clock, logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public override async Task Deliver(RecordedEvent e, CancellationToken cancel)
    {
        if (source.ToContract(e) is { } contract) await Publish(contract, cancel);
    }

    protected override async Task<bool> HandleAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel)
    {
        var contracts = new List<ContractMessage>();
        foreach (var e in batch)
            await OrPark(e, () =>
            {
                if (source.ToContract(e) is { } contract) contracts.Add(contract);
                return Task.FromResult(true);
            }, cancel);
        if (contracts.Count == 0) return false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        if (await bus.WaitForHealthStatus(BusHealthStatus.Healthy, limit.Token) != BusHealthStatus.Healthy)
            throw new TimeoutException("the broker is not there");
        await Task.WhenAll(contracts.Select(c => Publish(c, limit.Token)));
        return true;
    }

    private async Task Publish(ContractMessage contract, CancellationToken cancel)
    {
        using var span = Tracing.Continue($"publish {contract.Body.GetType().Name}", contract.Cause, ActivityKind.Producer);
        await bus.Publish(contract.Body, contract.Body.GetType(), Pipe.Execute<PublishContext>(contract.WriteTo), cancel);
    }
}
