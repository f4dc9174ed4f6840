using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using static System.FormattableString;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Looks at the broker every few seconds, on a connection of its own: whether it answers, whether it takes messages (short of disk or memory it takes none,
/// and tells nobody who only listens), and how many messages lie in the <c>_error</c> queues of this process's queues.
/// </summary>
internal sealed class BrokerWatch(HostSettings settings, IReadOnlyList<MountedModule> modules, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2), Patience = TimeSpan.FromSeconds(4);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private readonly List<string> _queues = [.. modules.SelectMany(m => m.Module.Queues.Select(q => Broker.NameOf(m.Module, q, settings)))];
    private string? _blocked;

    /// <summary>Why the broker does not do its work, in words; null if it does.</summary>
    public string? Trouble { get; private set; }

    /// <summary>The queues with failed messages, and how many each has.</summary>
    public IReadOnlyList<(string Queue, uint Messages)> Failed { get; private set; } = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await Watch(stoppingToken); }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken) { Trouble = InWords(broken); }
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Watch(CancellationToken cancel)
    {
        _blocked = null;
        var factory = new ConnectionFactory { Uri = settings.Broker!, AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = Patience };
        var connection = await factory.CreateConnectionAsync($"travelmart watch {string.Join('+', modules.Select(m => m.Module.Name))}", cancel).WaitAsync(Patience, cancel);
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            _blocked = blocked.Reason;
            return Task.CompletedTask;
        };
        try
        {
            while (true)
            {
                Failed = await Look(connection, cancel).WaitAsync(Patience, cancel);
                Trouble = null;
                await Task.Delay(Pause, clock, cancel);
            }
        }
        finally { await connection.AbortAsync(Patience); }
    }

    private async Task<IReadOnlyList<(string, uint)>> Look(IConnection connection, CancellationToken cancel)
    {
        await using (var channel = await connection.CreateChannelAsync(Confirmed, cancel))
        {
            // To a queue that nobody has: the broker takes it, or not, and throws it away.
            await channel.BasicPublishAsync("", "travelmart.nobody", mandatory: false, Array.Empty<byte>(), cancel);
        }
        var failed = new List<(string, uint)>();
        foreach (var queue in _queues)
            if (await Depth(connection, queue + "_error", cancel) is > 0 and var messages) failed.Add((queue, messages));
        return failed;
    }

    // A queue that is not there closes the channel, so each look has its own.
    private static async Task<uint> Depth(IConnection connection, string queue, CancellationToken cancel)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancel);
        try { return (await channel.QueueDeclarePassiveAsync(queue, cancel)).MessageCount; }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound) { return 0; }
    }

    private string InWords(Exception broken) => broken switch
    {
        TimeoutException when _blocked is { } why => Invariant($"takes no messages ({why})"),
        TimeoutException => Invariant($"did not answer within {Patience.TotalSeconds:0} s"),
        _ => "cannot be reached: " + broken.GetBaseException().Message,
    };
}
