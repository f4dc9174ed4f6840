using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Products;

/// <summary>Something that a seller offers.</summary>
internal sealed record Product(ProductPublished Said, bool Retired, Picture? Picture = null);

[EventName("product-published")]
internal sealed record ProductPublished(string Company, string Product, IReadOnlyDictionary<string, string> Titles,
    IReadOnlyDictionary<string, string> Texts, long? PriceFromMinor, long? PriceToMinor, string? Currency, IReadOnlyList<string> Tags) : IStandFact;

[EventName("product-retired")]
internal sealed record ProductRetired(string Company, string Product) : IStandFact;

[EventName("product-restored")]
internal sealed record ProductRestored(string Company, string Product) : IStandFact;
