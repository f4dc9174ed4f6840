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

internal sealed record BrowseModel(Visit Visit, Search Asked, IReadOnlyList<Other> Others, IReadOnlyDictionary<string, WishDocument> Wishes,
    ShortlistDocument Shortlist, IReadOnlyList<string> Interests, IReadOnlyList<string> Ticked, Refused? Why);

/// <summary>What stands are searched by. A search that says nothing of categories begins with the visitor's interests.</summary>
internal sealed record Search(string? Text, IReadOnlyList<string> Categories, string? Language, bool Saved, bool FromInterests);

internal static class BrowseStands
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/marts/{mart}/stands", visit => Show(visit, [], null)).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);

    /// <summary>The page, with the stands that were ticked to be compared, and why that was not possible.</summary>
    public static async Task<IResult> Show(Visit visit, IReadOnlyList<string> ticked, Refused? why)
    {
        var shortlist = await Shortlists.Of(visit);
        var interests = await Shortlists.Interests(visit, shortlist);
        var asked = Asked(visit, interests);
        var (others, refused) = visit.IsSeller ? await Buyers(visit, asked.Text) : await Stands(visit, asked);
        return PageSecurity.Page<BrowsePage>(new BrowseModel(visit, asked,
            [.. others.Where(o => (asked.Language is null || o.Languages.Contains(asked.Language)) && (!asked.Saved || shortlist.Stands.Contains(o.Company)))],
            await Wishes(visit), shortlist, interests, ticked, why ?? refused), why?.Status ?? StatusCodes.Status200OK);
    }

    private static Search Asked(Visit visit, IReadOnlyList<string> interests)
    {
        var query = visit.Http.Request.Query;
        var saved = One("saved") == "yes";
        var chosen = query["category"].OfType<string>().Where(c => visit.TheMart.Categories.Any(k => k.Code == c)).Distinct().ToList();
        // What was saved is looked through whole; so is what somebody searches in by words, or asks for without any category.
        var silent = chosen.Count == 0 && !saved && !query.ContainsKey("text") && !query.ContainsKey("all");
        return new(One("text"), silent ? interests : chosen, One("language"), saved, silent && interests.Count > 0);

        string? One(string name) => query[name].ToString().Trim() is { Length: > 0 and <= 200 } asked ? asked : null;
    }

    /// <summary>What the visitor's company wishes, by the other company.</summary>
    public static async Task<IReadOnlyDictionary<string, WishDocument>> Wishes(Visit visit)
    {
        if (visit.Company.Length == 0) return new Dictionary<string, WishDocument>();
        var said = await visit.Get<IReadOnlyList<WishDocument>>("matching", $"wishes/{Uri.EscapeDataString(visit.Company)}");
        return (said.Value ?? []).Where(w => w.Strength is not null).ToDictionary(w => w.About, StringComparer.Ordinal);
    }

    private static async Task<(IReadOnlyList<Other>, Refused?)> Stands(Visit visit, Search asked)
    {
        var said = await visit.Get<Listed<FoundStand>>("catalogue", "stands" + QueryString.Create(
            new KeyValuePair<string, string?>[] { new("text", asked.Text), new("language", asked.Language), new("take", "200") }.Where(p => p.Value is not null)
                .Concat(asked.Categories.Select(c => KeyValuePair.Create("category", (string?)c)))));
        return ([.. (said.Value?.Items ?? []).Select(s => new Other(s.Company, s.Stand, s.Names, s.Category, "KR", s.Languages, Profile(visit, s),
            [.. s.Found.Select(p => visit.Name(p.Titles))], s.Synthetic))], said.Refused);
    }

    // A profile that only repeats the name says nothing.
    private static string? Profile(Visit visit, FoundStand stand) =>
        stand.Profiles.Count > 0 && visit.Name(stand.Profiles) is var said && said != visit.Name(stand.Names) ? said : null;

    private static async Task<(IReadOnlyList<Other>, Refused?)> Buyers(Visit visit, string? text)
    {
        var said = await visit.Get<Listed<CompanyLine>>("registration", $"directory{QueryString.Create("role", Roles.Buyer).Add("take", Most.ToString(System.Globalization.CultureInfo.InvariantCulture))}{(text is null ? "" : "&text=" + Uri.EscapeDataString(text))}");
        return ([.. (said.Value?.Items ?? []).Select(c => new Other(c.Company, c.Stand, c.Names, c.Category, c.Country, c.Languages, null, [], c.Synthetic))],
            said.Refused);
    }
}
