using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Whoever follows a log under a name, and can be handed one event once more.</summary>
public interface IFollowing
{
    /// <summary>The name of its checkpoint.</summary>
    string Subscriber { get; }

    /// <summary>The log it follows.</summary>
    IEventLog Log { get; }

    /// <summary>Handles one event now. Throws what handling it throws.</summary>
    Task Deliver(RecordedEvent e, CancellationToken cancel);
}

/// <summary>
/// A durable follower of a service's own log, for work that facts set off: it owns its checkpoint, handles events in order and at least
/// once, and parks what always fails. What it does must be idempotent.
/// </summary>
public abstract partial class LogSubscriber(string name, IEventLog log, TimeProvider clock, ILogger logger) : BackgroundService, IFollowing
{
    private const int MostAttempts = 5;

    string IFollowing.Subscriber => name;

    IEventLog IFollowing.Log => log;

    Task IFollowing.Deliver(RecordedEvent e, CancellationToken cancel) => HandleIfConcerned(e, cancel);

    /// <summary>Whether an event sets anything off. Looks at its type, and reads it only if it must.</summary>
    protected abstract bool Concerns(RecordedEvent e);

    /// <summary>Handles one event that concerns it. Called again after a failure or a crash.</summary>
    protected abstract Task Handle(RecordedEvent e, CancellationToken cancel);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var follower = new Follower(log, name);
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await follower.Run(batch => HandleAll(batch, stoppingToken), stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(name, broken);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private async Task<bool> HandleAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel)
    {
        var any = false;
        foreach (var e in batch) any |= await HandleOrPark(e, cancel);
        return any;
    }

    private async Task<bool> HandleIfConcerned(RecordedEvent e, CancellationToken cancel)
    {
        if (!Concerns(e)) return false;
        await Handle(e, cancel);
        return true;
    }

    private async Task<bool> HandleOrPark(RecordedEvent e, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await HandleIfConcerned(e, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                if (attempt < MostAttempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), clock, cancel);
                    continue;
                }
                await log.Checkpoints.Park(new(name, e.Id, e.Position, e.Type, $"{failure.GetType().Name}: {failure.Message}", attempt, clock.GetUtcNow()), cancel);
                LogParked(name, e.Type, e.Id, failure);
                return true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: {Subscriber} parked {Type} {MessageId}")]
    private partial void LogParked(string subscriber, string type, Guid messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} is in trouble and goes on in a second")]
    private partial void LogTrouble(string subscriber, Exception broken);
}
