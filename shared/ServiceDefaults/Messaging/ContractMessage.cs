using System.Text.Json;
using MassTransit;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>A contract on its way, with the envelope that travels in the message's headers.</summary>
/// <param name="Id">The event's id, which is the message id.</param>
/// <param name="Source">The service that published it.</param>
/// <param name="Position">The event's position in that service's log.</param>
/// <param name="Version">The event's version in its stream: of two messages about the same company or meeting, the later one has the higher.</param>
/// <param name="Mart">The mart.</param>
/// <param name="At">The mart's clock.</param>
/// <param name="Cause">Who and why.</param>
/// <param name="Body">The contract: a record of the Contracts assembly.</param>
public sealed record ContractMessage(Guid Id, string Source, long Position, int Version, string Mart, DateTimeOffset At, Cause Cause, object Body)
{
    private const string Header = "TravelMart-Envelope";

    private static readonly string WirePrefix = typeof(Contracts.Amount).Namespace + ".";

    private static readonly Dictionary<string, Type> ByName = typeof(Contracts.Amount).Assembly.GetExportedTypes()
        .Where(t => t.Namespace != typeof(Contracts.Amount).Namespace).ToDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Every contract type, in order of names.</summary>
    public static IReadOnlyList<Type> Types { get; } = [.. ByName.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)];

    /// <summary>The contract's name on the wire: its namespace and type.</summary>
    public string Type => NameOf(Body.GetType());

    /// <summary>The name of a contract type on the wire.</summary>
    public static string NameOf(Type contract) => $"{contract.Namespace}.{contract.Name}";

    /// <summary>The contract type of a wire name; null for a name that this program does not know.</summary>
    public static Type? TypeOf(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The service that publishes a contract: the last part of its namespace.</summary>
    public static string SourceOf(Type contract) => contract.Namespace!.Split('.')[^1].ToLowerInvariant();

    /// <summary>Whether an event's type is the wire name of a contract, known to this program or not: the event is a copy of a message.</summary>
    public static bool IsWireName(string type) => type.StartsWith(WirePrefix, StringComparison.Ordinal);

    /// <summary>What consumers read from a received message.</summary>
    /// <exception cref="InvalidOperationException">The message carries no envelope or no id: it was not published by a relay.</exception>
    public static ContractMessage From<T>(ConsumeContext<T> context) where T : class
    {
        var header = context.Headers.Get<string>(Header) ?? throw new InvalidOperationException($"a {typeof(T).Name} without an envelope");
        var id = context.MessageId ?? throw new InvalidOperationException($"a {typeof(T).Name} without an id");
        return JsonSerializer.Deserialize<Envelope>(header, FactJson.Options)!.With(id, context.Message);
    }

    /// <summary>The mart of a message that is being received; empty where it carries no envelope.</summary>
    public static string MartOf(ConsumeContext context) => context.Headers.Get<string>(Header) is { } header
        ? JsonSerializer.Deserialize<Envelope>(header, FactJson.Options)!.Mart : "";

    /// <summary>Puts the envelope on a message that is being published.</summary>
    public void WriteTo(PublishContext context)
    {
        context.MessageId = Id;
        context.Headers.Set(Header, JsonSerializer.Serialize(new Envelope(Source, Position, Version, Mart, At, Cause), FactJson.Options));
    }

    private sealed record Envelope(string Source, long Position, int Version, string Mart, DateTimeOffset At, Cause Cause)
    {
        public ContractMessage With(Guid id, object body) => new(id, Source, Position, Version, Mart, At, Cause, body);
    }
}
