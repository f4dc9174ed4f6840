using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Events;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

// Why: opening a mart fixes everything that its meetings obey (the grid, the tables, the interpreters, the phases, the counting rule,
// the exchange rate) before anybody wishes for anything, so that no figure can be argued about afterwards. The organizer hears every
// mistake of a long form at once.

internal sealed record PauseRequest(string? Label, string? From, string? To);

internal sealed record DayRequest(string? Date, string? Opens, string? Closes, IReadOnlyList<PauseRequest?>? Pauses);

internal sealed record TablesRequest(string? Layout, int? Count);

internal sealed record HoursRequest(string? Date, string? From, string? To);

internal sealed record InterpreterRequest(string? Id, IReadOnlyList<string?>? Languages, IReadOnlyList<HoursRequest?>? Hours);

internal sealed record CategoryRequest(string? Code, IReadOnlyDictionary<string, string?>? Names);

internal sealed record RateRequest(string? From, string? To, decimal? Rate, string? Source, string? On);

internal sealed record PhasesRequest(string? ApplicationsOpen, string? WishesClose, string? Opens, string? Closes);

internal sealed record OpenMartRequest(string? Mart, string? Event, IReadOnlyDictionary<string, string?>? Names, IReadOnlyList<DayRequest?>? Days,
    int? SlotMinutes, int? ChangeoverMinutes, TablesRequest? Tables, IReadOnlyList<InterpreterRequest?>? Interpreters,
    IReadOnlyList<CategoryRequest?>? Categories, IReadOnlyList<string?>? Languages, RateRequest? Rate, PhasesRequest? Phases,
    int? RequestExpiryMinutes, string? CountingRule, bool Rehearsal = false);

internal static class OpenMart
{
    internal sealed record Answer(string Mart, int Slots, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts", Open).Allow(Roles.Organizer).Produces<Answer>(StatusCodes.Status201Created).Produces<Answer>()
            .WithSummary("Opens a mart of an event for applications");

    public static Decision Decide(MartOpened? opened, EventOpened trip, MartOpened asked)
    {
        if (!trip.DeclaresMart(asked.Mart))
            return new Refusal("MartNotDeclared", $"Event {trip.Event} has not declared {asked.Mart} as a travel mart.");
        if (opened is null) return Decision.Of(asked);
        return Same.Json(opened with { TimeZoneDatabase = asked.TimeZoneDatabase }, asked)
            ? Decision.AlreadyTrue
            : new Refusal("MartAlreadyOpen", $"Mart {asked.Mart} is open already, with other particulars. What a mart obeys does not change once it is open, except for its phases.");
    }

    private static Task<IResult> Open(OpenMartRequest request, Write write, RegistrationLog registration, TimeProvider clock) =>
        Deciding.Run(registration.Log, write, () => Attempt(request, write, registration), clock);

    private static async Task<Attempt> Attempt(OpenMartRequest request, Write write, RegistrationLog registration)
    {
        if (!write.Caller.Covers(request.Mart ?? "")) return Problems.NotYourMart(request.Mart ?? "");
        if ((await registration.Event(request.Event ?? "")).State is not { } trip) return Refusals.EventUnknown(request.Event ?? "");
        var (asked, wrong) = MartChecks.Check(request, trip);
        if (wrong is not null) return wrong;
        var known = await registration.MartAsOpened(asked.Mart);
        var body = new Answer(asked.Mart, asked.Slots.Count, asked.OpensAt, asked.ClosesAt);
        var decision = Decide(known.State, trip, asked);
        if (decision.Refusal is not null || decision.Events.Count == 0) return new Attempt { Refusal = decision.Refusal, Body = body };
        if (await write.Time(registration.Log, asked.Mart, asked.Rehearsal) is not { } at) return Write.ClockIsNotYours;
        return new Attempt
        {
            Status = StatusCodes.Status201Created,
            Body = body,
            // A rehearsal that tells no time begins when its applications open.
            Commit = new Commit(asked.Mart, at == DateTimeOffset.MinValue ? asked.ApplicationsOpenAt : at, write.Cause)
            {
                Streams = [new(RegistrationLog.MartStream, known.Version, decision.Events)],
            },
        };
    }
}
