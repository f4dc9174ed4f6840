using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Fetches from the sources' own logs what a queue may have missed: what was published before the queue existed, while a node's temporary queue
/// was gone, or by a broker that lost its disk. It looks when the process starts, whenever the broker has come back, and now and then;
/// consumers recognise what they have.
/// </summary>
internal sealed partial class CatchUp(QueueConsumers consumers, MountedModule module, ContractFeeds feeds, IBusControl bus, TimeProvider clock, ILogger<CatchUp> logger)
    : BackgroundService
{
    private static readonly TimeSpan NowAndThen = TimeSpan.FromMinutes(5), Glance = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyList<string> _sources = [.. consumers.Queue.Contracts.Select(ContractMessage.SourceOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The queue.</summary>
    public string Queue => consumers.Queue.Name;

    /// <summary>Whether this process is the one that fetches, and has not done so once.</summary>
    public bool IsBehind { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lead = await module.Log.Checkpoints.Lead($"catch-up:{Queue}", stoppingToken);
                IsBehind = true;
                using var leading = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lead.Lost);
                await Watch(leading.Token);
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
            // The queue is bound first: what is published from now on comes by itself, and what was before is in the logs.
            while (bus.CheckHealth().Status != BusHealthStatus.Healthy) await Task.Delay(Glance, clock, cancel);
            foreach (var source in _sources) await FetchFrom(source, cancel);
            IsBehind = false;
            for (var until = clock.GetUtcNow() + NowAndThen; clock.GetUtcNow() < until && bus.CheckHealth().Status == BusHealthStatus.Healthy;)
                await Task.Delay(Glance, clock, cancel);
        }
    }

    private async Task FetchFrom(string source, CancellationToken cancel)
    {
        var checkpoint = $"catch-up:{Queue}:{source}";
        var position = await module.Log.Checkpoints.Read(checkpoint, cancel);
        var kept = position;
        await foreach (var message in feeds.Follow(source, position, cancel))
        {
            await consumers.Deliver(message, cancel);
            position = message.Position;
        }
        if (position > kept) await module.Log.Checkpoints.Move(checkpoint, position, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Queue} cannot catch up and tries again: {Reason}")]
    private partial void LogTrouble(string queue, string reason);
}
