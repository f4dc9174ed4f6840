using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace TravelMart.CommandLine.Client;

/// <summary>A queue as the broker sees it now; without numbers for a queue that belongs to one connection, which nobody else may look into.</summary>
internal sealed record QueueDepth(string Name, uint? Messages, uint? Consumers);

/// <summary>A message that its consumer failed to handle.</summary>
/// <param name="Id">The message's id, which is the id of the event it was made from.</param>
/// <param name="Type">The contract.</param>
/// <param name="FailedAt">When it was set aside.</param>
/// <param name="Error">Why.</param>
internal sealed record FailedMessage(string Id, string Type, string FailedAt, string Error);

/// <summary>Looks into the broker's queues, and tries again or drops what failed.</summary>
internal sealed class BrokerDesk : IAsyncDisposable
{
    private const string FaultPrefix = "MT-Fault-";
    private const int MostShown = 1000;
    private readonly IConnection _connection;

    private BrokerDesk(IConnection connection) => _connection = connection;

    /// <exception cref="ServiceException">The broker cannot be reached.</exception>
    public static async Task<BrokerDesk> Open(Uri broker, CancellationToken cancel)
    {
        try { return new BrokerDesk(await new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false }.CreateConnectionAsync("travelmart queues", cancel)); }
        catch (BrokerUnreachableException unreachable)
        {
            throw new ServiceException($"the broker at {broker.Host}:{broker.Port} does not answer: {unreachable.GetBaseException().Message}");
        }
    }

    /// <summary>How full a queue is; null if there is no such queue.</summary>
    public async Task<QueueDepth?> Look(string queue, CancellationToken cancel)
    {
        // A queue that is not there closes the channel, so each look has its own.
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancel);
        try
        {
            var found = await channel.QueueDeclarePassiveAsync(queue, cancel);
            return new(queue, found.MessageCount, found.ConsumerCount);
        }
        catch (OperationInterruptedException locked) when (locked.ShutdownReason?.ReplyCode == Constants.ResourceLocked) { return new(queue, null, null); }
        catch (OperationInterruptedException) { return null; }
    }

    /// <summary>What lies in a queue of failed messages, oldest first. Everything stays there.</summary>
    public async Task<IReadOnlyList<FailedMessage>> Failed(string errorQueue, CancellationToken cancel)
    {
        var failed = new List<FailedMessage>();
        // Closing the channel without an answer puts back what was taken.
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: cancel);
        while (failed.Count < MostShown && await channel.BasicGetAsync(errorQueue, autoAck: false, cancel) is { } message) failed.Add(Describe(message));
        return failed;
    }

    /// <summary>Moves failed messages back into the queue they came from; how many. Each is removed only when the broker has confirmed its copy.</summary>
    public Task<int> Retry(string queue, string errorQueue, string? id, CancellationToken cancel) => Each(errorQueue, id, async (channel, message) =>
    {
        var properties = new BasicProperties(message.BasicProperties) { DeliveryMode = DeliveryModes.Persistent };
        foreach (var header in properties.Headers?.Keys.Where(k => k.StartsWith(FaultPrefix, StringComparison.Ordinal)).ToList() ?? []) properties.Headers!.Remove(header);
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, message.Body, cancel);
    }, cancel);

    /// <summary>Removes failed messages for good; how many.</summary>
    public Task<int> Drop(string errorQueue, string? id, CancellationToken cancel) => Each(errorQueue, id, (_, _) => Task.CompletedTask, cancel);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<int> Each(string errorQueue, string? id, Func<IChannel, BasicGetResult, Task> handle, CancellationToken cancel)
    {
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        await using var channel = await _connection.CreateChannelAsync(confirmed, cancel);
        var depth = (await channel.QueueDeclarePassiveAsync(errorQueue, cancel)).MessageCount;
        var handled = 0;
        for (var seen = 0; seen < depth && await channel.BasicGetAsync(errorQueue, autoAck: false, cancel) is { } message; seen++)
        {
            if (id is not null && message.BasicProperties.MessageId != id) continue;
            await handle(channel, message);
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancel);
            handled++;
        }
        return handled;
    }

    private static FailedMessage Describe(BasicGetResult message) => new(message.BasicProperties.MessageId ?? "", Header(message, "MT-Fault-MessageType") ?? TypeOf(message),
        Header(message, FaultPrefix + "Timestamp") ?? "", $"{Header(message, FaultPrefix + "ExceptionType")}: {Header(message, FaultPrefix + "Message")}");

    // The wire name is in the body's envelope, urn:message:Namespace:Type, if the body is one: what failed may be anything.
    private static string TypeOf(BasicGetResult message)
    {
        try
        {
            var types = JsonNode.Parse(message.Body.Span) is JsonObject envelope ? envelope["messageType"] as JsonArray : null;
            return types is [JsonValue first, ..] && first.TryGetValue(out string? name) ? name.Replace("urn:message:", "", StringComparison.Ordinal).Replace(':', '.') : "not a message of ours";
        }
        catch (JsonException) { return "not a message of ours"; }
    }

    private static string? Header(BasicGetResult message, string name) => message.BasicProperties.Headers?.TryGetValue(name, out var value) == true
        ? value is byte[] text ? Encoding.UTF8.GetString(text) : Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;
}
