using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Boards.Pages;
using TravelMart.Boards.Words;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Live;

/// <summary>Live updates as server-sent events.</summary>
internal static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/marts/{mart}/live", IResult (LiveBoards boards, Marts marts, HttpContext http, string mart, string? view, string? lang, CancellationToken cancel) =>
        {
            if (marts.Live(mart) is null) return Problems.NotFound("MartUnknown", $"There is no open mart '{mart}'.");
            if (boards.IsFull) return Problems.From(new("TooManyReaders", "Too many boards are open on this host. Try again later.", 503));
            var grid = view == FragmentRenderer.Grid;
            if (grid && !Caller.From(http.User).IsOrganizer)
                return Problems.From(new("NotForYourRole", "The grid is the organizer's.", 403));
            http.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(
                boards.Follow(mart, grid ? FragmentRenderer.Grid : FragmentRenderer.Board, BoardWords.For(lang).Language, cancel));
        }).ReadBy(Readers.OfTheHall).Produces<string>(contentType: "text/event-stream")
            .WithSummary("Board and totals as they change (server-sent events board, totals, heartbeat)");
}
