using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: on the day people want their table on their phone, and no password. A badge is a link, worn as a QR code, that shows one company's day and does
// nothing else. It ends with the mart, and can be taken back when it is lost.

internal sealed record BadgeRequest(string? Company);

internal static class Badges
{
    // A rehearsal may be of a day long past; its badges last as long as an invitation.
    private static readonly TimeSpan AfterTheMart = TimeSpan.FromDays(2), Least = TimeSpan.FromDays(14);
    private const int MostOfACompany = 20;

    internal sealed record Made(string Badge, string Secret, DateTimeOffset ExpiresAt);

    internal sealed record TakenBack(string Badge);

    internal sealed record Line(string Badge, string Company, DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/badges", Make).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).WithoutIdempotencyKey().Produces<Made>().WithSummary("Makes a badge that shows a company's day; its secret is answered this once");
        routes.MapGet("/marts/{mart}/badges/{company}", All).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).Produces<IEnumerable<Line>>().WithSummary("The badges of a company that are good");
        routes.MapDelete("/marts/{mart}/badges/{company}/{badge}", TakeBack).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).WithoutIdempotencyKey().Produces<TakenBack>().WithSummary("Takes a badge back: it shows nothing any more");
    }

    private static async Task<IResult> Make(string mart, BadgeRequest request, HttpContext http, RegistrationLog registration, Desk desk, CancellationToken cancel)
    {
        var company = request.Company ?? "";
        if (!Caller.From(http.User).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        if ((await registration.Mart(mart)).State is not { } opened) return Problems.From(Refusals.MartUnknown(mart));
        if ((await registration.Application(mart, company)).State.Standing != Standing.Admitted) return Problems.From(Refusals.CompanyUnknown(company));
        await desk.Ready(cancel);
        if (await Good(desk, mart, company).CountAsync(cancel) >= MostOfACompany)
            return Problems.From(new("TooManyBadges", $"A company has at most {MostOfACompany} badges; take one back first.", StatusCodes.Status409Conflict));
        var (secret, hash) = Desk.NewSecret();
        var badge = new OneTimeLink { SecretHash = hash, Kind = OneTimeLink.Badge, Mart = mart, Role = Roles.Badge, Company = company, ExpiresAt = LastsUntil(opened, desk.Now) };
        desk.Db.Links.Add(badge);
        await desk.Db.SaveChangesAsync(cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Made(badge.Id, secret, badge.ExpiresAt));
    }

    private static async Task<IResult> All(string mart, string company, HttpContext http, Desk desk, CancellationToken cancel)
    {
        if (!Caller.From(http.User).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        await desk.Ready(cancel);
        return TypedResults.Ok((await Good(desk, mart, company).OrderBy(l => l.ExpiresAt).ToListAsync(cancel)).Select(l => new Line(l.Id, company, l.ExpiresAt)));
    }

    private static async Task<IResult> TakeBack(string mart, string company, string badge, HttpContext http, Desk desk, CancellationToken cancel)
    {
        if (!Caller.From(http.User).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        await desk.Ready(cancel);
        await desk.Db.Links.Where(l => l.Kind == OneTimeLink.Badge && l.Mart == mart && l.Company == company && l.SecretHash.Substring(0, 32) == badge).ExecuteDeleteAsync(cancel);
        return TypedResults.Ok(new TakenBack(badge));
    }

    /// <summary>Until when a badge or a viewer's link of a mart is good.</summary>
    public static DateTimeOffset LastsUntil(Marts.MartOpened opened, DateTimeOffset now) =>
        opened.ClosesAt + AfterTheMart is var end && end > now + Least ? end : now + Least;

    private static IQueryable<OneTimeLink> Good(Desk desk, string mart, string company) =>
        desk.Db.Links.Where(l => l.Kind == OneTimeLink.Badge && l.Mart == mart && l.Company == company && l.ExpiresAt > desk.Now);
}
