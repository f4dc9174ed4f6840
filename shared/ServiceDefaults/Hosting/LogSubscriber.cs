using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// A durable follower of a service's own log, for work that facts set off: it owns its checkpoint, handles events in order and at least
/// once, and parks what always fails. What it does must be idempotent.
/// </summary>
public abstract partial class LogSubscriber(string name, IEventLog log, TimeProvider clock, ILogger logger) : BackgroundService
{
    private const int MostAttempts = 5;

    /// <summary>Handles one event. Called again after a failure or a crash.</summary>
    protected abstract Task Handle(RecordedEvent e, CancellationToken cancel);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await Follow(stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(name, broken);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private async Task Follow(CancellationToken cancel)
    {
        var done = await log.Checkpoints.Read(name, cancel);
        while (true)
        {
            var batch = await log.ReadForward(done, 200, cancel: cancel);
            foreach (var e in batch) await HandleOrPark(e, cancel);
            if (batch.Count == 0) await log.WaitForCommit(done, TimeSpan.FromMilliseconds(250), cancel);
            else await log.Checkpoints.Move(name, done = batch[^1].Position, cancel);
        }
    }

    private async Task HandleOrPark(RecordedEvent e, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Handle(e, cancel);
                return;
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
                return;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: {Subscriber} parked {Type} {MessageId}")]
    private partial void LogParked(string subscriber, string type, Guid messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} is in trouble and goes on in a second")]
    private partial void LogTrouble(string subscriber, Exception broken);
}
