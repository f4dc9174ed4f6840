using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Products;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Stands;

// Why: a reader opens one stand and reads it in one language where that exists, and is told where another one had to serve. The seller
// itself may also ask for its retired products, since only what it can see can it restore.

internal sealed record ShownProduct(string Product, PickedText? Title, PickedText? Text, long? PriceFromMinor, long? PriceToMinor, string? Currency,
    IReadOnlyList<string> Tags, bool Retired, Picture? Picture)
{
    /// <summary>Its texts in every language, for who may change them; null for others.</summary>
    public WrittenProduct? Written { get; init; }
}

internal sealed record WrittenProduct(IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, string> Texts);

internal static class SeeStand
{
    internal sealed record Answer(string Company, int? Stand, string Category, string Country, IReadOnlyList<string> Languages, PickedText? Name,
        PickedText? Profile, string? Website, bool Published, IReadOnlyList<ShownProduct> Products, bool Synthetic, Picture? Picture,
        IReadOnlyList<ComplianceEntry> Compliance)
    {
        /// <summary>The profile in every language, for who may change it; null for others.</summary>
        public IReadOnlyDictionary<string, string>? Profiles { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/stands/{company}", Get).Allow([.. Roles.Participants]).Produces<Answer>().WithSummary("One stand with its products");

    private static async Task<IResult> Get(string mart, string company, ClaimsPrincipal user, LiveView<MartCatalogue> view, CancellationToken cancel,
        string? language = null, bool includeRetired = false)
    {
        var known = await view.Fresh(mart, cancel);
        if (known.Mart is null) return Problems.From(Refusals.MartUnknown(mart));
        if (known.Of(company) is not { } stand) return Problems.From(Refusals.SellerNotAdmitted(company));
        if (includeRetired && !Caller.From(user).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        var seller = stand.Seller!;
        return Results.Ok(new Answer(company, seller.Stand, seller.Category, seller.Country, seller.Languages, InLanguage.Pick(seller.Names, language),
            InLanguage.Pick(stand.Profiles, language), stand.Website, stand.Published,
            [.. stand.Products.Values.Where(p => includeRetired || !p.Retired).Select(p => Shown(p, language, includeRetired))], seller.Synthetic, stand.Picture, stand.Compliance)
        {
            Profiles = includeRetired ? stand.Profiles : null,
        });
    }

    private static ShownProduct Shown(Product p, string? language, bool whole) =>
        new(p.Said.Product, InLanguage.Pick(p.Said.Titles, language), InLanguage.Pick(p.Said.Texts, language), p.Said.PriceFromMinor,
            p.Said.PriceToMinor, p.Said.Currency, p.Said.Tags, p.Retired, p.Picture)
        {
            Written = whole ? new(p.Said.Titles, p.Said.Texts) : null,
        };
}
