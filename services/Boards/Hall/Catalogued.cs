using System.Collections.Immutable;
using TravelMart.Boards.Journal;
using TravelMart.Contracts.Catalogue;

namespace TravelMart.Boards.Hall;

/// <summary>A seller's catalogue, as far as a board shows it.</summary>
internal sealed record Shelf(IReadOnlyList<string> Languages, ImmutableDictionary<string, bool> Products)
{
    public static Shelf Empty { get; } = new([], ImmutableDictionary<string, bool>.Empty);

    /// <summary>Products on offer.</summary>
    public int Offered => Products.Values.Count(offered => offered);
}

/// <summary>What Catalogue says: which languages are spoken at a stand and how many products are on offer.</summary>
internal sealed record Catalogued : IPart<Catalogued>
{
    public static Catalogued Empty { get; } = new();

    public ImmutableDictionary<string, Shelf> Shelves { get; init; } = ImmutableDictionary<string, Shelf>.Empty;

    public Catalogued With(JournalEntry entry) => entry.Body switch
    {
        StandPublished s => Set(s.Company, Of(s.Company) with { Languages = s.Languages }),
        ProductPublished p => Offer(p.Company, p.Product, true),
        ProductRetired p => Offer(p.Company, p.Product, false),
        ProductRestored p => Offer(p.Company, p.Product, true),
        _ => this,
    };

    public Shelf Of(string company) => Shelves.GetValueOrDefault(company, Shelf.Empty);

    private Catalogued Offer(string company, string product, bool offered)
    {
        var shelf = Of(company);
        return Set(company, shelf with { Products = shelf.Products.SetItem(product, offered) });
    }

    private Catalogued Set(string company, Shelf shelf) => this with { Shelves = Shelves.SetItem(company, shelf) };
}
