namespace TravelMart.Contracts.Catalogue;

/// <summary>A seller published its stand's profile, or changed it.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The seller.</param>
/// <param name="Profiles">Language code (BCP 47) to profile text.</param>
/// <param name="Category">The seller's category.</param>
/// <param name="Languages">Languages spoken at the stand (BCP 47).</param>
public sealed record StandPublished(string Mart, string Company, IReadOnlyDictionary<string, string> Profiles, string Category,
    IReadOnlyList<string> Languages);

/// <summary>A seller published a product, or changed it.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Company">The seller.</param>
/// <param name="Product">The product's id, unique within the stand.</param>
/// <param name="Titles">Language code (BCP 47) to title.</param>
/// <param name="PriceFromMinor">Lowest price in minor units; null where none is stated.</param>
/// <param name="PriceToMinor">Highest price in minor units; null where none is stated.</param>
/// <param name="Currency">ISO 4217 code; null where no price is stated.</param>
/// <param name="Tags">Search tags.</param>
public sealed record ProductPublished(string Mart, string Company, string Product, IReadOnlyDictionary<string, string> Titles,
    long? PriceFromMinor, long? PriceToMinor, string? Currency, IReadOnlyList<string> Tags);

/// <summary>A product is no longer offered.</summary>
public sealed record ProductRetired(string Mart, string Company, string Product);

/// <summary>A retired product is offered again.</summary>
public sealed record ProductRestored(string Mart, string Company, string Product);
