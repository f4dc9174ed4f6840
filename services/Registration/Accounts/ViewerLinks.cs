using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: the screen on the wall, the press and the delegation at home watch a mart's boards without an account. The organizer gives them a link that reads
// the boards and nothing else, and takes it back when it went too far.

internal static class ViewerLinks
{
    private const int MostOfAMart = 50;

    internal sealed record Made(string Link, string Secret, DateTimeOffset ExpiresAt);

    internal sealed record TakenBack(string Link);

    internal sealed record Line(string Link, DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/viewer-links", Make).Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<Made>().WithSummary("Makes a link that reads the mart's boards; its secret is answered this once");
        routes.MapGet("/marts/{mart}/viewer-links", All).Allow(Roles.Organizer).Produces<IEnumerable<Line>>().WithSummary("The links to the mart's boards that are good");
        routes.MapDelete("/marts/{mart}/viewer-links/{link}", TakeBack).Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<TakenBack>().WithSummary("Takes a link to the boards back: it reads nothing any more");
    }

    private static async Task<IResult> Make(string mart, RegistrationLog registration, Desk desk, HttpContext http, CancellationToken cancel)
    {
        if ((await registration.Mart(mart)).State is not { } opened) return Problems.From(Refusals.MartUnknown(mart));
        await desk.Ready(cancel);
        if (await Good(desk, mart).CountAsync(cancel) >= MostOfAMart)
            return Problems.From(new("TooManyViewerLinks", $"A mart has at most {MostOfAMart} links to its boards; take one back first.", StatusCodes.Status409Conflict));
        var (secret, hash) = Desk.NewSecret();
        var link = new OneTimeLink { SecretHash = hash, Kind = OneTimeLink.Viewer, Mart = mart, Role = Roles.Viewer, ExpiresAt = Badges.LastsUntil(opened, desk.Now) };
        desk.Db.Links.Add(link);
        await desk.Db.SaveChangesAsync(cancel);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Made(link.Id, secret, link.ExpiresAt));
    }

    private static async Task<IResult> All(string mart, Desk desk, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        return TypedResults.Ok((await Good(desk, mart).OrderBy(l => l.ExpiresAt).ToListAsync(cancel)).Select(l => new Line(l.Id, l.ExpiresAt)));
    }

    private static async Task<IResult> TakeBack(string mart, string link, Desk desk, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        await desk.Db.Links.Where(l => l.Kind == OneTimeLink.Viewer && l.Mart == mart && l.SecretHash.Substring(0, 32) == link).ExecuteDeleteAsync(cancel);
        return TypedResults.Ok(new TakenBack(link));
    }

    private static IQueryable<OneTimeLink> Good(Desk desk, string mart) =>
        desk.Db.Links.Where(l => l.Kind == OneTimeLink.Viewer && l.Mart == mart && l.ExpiresAt > desk.Now);
}
