using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Stands;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Wishes;

// Why: the order of what one would like is what the plan is made from. It is put in order by dragging, by keys, or by two buttons; what became of
// each wish, and why one was not met, is said beside it.

internal sealed record WishesModel(Visit Visit, IReadOnlyList<DayWish> Must, IReadOnlyList<DayWish> Would, IReadOnlyList<DayWish> Never, Refused? Why);

internal static class OrderWishes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/wishes", visit => Show(visit, null)).Allow(Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/wishes/{company}", State).Allow(Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/wishes", Order).Allow(Roles.Buyer, Roles.Seller);
    }

    /// <summary>The companies in their new order: one moved to a place, the others after one another.</summary>
    public static IReadOnlyList<string> Moved(IReadOnlyList<string> order, string company, int place)
    {
        var others = order.Where(c => c != company).ToList();
        others.Insert(Math.Clamp(place, 0, others.Count), company);
        return others;
    }

    private static async Task<IResult> Show(Visit visit, Refused? why)
    {
        var day = await visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");
        var wishes = day.Value?.Wishes ?? [];
        return PageSecurity.Page<WishesPage>(new WishesModel(visit, Of("must"), Of("would"), Of("never"), why ?? day.Refused), why?.Status ?? StatusCodes.Status200OK);

        IReadOnlyList<DayWish> Of(string strength) => [.. wishes.Where(w => w.Strength == strength).OrderBy(w => w.Rank)];
    }

    private static async Task<IResult> State(Visit visit, Form form)
    {
        var (about, strength) = ((string)visit.Http.Request.RouteValues["company"]!, form.Text("strength"));
        var said = await Say(visit, about, strength, form.Number("rank"), form.Key);
        return said.Refused is null ? FormExtensions.Done(form.Back ?? visit.Path("wishes"), strength == "none" ? "wish-back" : "wished") : await Show(visit, said.Refused);
    }

    // The list as it was shown comes with the form, so that an order which meanwhile changed elsewhere is not mixed with this one.
    private static async Task<IResult> Order(Visit visit, Form form)
    {
        var order = form.Texts("order");
        if (form.Text("up") is { } up) order = Moved(order, up, order.ToList().IndexOf(up) - 1);
        if (form.Text("down") is { } down) order = Moved(order, down, order.ToList().IndexOf(down) + 1);
        var ranks = (await BrowseStands.Wishes(visit)).Values.Where(w => w.Strength == "would").ToDictionary(w => w.About, w => w.Rank, StringComparer.Ordinal);
        foreach (var (place, company) in order.Index())
        {
            if (!ranks.TryGetValue(company, out var rank) || rank == place + 1) continue;
            var said = await Say(visit, company, "would", place + 1, $"{form.Key}/{place.ToString(CultureInfo.InvariantCulture)}");
            if (said.Refused is not null) return await Show(visit, said.Refused);
        }
        return FormExtensions.Done(visit.Path("wishes"), "ordered");
    }

    // A note that was written beside the wish stays with it.
    private static async Task<Said<WishDocument>> Say(Visit visit, string about, string? strength, int? rank, string key)
    {
        var path = $"wishes/{Uri.EscapeDataString(visit.Company)}/{Uri.EscapeDataString(about)}";
        if (strength == "none") return await visit.Send<WishDocument>(HttpMethod.Delete, "matching", path, null, key);
        var note = (await BrowseStands.Wishes(visit)).GetValueOrDefault(about)?.Note;
        return await visit.Send<WishDocument>(HttpMethod.Put, "matching", path, new { strength, rank = strength == "would" ? rank ?? 1 : (int?)null, note }, key);
    }
}
