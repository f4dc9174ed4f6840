using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

/// <summary>A mart as its meetings see it, with what has come of it so far.</summary>
internal sealed record MartNow(string Mart, DateTimeOffset Now, string TimeZone, bool Rehearsal, IReadOnlyList<SlotTime> Slots, int Sellers, int Buyers, int Wishes,
    int Pending, int Booked, int Results)
{
    public static MartNow Of(string mart, MatchIndex state, MartOpened opened) => new(mart, state.Now, opened.TimeZone, opened.Rehearsal, opened.Slots,
        state.Participants.Values.Count(p => p.IsAdmitted && p.Role == Sides.Seller), state.Participants.Values.Count(p => p.IsAdmitted && p.Role == Sides.Buyer),
        state.Wishes.Count, state.Pending.Count, state.Meetings.Values.Count(m => m.Status == MeetingStatus.Booked), state.Mart.Results);
}

/// <summary>The time of a mart's clock.</summary>
internal sealed record MartTime(DateTimeOffset Now);

/// <summary>What Matching knows of a mart at this moment; and, in a rehearsal, the hand that moves its clock.</summary>
internal static class MartEndpoints
{
    internal sealed record NoBody;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}", async (string mart, LiveView<MatchIndex> index, CancellationToken cancel) =>
            {
                var state = await index.Fresh(mart, cancel);
                return state.Mart.Opened is { } opened ? Results.Ok(MartNow.Of(mart, state, opened)) : Problems.From(MeetingRefusals.MartUnknown);
            })
            .Allow(Roles.Organizer, Roles.Buyer, Roles.Seller).Produces<MartNow>().WithSummary("A mart as Matching sees it now");
        routes.MapPost("/marts/{mart}/clock", MoveClock).Allow(Roles.Organizer).Produces<MartTime>().WithSummary("Move the clock of a rehearsal on to the header Mart-Time; an earlier time leaves it where it is");
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
                Body = new MartTime(now!.Value),
                Commit = new Commit(mart, now!.Value, write.Cause) { Streams = [new(MartSettings.ClockStream, StreamAppend.Any, [new ClockMoved()])] },
            };
        }, clock);
}
