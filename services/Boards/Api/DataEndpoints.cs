using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Live;
using TravelMart.Boards.Pages;
using TravelMart.Boards.Totals;
using TravelMart.Boards.Words;
using TravelMart.EventSourcing;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Api;

/// <summary>A mart in the list.</summary>
internal sealed record MartDocument(string Mart, IReadOnlyDictionary<string, string> Names, string City, string Country, string TimeZone,
    DateTimeOffset OpensAt, DateTimeOffset ClosesAt, bool Rehearsal, Moments Now, int Contracts);

/// <summary>The boards as data.</summary>
internal static class DataEndpoints
{
    public static void MapData(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts", (Marts marts) => List(marts)).AllowAnyone().WithSummary("Open marts, the latest first");
        var mart = routes.MapGroup("/marts/{mart}");
        mart.MapGet("/hall", (Marts marts, string mart, string? at) => Answer(marts, mart, at, HallDocument.Of))
            .ReadBy(Readers.OfTheHall).Produces<HallDocument>().WithSummary("The hall, now or at an instant");
        mart.MapGet("/totals", (Marts marts, string mart, string? at) => Answer(marts, mart, at, s => CountingRuleV1.Count(s.State)))
            .ReadBy(Readers.OfTheHall).Produces<MartTotals>().WithSummary("Running totals by the mart's counting rule");
        mart.MapGet("/latest", (Marts marts, string mart, string? at, int take = 20) => take is < 1 or > HallEvents.Most
            ? Problems.From(Problems.BadRequest("PageNotValid", $"A page of the latest events takes 1 to {HallEvents.Most}."))
            : Answer(marts, mart, at, s => HallEvents.Latest(s.State, take))).ReadBy(Readers.OfTheHall).Produces<IReadOnlyList<HallEvent>>().WithSummary("Latest events of the hall, newest first");
        // One address for people and programs: a browser that asks for HTML gets the page.
        mart.MapGet("/results", (Marts marts, PageDesk desk, HttpContext http, string mart, string? at, string? lang) => PageEndpoints.WantsPage(http)
                ? desk.Show(http, mart, at, lang, shown => PageSecurity.Page<ResultsPage>(new ResultsModel(shown, lang, Caller.From(http.User).IsOrganizer)))
                : Answer(marts, mart, at, s => ResultsDocument.Of(s.State)))
            .AddEndpointFilter(PageSecurity.Harden).ReadBy(Readers.OfTheHall).Produces<ResultsDocument>()
            .WithSummary("Sealed results, each with what changed since the one before");
        mart.MapGet("/attention", (Marts marts, string mart, string? at, string? lang) => Answer(marts, mart, at, s => new AttentionList(new Picture(s.State, s.Now), BoardWords.For(lang)).Items))
            .Allow(Roles.Organizer).Produces<IReadOnlyList<AttentionItem>>().WithSummary("What needs a person now, most urgent first, in the reader's language");
        mart.MapGet("/agendas/{company}", Agenda)
            .Allow(Roles.Buyer, Roles.Seller, Roles.Badge, Roles.Organizer).Produces<AgendaDocument>().WithSummary("One company's day, for itself and the organizer");
    }

    private static IReadOnlyList<MartDocument> List(Marts marts) =>
    [
        .. marts.Open.Select(s => marts.Live(s.Mart)).OfType<Shown>().Select(s => new MartDocument(s.State.Mart, s.Opened.Names, s.Opened.City,
            s.Opened.Country, s.Opened.TimeZone, s.Opened.OpensAt, s.Opened.ClosesAt, s.Opened.Rehearsal,
            Moments.Of(s.Now, s.Opened.TimeZone), s.State.Contracts)),
    ];

    private static IResult Agenda(Marts marts, HttpContext http, string mart, string company, string? at)
    {
        if (!Caller.From(http.User).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        return Answer(marts, mart, at, s => s.State.Company(company) is { } known ? new AgendaBuilder(s, known).Build() : null);
    }

    private static IResult Answer<T>(Marts marts, string mart, string? at, Func<Shown, T?> document)
    {
        var (shown, refusal) = marts.Find(mart, at);
        if (refusal is not null) return Problems.From(refusal);
        return document(shown!) is { } body ? Results.Json(body, Json) : Problems.NotFound("CompanyUnknown", "The company is not known in this mart.");
    }

    private static JsonSerializerOptions Json => FactJson.Options;
}
