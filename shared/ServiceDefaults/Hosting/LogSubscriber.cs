using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// A durable follower of a service's own log, for work that facts set off: it handles events one by one, and parks what always fails.
/// What it does must be idempotent.
/// </summary>
public abstract class LogSubscriber(string name, IEventLog log, TimeProvider clock, ILogger logger) : Following(name, log, clock, logger)
{
    /// <inheritdoc />
    public sealed override Task Deliver(RecordedEvent e, CancellationToken cancel) => HandleIfConcerned(e, cancel);

    /// <summary>Whether an event sets anything off. Looks at its type, and reads it only if it must.</summary>
    protected abstract bool Concerns(RecordedEvent e);

    /// <summary>Handles one event that concerns it. Called again after a failure or a crash.</summary>
    protected abstract Task Handle(RecordedEvent e, CancellationToken cancel);

    /// <inheritdoc />
    protected sealed override async Task<bool> HandleAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel)
    {
        var any = false;
        foreach (var e in batch) any |= await OrPark(e, () => HandleIfConcerned(e, cancel), cancel);
        return any;
    }

    private async Task<bool> HandleIfConcerned(RecordedEvent e, CancellationToken cancel)
    {
        if (!Concerns(e)) return false;
        await Handle(e, cancel);
        return true;
    }
}
