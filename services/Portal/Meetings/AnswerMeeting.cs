using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Meetings;

// Why: accepting, countering, declining, withdrawing, moving and cancelling are one tap and one form each, and work without script. What the
// service says no to is said where it was tried, with what was typed still there.

internal static class AnswerMeeting
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Verb(routes, "accept", "accepted", f => new { slot = f.Number("slot") ?? -1 });
        Verb(routes, "offer", "offered", f => new { slots = f.Numbers("slot"), note = f.Text("note") });
        Verb(routes, "decline", "declined", f => new { reason = f.Text("reason") ?? "", note = f.Text("note") });
        Verb(routes, "withdraw", "withdrawn", _ => new { reason = "asked-by-mistake" });
        Verb(routes, "move", "moved", f => new { slot = f.Number("slot") ?? -1 });
        Verb(routes, "cancel", "cancelled", f => new { reason = f.Text("reason") ?? "", note = f.Text("note") });
        Verb(routes, "check-in", "checked-in", _ => new { side = (string?)null }, bySide: true);
        Verb(routes, "no-show", "no-show", _ => new { side = (string?)null }, ofOther: true);
        routes.MapForm("/marts/{mart}/meetings/{meeting:guid}/close", Close).Allow(Roles.Buyer, Roles.Seller);
    }

    private static void Verb(IEndpointRouteBuilder routes, string verb, string done, Func<Form, object> body, bool bySide = false, bool ofOther = false) =>
        routes.MapForm($"/marts/{{mart}}/meetings/{{meeting:guid}}/{verb}", async (visit, form) =>
        {
            var sent = bySide ? new { side = visit.Caller.Role } : ofOther ? new { side = visit.IsBuyer ? Roles.Seller : Roles.Buyer } : body(form);
            var said = await visit.Send<Done>(HttpMethod.Post, "matching", $"meetings/{Id(visit)}/{verb}", sent, form.Key);
            return said.Refused is null
                ? FormExtensions.Done(form.Back ?? visit.Path("meetings/" + Id(visit)), done)
                : await SeeMeeting.Show(visit, new(verb, form.Numbers("slot"), form.Text("note"), null, null), said.Refused);
        }).Allow(Roles.Buyer, Roles.Seller);

    private static string Id(Visit visit) => (string)visit.Http.Request.RouteValues["meeting"]!;

    // Held and logged by one form: two facts, each under a key of its own, so that a second sending changes nothing.
    private static async Task<IResult> Close(Visit visit, Form form)
    {
        var picked = form.Text("pick") is { } pick and not "other" ? pick == "none" ? null : pick : form.Text("amount");
        var typed = new Typed("close", [], form.Text("note"), picked, form.Text("currency"));
        var outcome = form.Text("outcome") ?? "informative";
        if (typed.Amount is not null && Minor(typed.Amount, typed.Currency) is null)
            return await SeeMeeting.Show(visit, typed, new("AmountNotUnderstood", "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var held = await visit.Send<Done>(HttpMethod.Post, "matching", $"meetings/{Id(visit)}/held", new { side = (string?)null }, form.Key + "/held");
        if (held.Refused is { } why) return await SeeMeeting.Show(visit, typed, why);
        var amount = typed.Amount is null ? null : new { minor = Minor(typed.Amount, typed.Currency), currency = typed.Currency, kind = form.Text("kind") ?? KindOf(outcome) };
        var logged = await visit.Send<Done>(HttpMethod.Put, "matching", $"meetings/{Id(visit)}/log", new
        {
            topics = Array.Empty<string>(),
            products = Array.Empty<string>(),
            amount,
            outcome,
            followUp = form.Text("followUp"),
            note = typed.Note,
        }, form.Key + "/log");
        return logged.Refused is { } no ? await SeeMeeting.Show(visit, typed, no) : FormExtensions.Done(form.Back ?? visit.Path("meetings/" + Id(visit)), "logged");
    }

    /// <summary>What an amount is, where nobody said otherwise: an agreement is signed, a promise is negotiated about.</summary>
    public static string KindOf(string outcome) => outcome switch { "agreed" => "signed", "promising" => "under-negotiation", _ => "discussed" };

    /// <summary>An amount as people write it, in minor units; null for what is none. Blanks may set thousands apart, and a comma or a point the last two digits.</summary>
    public static long? Minor(string said, string? currency)
    {
        var text = said.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal).Replace(',', '.');
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return null;
        var minor = HasCents(currency) ? amount * 100 : amount;
        return minor == decimal.Truncate(minor) && minor <= Contracts.Amount.MostMinor ? (long)minor : null;
    }

    /// <summary>An amount as people write it.</summary>
    public static string Major(Contracts.Amount amount) =>
        (HasCents(amount.Currency) ? amount.Minor / 100m : amount.Minor).ToString("0.##", CultureInfo.InvariantCulture);

    private static bool HasCents(string? currency) => currency is not ("KRW" or "JPY" or "VND");
}
