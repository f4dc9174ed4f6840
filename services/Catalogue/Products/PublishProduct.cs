using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Stands;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Products;

// Why: products are what buyers search for, what wishes are about and what a consultation log refers to. A product is created and
// changed by the same request, so that a seller's own system can send its whole list again and again. A retired one is first restored,
// so that nobody brings a product back without meaning to.

internal sealed record PublishProductRequest(IReadOnlyDictionary<string, string?>? Titles, IReadOnlyDictionary<string, string?>? Texts,
    long? PriceFromMinor, long? PriceToMinor, string? Currency, IReadOnlyList<string?>? Tags);

internal static class PublishProduct
{
    internal sealed record Answer(string Company, string Product);

    private const int MostProducts = 200;
    private const int MostTags = 20;
    private const int LongestTag = 40;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/marts/{mart}/stands/{company}/products/{product}", Put).Allow(Roles.Organizer, Roles.Seller)
            .Produces<Answer>().WithSummary("A seller publishes a product, or changes it");

    public static Decision Decide(Stand state, ProductPublished asked)
    {
        if (state.Products.TryGetValue(asked.Product, out var known))
        {
            if (Same.Json(known.Said, asked) && !known.Retired) return Decision.AlreadyTrue;
            return known.Retired
                ? new Refusal("ProductIsRetired", $"Product {asked.Product} is retired; restore it before you change it.")
                : Decision.Of(asked);
        }
        return state.Products.Count < MostProducts
            ? Decision.Of(asked)
            : new Refusal("TooManyProducts", $"A stand has at most {MostProducts} products, retired ones included.");
    }

    public static (ProductPublished Asked, Refusal? Wrong) Check(string company, string product, PublishProductRequest r)
    {
        var errors = new FieldErrors();
        errors.Require(Codes.Company().IsMatch(product), "product",
            "A product's id has 1 to 40 letters, digits and hyphens, and does not begin with a hyphen.");
        Price(r, errors);
        var asked = new ProductPublished(company, product, errors.Texts("titles", r.Titles, 200), errors.Texts("texts", r.Texts, 4000, optional: true),
            r.PriceFromMinor, r.PriceToMinor, r.Currency, Tags(r.Tags ?? [], errors));
        return (asked, errors.AsRefusal("ProductNotValid", "The product was not published: correct the fields named in errors."));
    }

    private static void Price(PublishProductRequest r, FieldErrors errors)
    {
        errors.Require(r.PriceFromMinor is null or (>= 0 and <= Amount.MostMinor), "priceFromMinor", "A price is 0 or more minor units.");
        errors.Require(r.PriceToMinor is null or (>= 0 and <= Amount.MostMinor), "priceToMinor", "A price is 0 or more minor units.");
        errors.Require(!(r.PriceFromMinor > r.PriceToMinor), "priceToMinor", "The highest price is not below the lowest.");
        if (r.PriceFromMinor is not null || r.PriceToMinor is not null) errors.Currency("currency", r.Currency);
        else errors.Require(r.Currency is null, "currency", "A currency needs a price.");
    }

    private static List<string> Tags(IReadOnlyList<string?> asked, FieldErrors errors)
    {
        errors.Require(asked.Count <= MostTags, "tags", $"A product has at most {MostTags} tags.");
        return [.. asked.Take(MostTags).Select((t, i) => errors.Text($"tags[{i}]", t, LongestTag)).Distinct(StringComparer.Ordinal)];
    }

    private static Task<IResult> Put(string mart, string company, string product, PublishProductRequest request, Write write, StandSlice slice) =>
        slice.Run(write, mart, company, new Answer(company, product), stand =>
        {
            var (asked, wrong) = Check(company, product, request);
            return wrong is not null ? wrong : Decide(stand, asked);
        });
}
