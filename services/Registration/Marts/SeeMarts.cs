using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

// Why: whoever thinks of applying must see what a mart is, when it takes place and in which languages, without an account. A viewer
// elsewhere may ask for the grid in another zone: the instants are the same, only the clock on the wall differs.

internal static class SeeMarts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts", All).AllowAnyone().WithSummary("Every mart");
        routes.MapGet("/marts/{mart}", One).AllowAnyone().WithSummary("A mart with everything that its meetings obey");
    }

    private static async Task<IResult> All(LiveView<MartCompanies> view, CancellationToken cancel, int skip = 0, int take = Page.Usual)
    {
        await view.Fresh("", cancel);
        return Page.Of(view.Marts.Select(view.Of).Where(s => s.Mart is not null).OrderBy(s => s.Mart!.OpensAt).ThenBy(s => s.Mart!.Mart, StringComparer.Ordinal)
            .Select(s => Line(s.Mart!, s)).ToList(), skip, take);
    }

    private static async Task<IResult> One(string mart, LiveView<MartCompanies> view, CancellationToken cancel, string? zone = null)
    {
        var state = await view.Fresh(mart, cancel);
        if (state.Mart is not { } m) return Problems.From(Refusals.MartUnknown(mart));
        if (zone is not null && !Zones.Exists(zone))
            return Problems.From(Problems.BadRequest("ZoneUnknown", $"There is no time zone {zone}; it is written as Asia/Seoul."));
        var shown = zone ?? m.TimeZone;
        return Results.Ok(new
        {
            m.Mart,
            m.Event,
            m.Names,
            m.City,
            m.Country,
            m.TimeZone,
            m.TimeZoneDatabase,
            shownIn = shown,
            slots = m.Slots.Select(s => Shown(s, shown)),
            pauses = m.Pauses.Select(p => new { p.Label, from = p.From.In(shown), to = p.To.In(shown) }),
            m.SlotMinutes,
            m.ChangeoverMinutes,
            m.SharedTables,
            m.Interpreters,
            m.Categories,
            m.Languages,
            m.Rate,
            m.ApplicationsOpenAt,
            m.WishesCloseAt,
            m.OpensAt,
            m.ClosesAt,
            m.RequestExpiryMinutes,
            m.CountingRule,
            m.Rehearsal,
            buyers = state.Admitted(Sides.Buyer),
            sellers = state.Admitted(Sides.Seller),
        });
    }

    private static object Shown(SlotTime s, string zone) =>
        new { s.Number, s.Session, s.Day, start = s.Start.In(zone), end = s.End.In(zone), clock = s.Start.Clock(zone) };

    private static object Line(MartOpened m, MartCompanies state) => new
    {
        m.Mart,
        m.Event,
        m.Names,
        m.City,
        m.Country,
        m.TimeZone,
        m.Languages,
        slots = m.Slots.Count,
        m.OpensAt,
        m.ClosesAt,
        m.Rehearsal,
        buyers = state.Admitted(Sides.Buyer),
        sellers = state.Admitted(Sides.Seller),
    };
}
