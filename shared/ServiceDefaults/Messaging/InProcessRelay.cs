using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Carries one service's contracts to one queue of the same process. The log is the outbox: it reads committed events in order,
/// hands each contract to the queue's consumers after a JSON round trip, and only then moves this queue's own checkpoint, so that
/// a crash repeats a delivery and never loses one. A message that always fails is parked and holds up nobody else.
/// </summary>
internal sealed partial class InProcessRelay(MountedModule source, QueueConsumers consumers, TimeProvider clock,
    ILogger<InProcessRelay> logger) : BackgroundService, IFollowing
{
    private const int MostAttempts = 5;
    private readonly HashSet<Type> _wanted = [.. consumers.Queue.Contracts];
    private readonly Follower _follower = new(source.Log, SubscriberOf(consumers.Queue));

    /// <summary>The name under which this relay's checkpoint is kept in the source's log.</summary>
    public string Subscriber { get; } = SubscriberOf(consumers.Queue);

    public string Source => source.Module.Name;

    public IEventLog Log => source.Log;

    Task IFollowing.Deliver(RecordedEvent e, CancellationToken cancel) => Deliver(e, cancel);

    /// <summary>How many positions of the source's log are not handed over yet.</summary>
    public async Task<long> Lag(CancellationToken cancel) =>
        await source.Log.LastPosition(cancel) - Math.Max(_follower.Position, await source.Log.Checkpoints.Read(Subscriber, cancel));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await _follower.Run(batch => HandOverAll(batch, stoppingToken), stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(source.Module.Name, consumers.Queue.Name, broken);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Delivers one event now; false if the queue takes nothing of the kind. Also for an operator who wants a parked message tried again.
    /// Throws what the consumer throws.
    /// </summary>
    public async Task<bool> Deliver(RecordedEvent e, CancellationToken cancel)
    {
        if (source.ToContract(e) is not { } contract || !_wanted.Contains(contract.Body.GetType())) return false;
        var type = contract.Body.GetType();
        var copy = JsonSerializer.Deserialize(JsonSerializer.Serialize(contract.Body, type, FactJson.Options), type, FactJson.Options)!;
        await consumers.Mediator.Publish(copy, type, Pipe.Execute<PublishContext>(contract.WriteTo), cancel);
        return true;
    }

    private static string SubscriberOf(Queue queue) => $"relay:{queue.Name}";

    private async Task<bool> HandOverAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel)
    {
        var any = false;
        foreach (var some in batch.Chunk(consumers.Queue.AtOnce))
            any |= (await Task.WhenAll(some.Select(e => HandOver(e, cancel)))).Contains(true);
        return any;
    }

    private async Task<bool> HandOver(RecordedEvent e, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Deliver(e, cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                if (attempt < MostAttempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), clock, cancel);
                    continue;
                }
                await Park(e, failure, attempt, cancel);
                return true;
            }
        }
    }

    private async Task Park(RecordedEvent e, Exception failure, int attempts, CancellationToken cancel)
    {
        var cause = failure.GetBaseException();
        await source.Log.Checkpoints.Park(new(Subscriber, e.Id, e.Position, e.Type, $"{cause.GetType().Name}: {cause.Message}", attempts,
            clock.GetUtcNow()), cancel);
        LogParked(e.Type, e.Id, consumers.Queue.Name, attempts, cause);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: {Type} {MessageId} is parked: queue {Queue} failed {Attempts} times")]
    private partial void LogParked(string type, Guid messageId, string queue, int attempts, Exception cause);

    [LoggerMessage(Level = LogLevel.Error, Message = "The relay from {Source} to {Queue} is in trouble and goes on in a second")]
    private partial void LogTrouble(string source, string queue, Exception broken);
}
