using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Desk;

// Why: what the desk does about one meeting: move it, with every slot saying whether it can be had and why not; call it off; record who came; and answer a
// request for a side that cannot, visibly for that side.

internal sealed record Move(int Slot, bool Possible, string? Refusal, string? Why, string? Buyer, string? Seller);

internal sealed record DeskModel(Visit Visit, MeetingDocument Meeting, string Buyer, string Seller, int? Stand, IReadOnlyList<Move> Moves, Refused? Why)
{
    /// <summary>Why a slot cannot be had, in the reader's words, with who is in the way.</summary>
    public string Reason(Move move)
    {
        var said = Frame.Pages.Sentence(Visit, new(move.Refusal!, move.Why ?? "", 0, Refused.NoErrors));
        return move.Buyer is null ? said : $"{said} ({move.Buyer} – {move.Seller})";
    }
}

internal static class DeskMeeting
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/desk/meetings/{meeting:guid}", visit => Show(visit, null)).Allow(Roles.Organizer);
        routes.MapPage("/marts/{mart}/desk/meetings/{meeting:guid}/moves", async visit => Results.Json((await Moves(visit)).Select(m => new { m.Slot, m.Possible, why = m.Possible ? null : Sentence(visit, m) }))).Allow(Roles.Organizer);
        Verb(routes, "move", "moved", f => new { slot = f.Number("slot") ?? -1 });
        Verb(routes, "cancel", "cancelled", f => new { reason = f.Text("reason") ?? "", note = f.Text("note") });
        Verb(routes, "accept", "accepted", f => new { slot = f.Number("slot") ?? -1 });
        Verb(routes, "decline", "declined", f => new { reason = f.Text("reason") ?? "" });
        Verb(routes, "check-in", "recorded", f => new { side = f.Text("side") });
        Verb(routes, "started", "recorded", _ => new { });
        Verb(routes, "held", "recorded", _ => new { });
        Verb(routes, "no-show", "recorded", f => new { side = f.Text("side") });
        Verb(routes, "settle", "recorded", _ => new { });
        Verb(routes, "correct-attendance", "recorded", f => new { attendance = f.Text("attendance") ?? "", reason = "wrong-record", note = f.Text("note") });
    }

    private static string Id(Visit visit) => (string)visit.Http.Request.RouteValues["meeting"]!;

    private static async Task<IReadOnlyList<Move>> Moves(Visit visit) => (await visit.Get<IReadOnlyList<Move>>("matching", $"meetings/{Id(visit)}/moves")).Value ?? [];

    private static string Sentence(Visit visit, Move move) => new DeskModel(visit, null!, "", "", null, [], null).Reason(move);

    private static void Verb(IEndpointRouteBuilder routes, string verb, string done, Func<Form, object> body) =>
        routes.MapForm($"/marts/{{mart}}/desk/meetings/{{meeting:guid}}/{verb}", async (visit, form) =>
        {
            // For whom the desk answers is kept with the fact, beside who did it.
            var said = await visit.Send<Done>(HttpMethod.Post, "matching", $"meetings/{Id(visit)}/{verb}", body(form), form.Key, form.Text("for"));
            return said.Refused is null ? FormExtensions.Done(form.Back ?? visit.Path("desk/meetings/" + Id(visit)), done) : await Show(visit, said.Refused);
        }).Allow(Roles.Organizer);

    private static async Task<IResult> Show(Visit visit, Refused? why)
    {
        var said = await visit.Get<MeetingDocument>("matching", "meetings/" + Id(visit));
        if (said.Value is not { } meeting) return Frame.Pages.Closed(visit, said.Refused!);
        var companies = (await WatchHall.Hall(visit)).Value?.Companies ?? [];
        return PageSecurity.Page<DeskMeetingPage>(new DeskModel(visit, meeting, Name(meeting.Buyer), Name(meeting.Seller), companies.FirstOrDefault(c => c.Company == meeting.Seller)?.Stand,
            meeting.Status is "booked" or "requested" ? await Moves(visit) : [], why), why?.Status ?? StatusCodes.Status200OK);

        string Name(string company) => companies.FirstOrDefault(c => c.Company == company) is { } known ? visit.Name(known.Names) : company;
    }
}
