using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

// Why: buyers ask for a day longer to wish, and a hall opens half an hour later than planned. The grid stays, since meetings lie in it; when phases
// begin and end may still be moved, but never into the past, where something has been decided by them already.

internal static class MovePhases
{
    internal sealed record Answer(string Mart, DateTimeOffset ApplicationsOpenAt, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/marts/{mart}/phases", Put).Allow(Roles.Organizer).Produces<Answer>().WithSummary("Moves the phases of a mart, each to a time to come");

    public static Decision Decide(MartOpened mart, DateTimeOffset now, PhasesRequest? request)
    {
        var errors = new FieldErrors();
        var (applications, wishes, opens, closes) = MartChecks.Phases(request, mart.TimeZone, mart.Slots, errors);
        if (!errors.Any)
        {
            NotBack("applicationsOpen", mart.ApplicationsOpenAt, applications);
            NotBack("wishesClose", mart.WishesCloseAt, wishes);
            NotBack("opens", mart.OpensAt, opens);
            NotBack("closes", mart.ClosesAt, closes);
            errors.Require(opens == mart.OpensAt || mart.OpensAt > now, "phases.opens", "The mart has opened; what was booked since then is on-site.");
        }
        if (errors.AsRefusal("PhasesNotValid", "The phases were not moved: correct the fields named in errors.") is { } wrong) return wrong;
        var moved = new PhasesMoved(applications, wishes, opens, closes);
        return mart == mart.With(moved) ? Decision.AlreadyTrue : Decision.Of(moved);

        void NotBack(string field, DateTimeOffset before, DateTimeOffset after) =>
            errors.Require(after == before || after >= now, "phases." + field, "A phase is moved to a time to come.");
    }

    private static Task<IResult> Put(string mart, PhasesRequest request, Write write, RegistrationLog registration, TimeProvider clock) =>
        Deciding.Run(registration.Log, write, async () =>
        {
            var known = await registration.Mart(mart);
            if (known.State is not { } opened) return Refusals.MartUnknown(mart);
            if (await write.Time(registration.Log, mart, opened.Rehearsal) is not { } at) return Write.ClockIsNotYours;
            var decision = Decide(opened, at, request);
            if (decision.Refusal is { } refusal) return refusal;
            var after = decision.Events is [PhasesMoved moved] ? opened.With(moved) : opened;
            var body = new Answer(mart, after.ApplicationsOpenAt, after.WishesCloseAt, after.OpensAt, after.ClosesAt);
            return decision.Events.Count == 0 ? new Attempt { Body = body } : new Attempt
            {
                Body = body,
                Commit = new Commit(mart, at, write.Cause) { Streams = [new(RegistrationLog.MartStream, known.Version, decision.Events)] },
            };
        }, clock);
}
