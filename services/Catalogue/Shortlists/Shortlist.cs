using System.Collections.Immutable;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Shortlists;

/// <summary>A fact about one company's shortlist.</summary>
internal interface IShortlistFact
{
    string Company { get; }
}

[EventName("stand-saved")]
internal sealed record StandSaved(string Company, string Stand) : IShortlistFact;

[EventName("stand-dropped")]
internal sealed record StandDropped(string Company, string Stand) : IShortlistFact;

/// <summary>The categories that a company looks for, by their codes.</summary>
[EventName("interests-chosen")]
internal sealed record InterestsChosen(string Company, IReadOnlyList<string> Categories) : IShortlistFact;

/// <summary>What a company has marked for itself: stands, by their company, and categories (null as long as it has chosen none). Nobody is bound by it, and nobody else is told.</summary>
internal sealed record Shortlist(ImmutableSortedSet<string> Stands, IReadOnlyList<string>? Interests)
{
    /// <summary>The most stands that one company can save.</summary>
    public const int MostStands = 200;

    public static Shortlist Empty { get; } = new(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), null);

    public static Shortlist Evolve(Shortlist state, object fact) => fact switch
    {
        StandSaved f => state with { Stands = state.Stands.Add(f.Stand) },
        StandDropped f => state with { Stands = state.Stands.Remove(f.Stand) },
        InterestsChosen f => state with { Interests = f.Categories },
        _ => state,
    };
}
