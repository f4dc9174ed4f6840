using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.Portal.Desk;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Stands;

// Why: whom to meet is chosen between a few that are much alike. Two to four stands lie side by side, each question in one row, with what the
// visitor can do about each at its foot.

/// <summary>One stand of a comparison. Its hours are null where the hall is not known, and its free slots where nobody asks for a company.</summary>
internal sealed record ComparedStand(StandDocument Stand, IReadOnlyList<string>? Hours, IReadOnlyList<int>? Free, WishDocument? Wish, bool Saved);

internal sealed record CompareModel(Visit Visit, IReadOnlyList<ComparedStand> Stands, int NextRank)
{
    /// <summary>The comparison without one of its stands; null where fewer than two would be left.</summary>
    public string? Without(ComparedStand one) => Stands.Count <= CompareStands.Least ? null : CompareStands.Path(Visit, Stands.Where(s => s != one).Select(s => s.Stand.Company));
}

internal static class CompareStands
{
    public const string NotTwoToFour = "ChooseTwoToFourStands";
    public const int Least = 2, Most = 4;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/marts/{mart}/compare", Show).Allow(Roles.Organizer, Roles.Buyer);

    /// <summary>The address of a comparison.</summary>
    public static string Path(Visit visit, IEnumerable<string> companies) => visit.Path("compare") + QueryString.Create(companies.Select(c => KeyValuePair.Create("stand", (string?)c)));

    /// <summary>The stretches of the day in which a stand receives, by the clock; a day's name stands before its first one where a mart has several.</summary>
    public static IReadOnlyList<string> Hours(IReadOnlyList<SlotTime> slots, IReadOnlyList<int> blocked, Func<DateTimeOffset, string> clock, Func<SlotTime, string> day)
    {
        var stretches = new List<(SlotTime First, SlotTime Last)>();
        foreach (var slot in slots.Where(s => !blocked.Contains(s.Number)))
            if (stretches.Count > 0 && stretches[^1].Last is var last && last.Number + 1 == slot.Number && last.Session == slot.Session) stretches[^1] = (stretches[^1].First, slot);
            else stretches.Add((slot, slot));
        var several = slots.Count > 0 && slots[^1].Day != slots[0].Day;
        return [.. stretches.Select((s, i) => $"{(several && (i == 0 || stretches[i - 1].First.Day != s.First.Day) ? day(s.First) + " " : "")}{clock(s.First.Start)}–{clock(s.Last.End)}")];
    }

    private static async Task<IResult> Show(Visit visit)
    {
        var chosen = visit.Http.Request.Query["stand"].OfType<string>().Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (chosen.Count is < Least or > Most) return await BrowseStands.Show(visit, chosen, new(NotTwoToFour, "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var (hall, wishes, shortlist) = ((await WatchHall.Hall(visit)).Value, await BrowseStands.Wishes(visit), await Shortlists.Of(visit));
        var stands = new List<ComparedStand>();
        foreach (var company in chosen)
        {
            var said = await visit.Get<StandDocument>("catalogue", $"stands/{Uri.EscapeDataString(company)}?language={visit.Words.Language}");
            if (said.Value is not { } stand) return Frame.Pages.Closed(visit, said.Refused!);
            var seller = hall?.Companies.FirstOrDefault(c => c.Company == company);
            stands.Add(new(stand, seller is null ? null : Hours(visit.TheMart.Slots, seller.BlockedSlots, visit.Clock, s => visit.Day(s.Start)),
                visit.IsBuyer ? await SeeStand.Free(visit, company) : null, wishes.GetValueOrDefault(company), shortlist.Stands.Contains(company)));
        }
        var next = wishes.Values.Where(w => w.Strength == "would").Select(w => w.Rank ?? 0).DefaultIfEmpty(0).Max() + 1;
        return PageSecurity.Page<ComparePage>(new CompareModel(visit, stands, next));
    }
}

/// <summary>How what a stand says of itself is written.</summary>
internal static class StandWords
{
    /// <summary>A price, or the span of one; null for none.</summary>
    public static string? Price(this Vocabulary words, ShownProduct product) => (product.PriceFromMinor, product.PriceToMinor, product.Currency) switch
    {
        ({ } from, { } to, { } currency) when from != to => $"{words.Money(from, currency)} – {words.Money(to, currency)}",
        ({ } from, _, { } currency) => words.Money(from, currency),
        (_, { } to, { } currency) => words.Money(to, currency),
        _ => null,
    };

    /// <summary>A registration or insurance by its kind: a known one in words, any other as it was stated.</summary>
    public static string Compliance(this Visit visit, ComplianceEntry entry) => visit.Words["co-" + entry.Kind] is var said && said != "co-" + entry.Kind ? said : entry.Kind;

    /// <summary>Its number, and until when it holds.</summary>
    public static string ComplianceNumber(this Visit visit, ComplianceEntry entry) => entry.Until is not { } until ? entry.Number
        : $"{entry.Number} · {visit.Words.Say("valid-to", visit.Words.Date(new DateTimeOffset(until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)))}";
}
