using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Products;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Stands;

// Why: a reader opens one stand and reads it in one language where that exists, and is told where another one had to serve. The seller
// itself may also ask for its retired products, since only what it can see can it restore.

internal sealed record ShownProduct(string Product, PickedText? Title, PickedText? Text, long? PriceFromMinor, long? PriceToMinor, string? Currency,
    IReadOnlyList<string> Tags, bool Retired);

internal static class SeeStand
{
    internal sealed record Answer(string Company, int? Stand, string Category, string Country, IReadOnlyList<string> Languages, PickedText? Name,
        PickedText? Profile, string? Website, bool Published, IReadOnlyList<ShownProduct> Products, bool Synthetic);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/stands/{company}", Get).Allow([.. Roles.All]).Produces<Answer>().WithSummary("One stand with its products");

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
            [.. stand.Products.Values.Where(p => includeRetired || !p.Retired).Select(p => Shown(p, language))], seller.Synthetic));
    }

    private static ShownProduct Shown(Product p, string? language) =>
        new(p.Said.Product, InLanguage.Pick(p.Said.Titles, language), InLanguage.Pick(p.Said.Texts, language), p.Said.PriceFromMinor,
            p.Said.PriceToMinor, p.Said.Currency, p.Said.Tags, p.Retired);
}
