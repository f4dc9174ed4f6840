using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Visits;

/// <summary>One request of a person: who it is, in which language, about which mart, and in which zone the person lives.</summary>
internal sealed record Visit(HttpContext Http, ServiceClient Services, Vocabulary Words, Caller Caller, string? Token, MartDocument? Mart, string? Zone, HostSettings Settings)
{
    /// <summary>The mart of a page about one.</summary>
    public MartDocument TheMart => Mart ?? throw new InvalidOperationException("this page is about no mart");

    /// <summary>The company that the person acts for; empty for an organizer.</summary>
    public string Company => Caller.Company ?? "";

    public bool IsBuyer => Caller.Role == Roles.Buyer;

    /// <summary>Whether this is somebody with a badge, who reads and does nothing.</summary>
    public bool OnlyReads => Caller.Role == Roles.Badge;

    public bool IsSeller => Caller.Role == Roles.Seller;

    /// <summary>What the page says was done, from the address that a form leads to.</summary>
    public string? Done => Http.Request.Query["done"].ToString() is { Length: > 0 and < 40 } done ? done : null;

    /// <summary>The address of a page of this mart.</summary>
    public string Path(string page) => $"/portal/marts/{Uri.EscapeDataString(TheMart.Mart)}/{page}";

    /// <summary>Whether an account is signed in, and not just a visitor of a demo.</summary>
    public bool HasAccount => Caller.Role is not (Roles.Badge or Roles.Viewer) && Http.Request.Cookies.ContainsKey(SessionTokens.Cookie);

    /// <summary>Whether this is a demo, in which a visitor may be anybody.</summary>
    public bool Demo => Settings.DevelopmentIssuer;

    /// <summary>A page of the portal as people reach it from elsewhere.</summary>
    public string Here(string path) =>
        new Uri(Settings.PublicAddresses.TryGetValue(PortalModule.ServiceName, out var addresses) ? addresses[0] : new Uri($"{Http.Request.Scheme}://{Http.Request.Host}"), path).ToString();

    /// <summary>The address of another service's page: of this host where all share one process.</summary>
    public string Outside(string service, string path) =>
        Settings.PublicAddresses.TryGetValue(service, out var addresses) ? new Uri(addresses[0], path).ToString() : path;

    /// <summary>The real time.</summary>
    public DateTimeOffset Now => Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>The clock as the page is drawn, in the person's own zone, else in the mart's.</summary>
    public string DrawnAt => Now.In(Zone ?? Mart?.TimeZone ?? "UTC").ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A name in the person's language.</summary>
    public string Name(IReadOnlyDictionary<string, string> names) => names.In(Words.Language);

    /// <summary>A category's name in the person's language.</summary>
    public string Category(string? code) => TheMart.Categories.FirstOrDefault(c => c.Code == code) is { } known ? Name(known.Names) : code ?? "";

    /// <summary>Shows a page about the mart that the address names, or says that there is no such mart or that the service does not answer.</summary>
    public async Task<IResult> OfMart(Func<Visit, Task<IResult>> page)
    {
        var said = await Services.Get<MartDocument>(null, $"/registration/marts/{Uri.EscapeDataString((string)Http.Request.RouteValues["mart"]!)}", Http.RequestAborted);
        return said.Value is { } known ? await page(this with { Mart = known }) : Frame.Pages.Closed(this, said.Refused!);
    }

    /// <summary>Asks a service about this mart.</summary>
    public Task<Said<T>> Get<T>(string service, string rest) => Services.Get<T>(Token, Of(service, rest), Http.RequestAborted);

    /// <summary>Sends a write about this mart; the form's key makes a second sending harmless.</summary>
    public Task<Said<T>> Send<T>(HttpMethod method, string service, string rest, object? body, string key, string? onBehalfOf = null, DateTimeOffset? martTime = null) =>
        Services.Send<T>(Token, method, Of(service, rest), body, key, onBehalfOf, Http.RequestAborted, martTime);

    private string Of(string service, string rest) => $"/{service}/marts/{Uri.EscapeDataString(TheMart.Mart)}/{rest}";
}

/// <summary>Begins visits.</summary>
internal sealed class Visits(ServiceClient services, HostSettings settings)
{
    public const string LanguageCookie = "travelmart-language", ZoneCookie = "travelmart-zone";

    private static readonly Vocabularies Words = new(typeof(Visits).Assembly);

    /// <summary>A visit of a page that is about no mart.</summary>
    public Visit Begin(HttpContext http) =>
        new(http, services, Words.For(http), Caller.From(http.User), SessionTokens.TokenOf(http), null, ZoneOf(http), settings);

    /// <summary>Shows a page about a mart, or says that there is no such mart or that the service does not answer.</summary>
    public async Task<IResult> About(HttpContext http, string mart, Func<Visit, Task<IResult>> page)
    {
        var visit = Begin(http);
        return NotYours(visit, mart) ?? await visit.OfMart(page);
    }

    /// <summary>A page that says that the person is signed in for another mart; null where that is not so.</summary>
    public static IResult? NotYours(Visit visit, string mart) =>
        visit.Caller.Covers(mart) ? null : Frame.Pages.Closed(visit, new("NotYourMart", "", StatusCodes.Status403Forbidden, Refused.NoErrors));

    private static string? ZoneOf(HttpContext http) =>
        http.Request.Cookies[ZoneCookie] is { Length: < 60 } zone && Zones.Exists(zone) ? zone : null;
}

/// <summary>The language of a visit: what was chosen, else what the browser asks for.</summary>
internal static class Languages
{
    public static Vocabulary For(this Vocabularies words, HttpContext http)
    {
        var chosen = http.Request.Query["lang"].ToString();
        if (Vocabularies.Languages.Contains(chosen))
        {
            http.Response.Cookies.Append(Visits.LanguageCookie, chosen, new() { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });
            return words.For(chosen);
        }
        return http.Request.Cookies[Visits.LanguageCookie] is { } kept ? words.For(kept) : words.Of(http.Request.Headers.AcceptLanguage);
    }
}
