using System.Data.Common;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Fetches from the sources' own logs what a queue may have missed: what was published before the queue existed, while a node's temporary queue
/// was gone, or by a broker that lost its disk. It looks when the process starts, whenever the broker has come back, and now and then;
/// consumers recognise what they have. A message that always fails is set aside and holds up nobody else; while a store is away, everything waits.
/// </summary>
internal sealed partial class CatchUp(QueueConsumers consumers, MountedModule module, ContractFeeds feeds, IBusControl bus, TimeProvider clock, ILogger<CatchUp> logger)
    : BackgroundService, IParking
{
    private static readonly TimeSpan NowAndThen = TimeSpan.FromMinutes(5), Glance = TimeSpan.FromSeconds(1);
    private const int MostAttempts = 5, MostUnkept = 200;
    private readonly IReadOnlyList<string> _sources = [.. consumers.Queue.Contracts.Select(ContractMessage.SourceOf).Distinct().Order(StringComparer.Ordinal)];

    public IEventLog Log => module.Log;

    /// <summary>The queue.</summary>
    public string Queue => consumers.Queue.Name;

    /// <summary>Whether this process is the one that fetches, and has not done so once.</summary>
    public bool IsBehind { get; private set; }

    private bool HasBroker => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    public bool ParksAs(string subscriber) => _sources.Any(s => Checkpoint(s) == subscriber);

    public async Task TryAgain(ParkedMessage parked, CancellationToken cancel)
    {
        await foreach (var message in feeds.Follow(_sources.First(s => Checkpoint(s) == parked.Subscriber), parked.Position - 1, cancel))
            if (message.Id == parked.MessageId)
            {
                await consumers.Deliver(message, cancel);
                return;
            }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lead = await module.Log.Checkpoints.Lead($"catch-up:{Queue}", stoppingToken);
                IsBehind = true;
                using var leading = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lead.Lost);
                try { await Watch(leading.Token); }
                finally { IsBehind = false; }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(Queue, broken.GetBaseException().Message);
                await Task.Delay(Glance, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Watch(CancellationToken cancel)
    {
        while (true)
        {
            // What is published after the queue was bound comes by itself; without a broker, this is the only way and must be gone again.
            var bound = HasBroker;
            foreach (var source in _sources) await FetchFrom(source, cancel);
            IsBehind = false;
            if (bound)
                for (var until = clock.GetUtcNow() + NowAndThen; clock.GetUtcNow() < until && HasBroker;) await Task.Delay(Glance, clock, cancel);
            while (!HasBroker) await Task.Delay(Glance, clock, cancel);
        }
    }

    private async Task FetchFrom(string source, CancellationToken cancel)
    {
        var position = await Log.Checkpoints.Read(Checkpoint(source), cancel);
        var unkept = 0;
        await foreach (var message in feeds.Follow(source, position, cancel))
        {
            await DeliverOrPark(Checkpoint(source), message, cancel);
            position = message.Position;
            if (++unkept % MostUnkept == 0) await Log.Checkpoints.Move(Checkpoint(source), position, cancel);
        }
        if (unkept % MostUnkept > 0) await Log.Checkpoints.Move(Checkpoint(source), position, cancel);
    }

    private async Task DeliverOrPark(string checkpoint, ContractMessage message, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await consumers.Deliver(message, cancel);
                return;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && failure.GetBaseException() is var cause and not (DbException or TimeoutException))
            {
                if (attempt < MostAttempts) continue;
                await Log.Checkpoints.Park(new(checkpoint, message.Id, message.Position, message.Type, $"{cause.GetType().Name}: {cause.Message}", attempt, clock.GetUtcNow()), cancel);
                LogParked(Queue, message.Type, message.Id, cause);
                return;
            }
        }
    }

    private string Checkpoint(string source) => $"catch-up:{Queue}:{source}";

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: {Queue} set {Type} {MessageId} aside while catching up")]
    private partial void LogParked(string queue, string type, Guid messageId, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} cannot catch up and tries again: {Reason}")]
    private partial void LogTrouble(string queue, string reason);
}
