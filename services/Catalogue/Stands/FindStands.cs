using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Products;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Stands;

// Why: a buyer with twenty slots cannot read two hundred stands. A search in whatever language the buyer types finds the stands whose
// name, profile or products say so, best first, with the products that made it find them.

internal sealed record FoundStand(string Company, int? Stand, string Category, string Country, IReadOnlyList<string> Languages,
    IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Profiles, int Products, IReadOnlyList<FoundProduct> Found,
    int Score, bool Synthetic, Picture? Picture);

internal sealed record FoundProduct(string Product, IReadOnlyDictionary<string, string> Titles);

internal static class FindStands
{
    private const int LongestQuery = 200;
    private const int MostFoundProducts = 5;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/stands", Get).Allow([.. Roles.Participants]).RequireRateLimiting(RateLimits.Search).Produces<Page<FoundStand>>().WithSummary("Searches the stands of a mart");

    /// <summary>The stands that answer a query, best first; by stand number where the query asks for no words.</summary>
    public static IReadOnlyList<FoundStand> Search(MartCatalogue catalogue, string? text, IReadOnlyCollection<string> categories, string? language)
    {
        var words = Folding.Words(text);
        return
        [
            .. catalogue.Stands.Where(s => s.Value.Stand.Admitted && Fits(s.Value.Stand, categories, language))
                .Select(s => (Company: s.Key, Shown: s.Value, Score: s.Value.Index.Score(words)))
                .Where(s => words.Count == 0 || s.Score > 0)
                .OrderByDescending(s => s.Score).ThenBy(s => s.Shown.Stand.Seller!.Stand ?? int.MaxValue).ThenBy(s => s.Company, StringComparer.Ordinal)
                .Select(s => Line(s.Company, s.Shown, s.Score, words)),
        ];
    }

    private static bool Fits(Stand stand, IReadOnlyCollection<string> categories, string? language) =>
        (categories.Count == 0 || categories.Contains(stand.Seller!.Category)) && (language is null || stand.Seller!.Languages.Contains(language));

    private static FoundStand Line(string company, ShownStand shown, int score, IReadOnlyList<string> words)
    {
        var seller = shown.Stand.Seller!;
        return new(company, seller.Stand, seller.Category, seller.Country, seller.Languages, seller.Names, shown.Stand.Profiles,
            shown.Index.Products.Count, [.. shown.Index.Found(words).Take(MostFoundProducts).Select(Line)], score, seller.Synthetic, shown.Stand.Picture);
    }

    private static FoundProduct Line(Product product) => new(product.Said.Product, product.Said.Titles);

    private static async Task<IResult> Get(string mart, LiveView<MartCatalogue> view, CancellationToken cancel, string? text = null,
        string[]? category = null, string? language = null, int skip = 0, int take = Page.Usual)
    {
        if (text?.Length > LongestQuery) return Problems.From(Problems.BadRequest("QueryTooLong", $"A query has at most {LongestQuery} characters."));
        var known = await view.Fresh(mart, cancel);
        return known.Mart is null ? Problems.From(Refusals.MartUnknown(mart)) : Page.Of(Search(known, text, category ?? [], language), skip, take);
    }
}
