using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Events;

// Why: an event is the trip to a city. It names the place, the days and the programmes once, so that a mart, a health consultation and
// a briefing of the same trip share companies and a time zone while no figure mixes them. A mart can be opened only where the event
// has declared it.

internal sealed record ProgrammeRequest(string? Id, string? Kind);

internal sealed record OpenEventRequest(string? Event, IReadOnlyDictionary<string, string?>? Names, string? Slogan, string? City, string? Country,
    string? TimeZone, string? From, string? To, IReadOnlyList<ProgrammeRequest?>? Programmes);

internal static class OpenEvent
{
    internal sealed record Answer(string Event, IEnumerable<string> Programmes);

    private const int MostProgrammes = 20;
    private const int MostDays = 60;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/events", Open).Allow(Roles.Organizer).Produces<Answer>(StatusCodes.Status201Created).Produces<Answer>()
            .WithSummary("Opens an event with its programmes");

    public static Decision Decide(EventOpened? opened, EventOpened asked)
    {
        if (opened is null) return Decision.Of(asked);
        return Same.Json(opened, asked)
            ? Decision.AlreadyTrue
            : new Refusal("EventAlreadyOpen", $"Event {asked.Event} is open already, with other particulars.");
    }

    public static (EventOpened Asked, Refusal? Wrong) Check(OpenEventRequest request)
    {
        var errors = new FieldErrors();
        var zone = errors.Text("timeZone", request.TimeZone, 60);
        if (zone.Length > 0) errors.Require(Zones.Exists(zone), "timeZone", $"There is no time zone {zone}; it is written as Asia/Almaty.");
        var from = errors.Date("from", request.From);
        var to = errors.Date("to", request.To);
        if (from is { } first && to is { } last)
            errors.Require(first <= last && last.DayNumber - first.DayNumber < MostDays, "to",
                $"An event ends on the day it begins or later, and takes at most {MostDays} days.");
        var asked = new EventOpened(errors.Mart("event", request.Event), errors.Texts("names", request.Names, 200),
            errors.OptionalText("slogan", request.Slogan, 300), errors.Text("city", request.City, 100), errors.Country("country", request.Country),
            zone, from ?? default, to ?? default, Programmes(request.Programmes ?? [], errors));
        return (asked, errors.AsRefusal("EventNotValid", "The event was not opened: correct the fields named in errors."));
    }

    private static List<Programme> Programmes(IReadOnlyList<ProgrammeRequest?> asked, FieldErrors errors)
    {
        errors.Require(asked.Count is > 0 and <= MostProgrammes, "programmes", $"An event has 1 to {MostProgrammes} programmes.");
        var programmes = new List<Programme>();
        foreach (var (i, programme) in asked.Take(MostProgrammes).Index())
        {
            errors.Require(ProgrammeKinds.All.Contains(programme?.Kind ?? ""), $"programmes[{i}].kind",
                $"A kind is one of {string.Join(", ", ProgrammeKinds.All)}.");
            programmes.Add(new(errors.Mart($"programmes[{i}].id", programme?.Id), programme?.Kind ?? ""));
        }
        errors.Require(programmes.DistinctBy(p => p.Id, StringComparer.Ordinal).Count() == programmes.Count, "programmes", "Two programmes share an id.");
        return programmes;
    }

    // An event has no clock of its own: the real time, or what a rehearsal tells, so that its marts are not dated before it.
    private static async Task<DateTimeOffset> TimeOf(Write write, IEventLog log, string id) =>
        await write.Time(log, id, rehearsal: false) ?? (await write.Time(log, id, rehearsal: true))!.Value;

    private static Task<IResult> Open(OpenEventRequest request, Write write, RegistrationLog registration, TimeProvider clock) =>
        Deciding.Run(registration.Log, write, async () =>
        {
            var (asked, wrong) = Check(request);
            if (wrong is not null) return wrong;
            if (!write.Caller.Covers(asked.Event)) return Problems.NotYourMart(asked.Event);
            var known = await registration.Event(asked.Event);
            var body = new Answer(asked.Event, asked.Programmes.Select(p => p.Id));
            var decision = Decide(known.State, asked);
            if (decision.Refusal is not null || decision.Events.Count == 0) return new Attempt { Refusal = decision.Refusal, Body = body };
            var at = await TimeOf(write, registration.Log, asked.Event);
            return new Attempt
            {
                Status = StatusCodes.Status201Created,
                Body = body,
                Commit = new Commit(asked.Event, at, write.Cause) { Streams = [new(RegistrationLog.EventStream, known.Version, decision.Events)] },
            };
        }, clock);
}
