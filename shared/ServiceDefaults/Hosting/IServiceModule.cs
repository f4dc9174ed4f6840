using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>A part of the system, ready to be mounted in a process of its own or beside others. Nothing in it may know which others share its process.</summary>
public interface IModule
{
    /// <summary>Lower case; the prefix of its paths and the name of its log if it has one.</summary>
    string Name { get; }

    /// <summary>Registers what it needs.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Maps its endpoints under <c>/name</c>; each says who may call it (see <see cref="Access"/>).</summary>
    void MapEndpoints(IEndpointRouteBuilder routes);
}

/// <summary>
/// A module that keeps facts: it owns its event log, its paths under its name, its queues, and the one place where its facts become
/// contracts.
/// </summary>
public interface IServiceModule : IModule
{
    /// <summary>
    /// Whether each process of the service keeps its own log, as a read side does: its log is embedded, and its queues are temporary and
    /// each get every message.
    /// </summary>
    bool PerNode => false;

    /// <summary>Whether its log is the history of matches, which is kept in Marten where the program was built with it.</summary>
    bool KeepsMatchHistory => false;

    /// <summary>Whether the service issues everybody's tokens and alone holds the private key.</summary>
    bool HoldsTheKey => false;

    /// <summary>The queues it consumes.</summary>
    IReadOnlyList<Queue> Queues { get; }

    /// <summary>The claims that a history holds: what its facts have taken and not given back. A log that gets a history from elsewhere is guarded by them.</summary>
    /// <param name="history">A mart's facts in order, each with its stream.</param>
    IReadOnlyList<Claim> ClaimsOf(IEnumerable<(string Stream, object Fact)> history) => [];

    /// <summary>The contract that a fact leaves as; null for a fact that stays inside. An explicit switch: no fact leaves by itself.</summary>
    /// <param name="mart">The mart.</param>
    /// <param name="stream">The stream, which names what the fact is about.</param>
    /// <param name="fact">The fact.</param>
    object? ToContract(string mart, string stream, object fact);
}

/// <summary>A durable queue of a service with the consumers (MassTransit <c>IConsumer</c> classes) that read it.</summary>
/// <param name="Name">Unique in the system, such as <c>matching-participants</c>.</param>
/// <param name="Consumers">Consumer classes.</param>
public sealed record Queue(string Name, IReadOnlyList<Type> Consumers)
{
    /// <summary>Messages handled at once. More than one only where their order does not matter; they then share flushes to the disk.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Whether the messages of a mart are handled one after the other.</summary>
    public bool InOrder => AtOnce == 1;

    /// <summary>The contract types that its consumers take.</summary>
    public IReadOnlyList<Type> Contracts { get; } =
    [
        .. Consumers.SelectMany(c => c.GetInterfaces())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(MassTransit.IConsumer<>))
            .Select(i => i.GetGenericArguments()[0]).Distinct(),
    ];
}

/// <summary>A module with the log and the event types that the host opened for it.</summary>
/// <param name="Module">The service.</param>
/// <param name="Log">Its event log.</param>
/// <param name="Types">Its event types.</param>
public sealed record MountedModule(IServiceModule Module, IEventLog Log, EventTypes Types)
{
    /// <summary>
    /// The contract of a recorded event, with its envelope; null for an event that stays inside, such as the copy of a contract
    /// that came from another service: what was received never leaves a second time.
    /// </summary>
    public ContractMessage? ToContract(RecordedEvent e) =>
        !ContractMessage.IsWireName(e.Type) && Module.ToContract(e.Mart, e.Stream, Types.Read(e)) is { } body
            ? new ContractMessage(e.Id, Module.Name, e.Position, e.Version, e.Mart, e.At, e.Cause, body)
            : null;
}
