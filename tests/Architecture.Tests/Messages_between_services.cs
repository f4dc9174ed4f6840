using System.Reflection;
using TravelMart.AllInOne;
using TravelMart.ServiceDefaults;

namespace TravelMart.Architecture.Tests;

public sealed class Messages_between_services
{
    private static readonly IReadOnlyList<IServiceModule> Modules =
    [
        .. typeof(AllInOneHost).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("TravelMart.", StringComparison.Ordinal))
            .SelectMany(a => Assembly.Load(a).GetExportedTypes()).Where(t => t.IsAssignableTo(typeof(IServiceModule)) && t.IsClass)
            .Select(t => (IServiceModule)Activator.CreateInstance(t)!),
    ];

    [Fact]
    public void Services_have_unique_names() => Modules.Select(m => m.Name).ShouldBeUnique();

    [Fact]
    public void Queues_have_unique_names_that_begin_with_their_service()
    {
        Modules.SelectMany(m => m.Queues).Select(q => q.Name).ShouldBeUnique();
        Modules.SelectMany(m => m.Queues.Where(q => !q.Name.StartsWith(m.Name + "-", StringComparison.Ordinal)).Select(q => q.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void A_queue_takes_each_contract_with_one_consumer_only() =>
        Modules.SelectMany(m => m.Queues).SelectMany(q => q.Consumers
                .SelectMany(c => new Queue(q.Name, [c]).Contracts).GroupBy(c => c).Where(g => g.Count() > 1).Select(g => $"{q.Name}: {g.Key.Name}"))
            .ShouldBeEmpty();

    [Fact]
    public void Consumers_take_nothing_but_contracts() =>
        Modules.SelectMany(m => m.Queues).SelectMany(q => q.Contracts).Where(c => !ContractMessage.Types.Contains(c)).ShouldBeEmpty();

    [Fact]
    public void Every_consumer_of_a_service_is_read_from_one_of_its_queues() =>
        Modules.SelectMany(m => m.GetType().Assembly.GetTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && new Queue("x", [t]).Contracts.Count > 0)
                .Where(t => !m.Queues.SelectMany(q => q.Consumers).Any(c => c == t || (c.IsGenericType && c.GetGenericTypeDefinition() == t)))
                .Select(t => t.FullName))
            .ShouldBeEmpty();

    [Fact]
    public void A_contract_is_published_by_one_service_at_most() =>
        MessageCatalogue.Of(Modules).Where(e => e.Publishers.Count > 1).Select(e => $"{e.Contract.Name}: {string.Join(", ", e.Publishers)}").ShouldBeEmpty();

    [Fact]
    public void A_service_with_facts_publishes_every_contract_of_its_namespace() =>
        MessageCatalogue.Of(Modules).Where(e => OwnerOf(e.Contract) is { } owner && MessageCatalogue.FactsOf(owner).Any()
                && !e.Publishers.SequenceEqual([owner.Name]))
            .Select(e => $"{e.Contract.FullName} is published by [{string.Join(", ", e.Publishers)}]").ShouldBeEmpty();

    [Fact]
    public void Every_contract_belongs_to_a_service() =>
        ContractMessage.Types.Where(c => OwnerOf(c) is null).Select(c => c.FullName).ShouldBeEmpty();

    private static IServiceModule? OwnerOf(Type contract) =>
        Modules.FirstOrDefault(m => string.Equals(m.Name, contract.Namespace!.Split('.')[^1], StringComparison.OrdinalIgnoreCase));
}
