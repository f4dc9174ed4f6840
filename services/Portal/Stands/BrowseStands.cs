using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Stands;

// Why: a buyer with twenty slots cannot read two hundred stands, so they are searched by word, category and language; a seller looks through
// the buyers in the same way. What was wished of each is shown beside it, and is said with one tap.

internal sealed record Other(string Company, int? Stand, IReadOnlyDictionary<string, string> Names, string? Category, string Country, IReadOnlyList<string> Languages,
    string? Profile, IReadOnlyList<string> Found, bool Synthetic);

internal static class Others
{
    /// <summary>What is said of a company in one line: category, country of a buyer, languages.</summary>
    public static string About(this Visit visit, Other other) => string.Join(" · ", new[]
    {
        visit.Category(other.Category), visit.IsSeller ? other.Country : "", string.Join(", ", other.Languages.Select(l => visit.Words["t-" + l])),
    }.Where(part => part.Length > 0));
}

internal sealed record BrowseModel(Visit Visit, string? Text, string? Category, string? Language, IReadOnlyList<Other> Others, int Total,
    IReadOnlyDictionary<string, WishDocument> Wishes, Refused? Why);

internal static class BrowseStands
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/marts/{mart}/stands", visit => Show(visit)).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);

    private static async Task<IResult> Show(Visit visit)
    {
        var query = visit.Http.Request.Query;
        var (text, category, language) = (Asked("text"), Asked("category"), Asked("language"));
        var (others, total, why) = visit.IsSeller ? await Buyers(visit, text) : await Stands(visit, text, category, language);
        return PageSecurity.Page<BrowsePage>(new BrowseModel(visit, text, category, language,
            [.. others.Where(o => language is null || o.Languages.Contains(language))], total, await Wishes(visit), why));

        string? Asked(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } asked ? asked : null;
    }

    /// <summary>What the visitor's company wishes, by the other company.</summary>
    public static async Task<IReadOnlyDictionary<string, WishDocument>> Wishes(Visit visit)
    {
        if (visit.Company.Length == 0) return new Dictionary<string, WishDocument>();
        var said = await visit.Get<IReadOnlyList<WishDocument>>("matching", $"wishes/{Uri.EscapeDataString(visit.Company)}");
        return (said.Value ?? []).Where(w => w.Strength is not null).ToDictionary(w => w.About, StringComparer.Ordinal);
    }

    private static async Task<(IReadOnlyList<Other>, int, Refused?)> Stands(Visit visit, string? text, string? category, string? language)
    {
        var said = await visit.Get<Listed<FoundStand>>("catalogue", "stands" + QueryString.Create(
            new Dictionary<string, string?> { ["text"] = text, ["category"] = category, ["language"] = language, ["take"] = "200" }.Where(p => p.Value is not null)));
        return ([.. (said.Value?.Items ?? []).Select(s => new Other(s.Company, s.Stand, s.Names, s.Category, "KR", s.Languages, Profile(visit, s),
            [.. s.Found.Select(p => visit.Name(p.Titles))], s.Synthetic))], said.Value?.Total ?? 0, said.Refused);
    }

    // A profile that only repeats the name says nothing.
    private static string? Profile(Visit visit, FoundStand stand) =>
        stand.Profiles.Count > 0 && visit.Name(stand.Profiles) is var said && said != visit.Name(stand.Names) ? said : null;

    private static async Task<(IReadOnlyList<Other>, int, Refused?)> Buyers(Visit visit, string? text)
    {
        var said = await visit.Get<Listed<CompanyLine>>("registration", $"directory{QueryString.Create("role", Roles.Buyer).Add("take", Most.ToString(System.Globalization.CultureInfo.InvariantCulture))}{(text is null ? "" : "&text=" + Uri.EscapeDataString(text))}");
        return ([.. (said.Value?.Items ?? []).Select(c => new Other(c.Company, c.Stand, c.Names, c.Category, c.Country, c.Languages, null, [], c.Synthetic))],
            said.Value?.Total ?? 0, said.Refused);
    }
}
