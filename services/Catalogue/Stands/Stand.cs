using System.Collections.Immutable;
using TravelMart.Catalogue.Participants;
using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Products;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Stands;

/// <summary>A fact about one seller's stand.</summary>
internal interface IStandFact
{
    string Company { get; }
}

/// <summary>The seller describes itself. Category and languages are those of its admission, repeated for whoever reads only this fact.</summary>
[EventName("stand-published")]
internal sealed record StandPublished(string Company, IReadOnlyDictionary<string, string> Profiles, string? Website, string Category,
    IReadOnlyList<string> Languages, IReadOnlyList<ComplianceEntry>? Compliance = null) : IStandFact;

/// <summary>A registration or an insurance that a seller states: of which kind, under which number, and until when where it ends.</summary>
internal sealed record ComplianceEntry(string Kind, string Number, DateOnly? Until);

/// <summary>
/// A seller's stand: the fold of its facts. It outlives a withdrawal, so that a seller that comes back finds its products again. The source
/// version is that of the last fact about the company that Registration told; what is older comes too late.
/// </summary>
internal sealed record Stand(bool Admitted, SellerAdmitted? Seller, IReadOnlyDictionary<string, string> Profiles, string? Website, bool Published,
    ImmutableSortedDictionary<string, Product> Products, int SourceVersion = 0)
{
    /// <summary>Registrations and insurances as the seller states them.</summary>
    public IReadOnlyList<ComplianceEntry> Compliance { get; init; } = [];

    /// <summary>Its picture; null for none.</summary>
    public Picture? Picture { get; init; }

    public static Stand None { get; } = new(Admitted: false, null, ImmutableDictionary<string, string>.Empty, null, Published: false,
        ImmutableSortedDictionary.Create<string, Product>(StringComparer.Ordinal));

    public IEnumerable<Product> Offered => Products.Values.Where(p => !p.Retired);

    public static Stand Evolve(Stand state, object fact) => fact switch
    {
        SellerAdmitted f => state with { Admitted = true, Seller = f, SourceVersion = f.SourceVersion ?? state.SourceVersion },
        SellerLeft f => state with { Admitted = false, SourceVersion = f.SourceVersion ?? state.SourceVersion },
        StandPublished f => state with { Profiles = f.Profiles, Website = f.Website, Published = true, Compliance = f.Compliance ?? [] },
        ProductPublished f => state with { Products = state.Products.SetItem(f.Product, new Product(f, Retired: false, state.PictureOf(f.Product))) },
        PicturePublished f => state.With(f.Product, new Picture(f.Picture, f.Width, f.Height)),
        PictureRemoved f => state.With(f.Product, null),
        ProductRetired f => state with { Products = Set(state.Products, f.Product, retired: true) },
        ProductRestored f => state with { Products = Set(state.Products, f.Product, retired: false) },
        _ => state,
    };

    /// <summary>The picture of a product, or of the stand itself.</summary>
    public Picture? PictureOf(string? product) => product is null ? Picture : Products.GetValueOrDefault(product)?.Picture;

    private Stand With(string? product, Picture? picture) =>
        product is null ? this with { Picture = picture }
        : Products.TryGetValue(product, out var known) ? this with { Products = Products.SetItem(product, known with { Picture = picture }) }
        : this;

    private static ImmutableSortedDictionary<string, Product> Set(ImmutableSortedDictionary<string, Product> products, string id, bool retired) =>
        products.TryGetValue(id, out var product) ? products.SetItem(id, product with { Retired = retired }) : products;
}
