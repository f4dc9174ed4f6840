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

internal sealed record MartLine(string Mart, string Event, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    IReadOnlyList<string> Languages, int Slots, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Rehearsal, int Buyers, int Sellers)
{
    public static MartLine Of(MartOpened m, MartCompanies state) => new(m.Mart, m.Event, m.Names, m.City, m.Country, m.TimeZone, m.Languages, m.Slots.Count,
        m.OpensAt, m.ClosesAt, m.Rehearsal, state.Admitted(Sides.Buyer), state.Admitted(Sides.Seller));
}

internal sealed record ShownSlot(int Number, int Session, int Day, DateTimeOffset Start, DateTimeOffset End, string Clock)
{
    public static ShownSlot Of(SlotTime s, string zone) => new(s.Number, s.Session, s.Day, s.Start.In(zone), s.End.In(zone), s.Start.Clock(zone));
}

internal sealed record ShownMart(string Mart, string Event, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    string TimeZoneDatabase, string ShownIn, IReadOnlyList<ShownSlot> Slots, IReadOnlyList<PauseTime> Pauses, int SlotMinutes, int ChangeoverMinutes,
    int? SharedTables, IReadOnlyList<Interpreter> Interpreters, IReadOnlyList<Category> Categories, IReadOnlyList<string> Languages, FrozenRate? Rate,
    DateTimeOffset ApplicationsOpenAt, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int RequestExpiryMinutes,
    string CountingRule, bool Rehearsal, int Buyers, int Sellers)
{
    public static ShownMart Of(MartOpened m, MartCompanies state, string zone) => new(m.Mart, m.Event, m.Names, m.City, m.Country, m.TimeZone,
        m.TimeZoneDatabase, zone, [.. m.Slots.Select(s => ShownSlot.Of(s, zone))],
        [.. m.Pauses.Select(p => new PauseTime(p.Label, p.From.In(zone), p.To.In(zone)))], m.SlotMinutes, m.ChangeoverMinutes,
        m.SharedTables, m.Interpreters, m.Categories, m.Languages, m.Rate, m.ApplicationsOpenAt, m.WishesCloseAt, m.OpensAt, m.ClosesAt,
        m.RequestExpiryMinutes, m.CountingRule, m.Rehearsal, state.Admitted(Sides.Buyer), state.Admitted(Sides.Seller));
}

internal static class SeeMarts
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts", All).AllowAnyone().Produces<Page<MartLine>>().WithSummary("Every mart");
        routes.MapGet("/marts/{mart}", One).AllowAnyone().Produces<ShownMart>().WithSummary("A mart with everything that its meetings obey");
    }

    private static async Task<IResult> All(LiveView<MartCompanies> view, CancellationToken cancel, int skip = 0, int take = Page.Usual)
    {
        await view.Fresh("", cancel);
        return Page.Of(view.Marts.Select(view.Of).Where(s => s.Mart is not null).OrderBy(s => s.Mart!.OpensAt).ThenBy(s => s.Mart!.Mart, StringComparer.Ordinal)
            .Select(s => MartLine.Of(s.Mart!, s)).ToList(), skip, take);
    }

    private static async Task<IResult> One(string mart, LiveView<MartCompanies> view, CancellationToken cancel, string? zone = null)
    {
        var state = await view.Fresh(mart, cancel);
        if (state.Mart is not { } m) return Problems.From(Refusals.MartUnknown(mart));
        if (zone is not null && !Zones.Exists(zone))
            return Problems.From(Problems.BadRequest("ZoneUnknown", $"There is no time zone {zone}; it is written as Asia/Seoul."));
        return Results.Ok(ShownMart.Of(m, state, zone ?? m.TimeZone));
    }
}
