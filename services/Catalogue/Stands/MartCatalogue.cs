using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Catalogue.Participants;
using TravelMart.Catalogue.Shortlists;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Stands;

/// <summary>A stand with its texts folded for search.</summary>
internal sealed record ShownStand(Stand Stand, StandIndex Index);

/// <summary>A mart's stands: what searches are answered from.</summary>
internal sealed record MartCatalogue(MartLearned? Mart, ImmutableSortedDictionary<string, ShownStand> Stands)
{
    /// <summary>What companies have marked for themselves.</summary>
    public ImmutableDictionary<string, Shortlist> Shortlists { get; init; } = ImmutableDictionary<string, Shortlist>.Empty;

    /// <summary>The stand of an admitted seller; null for anybody else.</summary>
    public Stand? Of(string company) => Stands.TryGetValue(company, out var shown) && shown.Stand.Admitted ? shown.Stand : null;
}

/// <summary>Folds a mart's catalogue history.</summary>
internal sealed class MartCatalogueView([FromKeyedServices(CatalogueModule.ServiceName)] EventTypes types) : IView<MartCatalogue>
{
    public MartCatalogue Initial(string mart) => new(null, ImmutableSortedDictionary.Create<string, ShownStand>(StringComparer.Ordinal));

    public MartCatalogue Apply(MartCatalogue state, RecordedEvent e) => types.Read(e) switch
    {
        MartLearned mart => state with { Mart = mart },
        IStandFact fact => state with { Stands = state.Stands.SetItem(fact.Company, Shown(state.Stands.GetValueOrDefault(fact.Company), fact)) },
        IShortlistFact fact => state with { Shortlists = state.Shortlists.SetItem(fact.Company, Shortlist.Evolve(state.Shortlists.GetValueOrDefault(fact.Company) ?? Shortlist.Empty, fact)) },
        _ => state,
    };

    private static ShownStand Shown(ShownStand? before, IStandFact fact)
    {
        var stand = Stand.Evolve(before?.Stand ?? Stand.None, fact);
        return new(stand, StandIndex.Of(fact.Company, stand, before?.Index));
    }
}
