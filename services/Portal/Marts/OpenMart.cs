using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Marts;

// Why: a mart is opened by one long form. It is looked at before anything is opened: the grid that it makes is shown, everything that is wrong is marked at
// its place, and what was typed stays. An organizer of one mart opens that one; an organizer of all says which.

internal sealed record MartLook(bool EventIsOpen, IReadOnlyList<SlotTime> Slots, IReadOnlyList<PauseTime> Pauses);

internal sealed record OpenModel(Visit Visit, string Path, MartForm Form, MartLook? Look, Refused? Why)
{
    /// <summary>What is wrong with a field of the page.</summary>
    public IReadOnlyList<string> Wrong(string field) => [.. (Why?.Errors ?? Refused.NoErrors).Where(e => Form.FieldOf(e.Key) == field).SelectMany(e => e.Value).Distinct()];
}

internal static class OpenMart
{
    /// <summary>What stands in the address for a mart that has no id yet.</summary>
    public const string New = "new";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPageBefore("/marts/{mart}/open", visit => Task.FromResult(Show(visit, new(null, MartOf(visit) is var mart && mart == New ? "" : mart), null, null))).Allow(Roles.Organizer);
        routes.MapFormBefore("/marts/{mart}/open", Open).Allow(Roles.Organizer);
    }

    private static string MartOf(Visit visit) => (string)visit.Http.Request.RouteValues["mart"]!;

    private static IResult Show(Visit visit, MartForm form, MartLook? look, Refused? why) =>
        PageSecurity.Page<OpenMartPage>(new OpenModel(visit, $"/portal/marts/{Uri.EscapeDataString(MartOf(visit))}/open", form, look, why), why?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> Open(Visit visit, Form sent)
    {
        var form = new MartForm(sent, MartOf(visit));
        if (sent.Text("more") is not null) return Show(visit, form, null, null);
        var looked = await Send<MartLook>(visit, "marts/look", new { @event = form.EventRequest, mart = form.MartRequest }, "");
        if (looked.Value is not { } look || sent.Text("verb") != "open") return Show(visit, form, looked.Value, looked.Refused);
        if (!look.EventIsOpen && (await Send<object>(visit, "events", form.EventRequest!, sent.Key + "/event")).Refused is { } noEvent) return Show(visit, form, look, noEvent);
        return (await Send<object>(visit, "marts", form.MartRequest, sent.Key + "/mart")).Refused is { } noMart
            ? Show(visit, form, look, noMart)
            : FormExtensions.Done($"/portal/marts/{Uri.EscapeDataString(form.Mart)}/start", "mart-opened");
    }

    private static Task<Said<T>> Send<T>(Visit visit, string path, object body, string key) =>
        visit.Services.Send<T>(visit.Token, HttpMethod.Post, "/registration/" + path, body, key, null, visit.Http.RequestAborted);
}
