using System.Collections.Immutable;
using TravelMart.Catalogue.Products;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Stands;

/// <summary>One product's folded texts.</summary>
internal sealed record ProductIndex(Product Product, string Titles, string Tags, string Texts)
{
    public static ProductIndex Of(Product product) =>
        new(product, StandIndex.Folded(product.Said.Titles.Values), StandIndex.Folded(product.Said.Tags), StandIndex.Folded(product.Said.Texts.Values));
}

/// <summary>
/// A stand's texts in every language, folded once when they change. Every word of a query must occur somewhere; a word in the company's
/// name weighs most, then one in a product's title, in its tags, in the profile and in a product's text.
/// </summary>
internal sealed record StandIndex(string Names, string Profiles, ImmutableList<ProductIndex> Products)
{
    private const int InName = 16;
    private const int InTitle = 8;
    private const int InTags = 4;
    private const int InProfile = 2;
    private const int InText = 1;

    /// <param name="company">The seller.</param>
    /// <param name="stand">Its stand.</param>
    /// <param name="before">The index so far: what did not change is not folded again.</param>
    public static StandIndex Of(string company, Stand stand, StandIndex? before)
    {
        var known = (before?.Products ?? []).ToDictionary(p => p.Product.Said.Product, StringComparer.Ordinal);
        return new(Folded((stand.Seller?.Names.Values ?? []).Append(company)), Folded(stand.Profiles.Values),
            [.. stand.Offered.Select(p => known.TryGetValue(p.Said.Product, out var index) && ReferenceEquals(index.Product, p) ? index : ProductIndex.Of(p))]);
    }

    /// <summary>How well the stand answers a query; 0 if a word occurs nowhere.</summary>
    public int Score(IReadOnlyList<string> words)
    {
        var total = 0;
        foreach (var word in words)
        {
            var best = Math.Max(Has(Names, word) ? InName : Has(Profiles, word) ? InProfile : 0, Products.Select(p => Score(p, word)).DefaultIfEmpty().Max());
            if (best == 0) return 0;
            total += best;
        }
        return total;
    }

    /// <summary>The products in which a word of the query occurs, best first.</summary>
    public IEnumerable<Product> Found(IReadOnlyList<string> words) =>
        Products.Select(p => (p.Product, Score: words.Sum(w => Score(p, w)))).Where(p => p.Score > 0)
            .OrderByDescending(p => p.Score).ThenBy(p => p.Product.Said.Product, StringComparer.Ordinal).Select(p => p.Product);

    // Texts are set apart by a character that no word contains, so that a match cannot begin in one and end in the next.
    internal static string Folded(IEnumerable<string> texts) => Folding.Fold(string.Join('\n', texts));

    private static int Score(ProductIndex product, string word) =>
        Has(product.Titles, word) ? InTitle : Has(product.Tags, word) ? InTags : Has(product.Texts, word) ? InText : 0;

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.Ordinal);
}
