using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Applications;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Desk;

// Why: somebody stands at the desk and asks: where do I go, and is anybody free now? The desk sees that company's day, calls its people, notes that they
// have come, and arranges a meeting for them on the spot, visibly in their name.

internal sealed record DeskCompanyModel(Visit Visit, OwnApplication Own, DayDocument Day, IReadOnlyList<HallCompany> Others, Refused? Why)
{
    /// <summary>The slot that is going on; null between slots.</summary>
    public int? Now => Visit.TheMart.Slots.FirstOrDefault(s => s.Start <= Day.At.Utc && Day.At.Utc < s.End)?.Number;
}

internal static class DeskCompany
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/desk/companies/{company}", visit => Show(visit, null)).Allow(Roles.Organizer);
        Verb(routes, "arrived", "recorded", (visit, _) => ($"participants/{Uri.EscapeDataString(Company(visit))}/hall-check-in", new { }));
        Verb(routes, "walk-in", "walked-in", (visit, form) => ("meetings/walk-in", new
        {
            buyer = form.Text("side") == Roles.Buyer ? Company(visit) : form.Text("other") ?? "",
            seller = form.Text("side") == Roles.Buyer ? form.Text("other") ?? "" : Company(visit),
            slot = form.Number("slot") ?? -1,
            repeat = form.Text("repeat") == "yes",
        }));
    }

    private static string Company(Visit visit) => (string)visit.Http.Request.RouteValues["company"]!;

    private static void Verb(IEndpointRouteBuilder routes, string verb, string done, Func<Visit, Form, (string Path, object Body)> ask) =>
        routes.MapForm($"/marts/{{mart}}/desk/companies/{{company}}/{verb}", async (visit, form) =>
        {
            var (path, body) = ask(visit, form);
            var said = await visit.Send<object>(HttpMethod.Post, "matching", path, body, form.Key, Company(visit));
            return said.Refused is { } why ? await Show(visit, why) : FormExtensions.Done(visit.Path("desk/companies/" + Uri.EscapeDataString(Company(visit))), done);
        }).Allow(Roles.Organizer);

    private static async Task<IResult> Show(Visit visit, Refused? why)
    {
        var company = Uri.EscapeDataString(Company(visit));
        var own = await visit.Get<OwnApplication>("registration", "companies/" + company);
        var day = await visit.Get<DayDocument>("boards", "agendas/" + company);
        if (own.Value is not { } known || day.Value is not { } today) return Frame.Pages.Closed(visit, own.Refused ?? day.Refused!);
        var others = ((await WatchHall.Hall(visit)).Value?.Companies ?? []).Where(c => c.Role != known.Role).OrderBy(c => c.Stand ?? int.MaxValue).ThenBy(c => visit.Name(c.Names), StringComparer.Ordinal);
        return PageSecurity.Page<DeskCompanyPage>(new DeskCompanyModel(visit, known, today, [.. others], why), why?.Status ?? StatusCodes.Status200OK);
    }
}
