using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

/// <summary>What Matching knows of a mart at this moment; and, in a rehearsal, the hand that moves its clock.</summary>
internal static class MartEndpoints
{
    internal sealed record NoBody;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}", async (string mart, LiveView<MatchIndex> index, CancellationToken cancel) =>
            {
                var state = await index.Fresh(mart, cancel);
                return state.Mart.Opened is not { } opened ? Problems.From(MeetingRefusals.MartUnknown) : Results.Ok(new
                {
                    mart,
                    now = state.Now,
                    opened.TimeZone,
                    opened.Rehearsal,
                    opened.Slots,
                    sellers = state.Participants.Values.Count(p => p.IsAdmitted && p.Role == Sides.Seller),
                    buyers = state.Participants.Values.Count(p => p.IsAdmitted && p.Role == Sides.Buyer),
                    wishes = state.Wishes.Count,
                    pending = state.Pending.Count,
                    booked = state.Meetings.Values.Count(m => m.Status == MeetingStatus.Booked),
                    results = state.Mart.Results,
                });
            })
            .Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).WithSummary("A mart as Matching sees it now");
        routes.MapPost("/marts/{mart}/clock", MoveClock).Allow(Roles.Organizer).WithSummary("Move the clock of a rehearsal on");
    }

    private static async Task<IResult> MoveClock(string mart, NoBody _, Write write,
        [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
        [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types, TimeProvider clock) =>
        await Deciding.Run(log, write, async () =>
        {
            var settings = await log.Load(types, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) return MeetingRefusals.MartUnknown;
            if (!settings.State.Opened!.Rehearsal) return Write.ClockIsNotYours;
            var now = await write.Time(log, mart, rehearsal: true);
            return new Attempt
            {
                Body = new { now },
                Commit = new Commit(mart, now!.Value, write.Cause) { Streams = [new(MartSettings.ClockStream, StreamAppend.Any, [new ClockMoved()])] },
            };
        }, clock);
}
