using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Registration.Events;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

// Why: an event and a mart that are open stay as they are. Whoever fills in their long form sees the grid that it makes, and everything that is wrong
// with both, before either of them is opened.

internal sealed record LookRequest(OpenEventRequest? Event, OpenMartRequest? Mart);

internal static class LookAtMart
{
    /// <param name="EventIsOpen">Whether the event is open already, so that its part of the form is not asked for.</param>
    /// <param name="Slots">The grid.</param>
    /// <param name="Pauses">Its pauses.</param>
    internal sealed record Answer(bool EventIsOpen, IReadOnlyList<SlotTime> Slots, IReadOnlyList<PauseTime> Pauses);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/look", Look).Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<Answer>()
            .WithSummary("What a form would open: the mart's grid, or everything that is wrong with the form; changes nothing");

    private static async Task<IResult> Look(LookRequest request, HttpContext http, RegistrationLog registration)
    {
        var mart = request.Mart?.Mart ?? "";
        if (!Caller.From(http.User).Covers(mart)) return Problems.From(Problems.NotYourMart(mart));
        if (request.Mart is null) return Problems.From(Problems.BadRequest("MartNotValid", "Say which mart it is about."));
        var known = Codes.Mart().IsMatch(request.Mart.Event ?? "") ? (await registration.Event(request.Mart.Event!)).State : null;
        var (asked, wrongEvent) = request.Event is null ? (null, null) : Check(request.Event);
        if (known is null && asked is null) return Problems.From(Together(wrongEvent, null) ?? Refusals.EventUnknown(request.Mart.Event ?? ""));
        if (known is not null && !known.DeclaresMart(mart)) return Problems.From(new("MartNotDeclared", $"Event {known.Event} has not declared {mart} as a travel mart."));
        var (opened, wrongMart) = MartChecks.Check(request.Mart, known ?? asked!);
        if (Together(known is null ? wrongEvent : null, wrongMart) is { } wrong) return Problems.From(wrong);
        return (await registration.MartAsOpened(mart)).State is not null
            ? Problems.From(new("MartAlreadyOpen", $"Mart {mart} is open already."))
            : Results.Ok(new Answer(known is not null, opened.Slots, opened.Pauses));
    }

    // Days cannot be looked at in a zone that there is not.
    private static (EventOpened? Asked, Refusal? Wrong) Check(OpenEventRequest request)
    {
        var (asked, wrong) = OpenEvent.Check(request);
        return (Zones.Exists(asked.TimeZone) ? asked : null, wrong);
    }

    private static Refusal? Together(Refusal? ofEvent, Refusal? ofMart)
    {
        if (ofEvent is null) return ofMart;
        var errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (field, sentences) in Errors(ofEvent)) errors["event." + field] = sentences;
        foreach (var (field, sentences) in Errors(ofMart)) errors[field] = sentences;
        return new("MartNotValid", "Nothing would be opened: correct the fields named in errors.", StatusCodes.Status400BadRequest) { Details = new Dictionary<string, object?> { ["errors"] = errors } };
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Errors(Refusal? refusal) =>
        refusal?.Details.GetValueOrDefault("errors") as IReadOnlyDictionary<string, IReadOnlyList<string>> ?? new Dictionary<string, IReadOnlyList<string>>();
}
