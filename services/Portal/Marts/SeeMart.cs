using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Applications;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Marts;

// Why: an organizer begins here: which phase the mart is in, when the next one begins, what waits, and what the mart obeys. The phases can be moved, and
// so can the clock of a rehearsal.

internal sealed record StartModel(Visit Visit, PhaseClock Clock, DateTimeOffset Now, MartNow? Counts, IReadOnlyDictionary<string, int> Applications, Form? Typed, Refused? Why)
{
    /// <summary>What is wrong with a field of the phases.</summary>
    public IReadOnlyList<string> Wrong(string field) => Why?.Errors.GetValueOrDefault("phases." + field) ?? [];
}

internal static class SeeMart
{
    private const string Local = "yyyy-MM-dd'T'HH:mm";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/start", visit => Show(visit, null, null)).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/phases", MovePhases).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/clock", MoveClock).Allow(Roles.Organizer);
    }

    /// <summary>An instant as a field of a form writes it, in the mart's zone.</summary>
    public static string Typed(DateTimeOffset instant, string zone) => instant.In(zone).ToString(Local, CultureInfo.InvariantCulture);

    private static async Task<IResult> Show(Visit visit, Form? typed, Refused? why)
    {
        var counts = (await visit.Services.Get<MartNow>(visit.Token, $"/matching/marts/{Uri.EscapeDataString(visit.TheMart.Mart)}", visit.Http.RequestAborted)).Value;
        var companies = (await visit.Get<Listed<CompanyLine>>("registration", "companies?take=200")).Value?.Items ?? [];
        var now = visit.TheMart.Rehearsal ? counts?.Now ?? visit.TheMart.ApplicationsOpenAt : visit.Now;
        return PageSecurity.Page<StartPage>(new StartModel(visit, PhaseClock.Of(visit.TheMart, now, counts?.Results > 0), now, counts,
            VetApplications.States.ToDictionary(s => s, s => companies.Count(c => c.State == s), StringComparer.Ordinal), typed, why), why?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> MovePhases(Visit visit, Form form)
    {
        var said = await visit.Send<object>(HttpMethod.Put, "registration", "phases", new
        {
            applicationsOpen = form.Text("applicationsOpen"),
            wishesClose = form.Text("wishesClose"),
            opens = form.Text("opens"),
            closes = form.Text("closes"),
        }, form.Key);
        return said.Refused is { } why ? await Show(visit, form, why) : FormExtensions.Done(visit.Path("start"), "phases-moved");
    }

    private static async Task<IResult> MoveClock(Visit visit, Form form)
    {
        if (!DateTime.TryParseExact(form.Text("now"), Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var told) || !Zones.IsLivedIn(told.Year))
            return await Show(visit, form, new("TimeNotUnderstood", "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var said = await visit.Send<object>(HttpMethod.Post, "matching", "clock", new { }, form.Key,
            martTime: Zones.ToInstant(DateOnly.FromDateTime(told), TimeOnly.FromDateTime(told), visit.TheMart.TimeZone));
        return said.Refused is { } why ? await Show(visit, form, why) : FormExtensions.Done(visit.Path("start"), "clock-moved");
    }
}
