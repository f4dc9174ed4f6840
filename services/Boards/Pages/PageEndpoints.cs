using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Live;
using TravelMart.Boards.Words;
using TravelMart.EventSourcing;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>
/// The boards as pages. They are rendered on the server; the script only keeps them up to date. A reader who may not see one is answered
/// with a page that says how to sign in.
/// </summary>
internal static class PageEndpoints
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AddEndpointFilter(PageSecurity.Harden).ExcludeFromDescription();
        pages.MapGet("/", (PageDesk desk, string? lang) => desk.Home(lang)).AllowAnyone();
        pages.MapGet("/marts/{mart}/board", (PageDesk desk, HttpContext http, string mart, string? at, string? lang) =>
            desk.Show(http, mart, at, lang, shown => PageSecurity.Page<WallPage>(new WallModel(shown, lang)))).ReadBy(Readers.OfTheHall);
        pages.MapGet("/marts/{mart}/grid", (PageDesk desk, HttpContext http, string mart, string? at, string? lang) =>
            desk.Show(http, mart, at, lang, shown => PageSecurity.Page<GridPage>(new GridModel(shown, desk.Live(mart), lang)))).ReadBy(Readers.OrganizersAlone);
        pages.MapGet("/marts/{mart}/figures/{figure}", (PageDesk desk, HttpContext http, string mart, string figure, string? at, string? lang) =>
            desk.Show(http, mart, at, lang, shown => desk.Figure(http, shown, figure, lang))).ReadBy(Readers.OrganizersAlone);
        pages.MapGet("/marts/{mart}/agenda/{company}", (PageDesk desk, HttpContext http, string mart, string company, string? at, string? lang, string? zone) =>
            desk.Show(http, mart, at, lang, shown => desk.Agenda(http, shown, company, lang, zone))).ReadBy(Readers.OfAnAgenda);
    }

    /// <summary>Whether a reader asks for a page rather than for data.</summary>
    public static bool WantsPage(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Finds what a page shows and decides whether the reader may see it.</summary>
internal sealed class PageDesk(Marts marts, HostSettings settings)
{
    public IResult Home(string? lang) => PageSecurity.Page<HomePage>(
        new HomeModel([.. marts.Open.Select(s => marts.Live(s.Mart)).OfType<Shown>()], BoardWords.For(lang), settings.DevelopmentIssuer));

    public Shown Live(string mart) => marts.Live(mart)!;

    public IResult Show(HttpContext http, string mart, string? at, string? lang, Func<Shown, IResult> page)
    {
        var (shown, refusal) = marts.Find(mart, at);
        return refusal is null ? page(shown!) : Door(http, lang, refusal.Name == "MartUnknown" ? BoardWords.For(lang)["unknown"] : refusal.Sentence, refusal.Status, null);
    }

    public IResult Agenda(HttpContext http, Shown shown, string company, string? lang, string? zone)
    {
        var caller = Caller.From(http.User);
        if (!caller.ActsFor(company)) return SignIn(http, shown.State.Mart, lang);
        return shown.State.Company(company) is { } known
            ? PageSecurity.Page<AgendaPage>(new AgendaModel(shown, known, lang, zone))
            : Door(http, lang, BoardWords.For(lang)["unknown"], StatusCodes.Status404NotFound, null);
    }

    public IResult Figure(HttpContext http, Shown shown, string figure, string? lang)
    {
        var results = new ResultsModel(shown, lang, opens: true);
        return results.Figures.Of(figure) is { } counted
            ? PageSecurity.Page<FigurePage>(new FigureModel(results, figure, counted))
            : Door(http, lang, BoardWords.For(lang)["unknown"], StatusCodes.Status404NotFound, null);
    }

    /// <summary>What a person sees who may not see a page; a visitor of a demo is let in to the hall's boards as a viewer.</summary>
    public IResult Closed(HttpContext http, string mart, string[] roles) =>
        settings.DevelopmentIssuer && roles.Contains(Roles.Viewer) && Caller.From(http.User).Role.Length == 0
            ? Results.Redirect(Outside("registration", DemoSignIn.Viewer(mart, Outside("boards", http.Request.Path + http.Request.QueryString))))
            : SignIn(http, mart, http.Request.Query["lang"]);

    private string Outside(string service, string path) => settings.PublicAddresses.TryGetValue(service, out var addresses) ? new Uri(addresses[0], path).ToString() : path;

    private IResult SignIn(HttpContext http, string mart, string? lang)
    {
        var status = Caller.From(http.User).Role.Length == 0 ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
        return Door(http, lang, BoardWords.For(lang)["sign-in-note"], status, marts.Live(mart)?.State);
    }

    private IResult Door(HttpContext http, string? lang, string sentence, int status, HallState? state) => PageSecurity.Page<DoorPage>(
        new DoorModel(BoardWords.For(lang), sentence, state?.Mart, http.Request.Path + http.Request.QueryString, settings.DevelopmentIssuer, state), status);
}
