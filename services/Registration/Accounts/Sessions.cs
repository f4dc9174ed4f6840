using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: a browser keeps the secret of its session and nothing else. With it the portal gets a token of ten minutes for one mart, so that who was signed out
// everywhere is out of every service within that time, and no service needs to ask Registration about each call.

internal sealed record SecretOf(string? Secret);

internal sealed record TokenOf(string? Secret, string? Mart);

internal static class Sessions
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    internal sealed record Answer(string Token, DateTimeOffset ExpiresAt, string Role, string Mart, string? Company, IReadOnlyList<MembershipLine> Memberships);

    internal sealed record Line(Guid Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, bool This);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sessions/token", Token).ForThePortal().WithSummary("A short-lived token of a session for a mart");
        routes.MapPost("/sessions/list", List).ForThePortal().WithSummary("Where one is signed in");
        routes.MapPost("/sessions/end", End).ForThePortal().WithSummary("Signs out here");
        routes.MapPost("/sessions/end-all", EndAll).ForThePortal().WithSummary("Signs out everywhere");
    }

    private static async Task<IResult> Token(TokenOf request, Desk desk, TokenIssuer issuer, HttpContext http, CancellationToken cancel)
    {
        if (await desk.Find(request.Secret, cancel) is not var (session, account))
            return await desk.Bearer(request.Secret, request.Mart, cancel) is { } worn ? Issue(issuer, http, worn, []) : Problems.From(Desk.SessionOver);
        var memberships = await desk.Memberships(account.Id, cancel);
        if (memberships.FirstOrDefault(m => request.Mart is null || m.Mart == request.Mart) is not { } member)
            return Problems.From(new("NotInThisMart", "Your account has no part in this mart.", StatusCodes.Status403Forbidden));
        session.UsedAt = desk.Now;
        await desk.Db.SaveChangesAsync(cancel);
        return Issue(issuer, http, new Caller(member.Role, member.Mart, member.Company), memberships);
    }

    private static IResult Issue(TokenIssuer issuer, HttpContext http, Caller caller, IReadOnlyList<MembershipLine> memberships)
    {
        var token = issuer.Issue(caller, Lifetime);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Answer(token, new DateTimeOffset(new JsonWebToken(token).ValidTo, TimeSpan.Zero), caller.Role, caller.Mart, caller.Company, memberships));
    }

    private static async Task<IResult> List(SecretOf request, Desk desk, CancellationToken cancel)
    {
        if (await desk.Find(request.Secret, cancel) is not var (here, account)) return Problems.From(Desk.SessionOver);
        var all = await desk.Db.Sessions.Where(s => s.Account == account.Id).OrderByDescending(s => s.UsedAt).ToListAsync(cancel);
        return TypedResults.Ok(all.Select(s => new Line(s.Id, s.Device, s.CreatedAt, s.UsedAt, s.Id == here.Id)));
    }

    private static async Task<IResult> End(SecretOf request, Desk desk, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        var hash = Desk.HashOf(request.Secret);
        await desk.Db.Sessions.Where(s => s.SecretHash == hash).ExecuteDeleteAsync(cancel);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> EndAll(SecretOf request, Desk desk, CancellationToken cancel)
    {
        if (await desk.Find(request.Secret, cancel) is not var (_, account)) return Problems.From(Desk.SessionOver);
        await desk.Db.Sessions.Where(s => s.Account == account.Id).ExecuteDeleteAsync(cancel);
        return TypedResults.NoContent();
    }
}
