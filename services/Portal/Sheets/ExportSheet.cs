using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Desk;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Sheets;

// Why: what is in the system goes out as it came in: companies and wishes with the columns that an import takes, and the meetings beside them. No person
// is named in any of them.

internal static class ExportSheet
{
    private const int Portion = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        Sheet(routes, "companies", Companies);
        Sheet(routes, "wishes", Wishes);
        Sheet(routes, "meetings", Meetings);
    }

    private static void Sheet(IEndpointRouteBuilder routes, string name, Func<Visit, Task<string>> write) =>
        routes.MapPage($"/marts/{{mart}}/sheets/{name}.csv", async visit => Results.Text(await write(visit), "text/csv; charset=utf-8")).Allow(Roles.Organizer);

    /// <summary>Every company that has applied.</summary>
    public static async Task<IReadOnlyList<CompanyLine>> All(Visit visit)
    {
        var all = new List<CompanyLine>();
        while ((await visit.Get<Listed<CompanyLine>>("registration", string.Create(CultureInfo.InvariantCulture, $"companies?skip={all.Count}&take={Portion}"))).Value is { Items.Count: > 0 } more) all.AddRange(more.Items);
        return all;
    }

    private static async Task<string> Companies(Visit visit) => Sheets.Sheet.Write(
        ["company", "role", .. Vocabularies.Languages.Select(l => "name_" + l), "category", "country", "languages", "capacity", "stand", "state", "reason", "synthetic"],
        (await All(visit)).Select(string?[] (c) =>
        [
            c.Company, c.Role, .. Vocabularies.Languages.Select(l => c.Names.GetValueOrDefault(l)), c.Category, c.Country, string.Join(' ', c.Languages),
            c.Capacity.ToString(CultureInfo.InvariantCulture), c.Stand?.ToString(CultureInfo.InvariantCulture), c.State, c.Reason, c.Synthetic ? "yes" : "no",
        ]));

    private static async Task<string> Wishes(Visit visit)
    {
        var rows = new List<string?[]>();
        foreach (var company in (await All(visit)).Where(c => c.State == "admitted"))
            foreach (var wish in (await visit.Get<IReadOnlyList<WishDocument>>("matching", "wishes/" + Uri.EscapeDataString(company.Company))).Value ?? [])
                rows.Add([company.Company, wish.About, wish.Strength, wish.Rank?.ToString(CultureInfo.InvariantCulture)]);
        return Sheets.Sheet.Write(["from", "about", "strength", "rank"], rows);
    }

    private static async Task<string> Meetings(Visit visit)
    {
        var hall = (await WatchHall.Hall(visit)).Value;
        return Sheets.Sheet.Write(["meeting", "start", "stand", "buyer", "buyer_name", "seller", "seller_name", "table", "interpreter", "state"],
            (hall?.Meetings ?? []).OrderBy(m => m.Slot).ThenBy(m => m.Seller, StringComparer.Ordinal).Select(m => new[]
            {
                m.Meeting.ToString(), visit.TheMart.Slots.FirstOrDefault(s => s.Number == m.Slot)?.Start.In(visit.TheMart.TimeZone).ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture),
                hall!.Companies.FirstOrDefault(c => c.Company == m.Seller)?.Stand?.ToString(CultureInfo.InvariantCulture), m.Buyer, Name(m.Buyer), m.Seller, Name(m.Seller), m.Table, m.Interpreter, m.State,
            }));

        string Name(string company) => hall!.Companies.FirstOrDefault(c => c.Company == company) is { } known ? visit.Name(known.Names) : company;
    }
}
