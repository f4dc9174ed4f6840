using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Plans;

/// <summary>
/// Publishing freezes a plan; then each entry becomes an ordinary booking, sent one by one under an id made from plan and pair. A crash
/// half way books nothing twice, live edits keep working in between, and what cannot be booked comes back as unplaced with its reason,
/// unless the pair meets already: then it lacks no place.
/// </summary>
internal static class PublishPlan
{
    internal sealed record Request;

    internal sealed record Answer(Guid Plan);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/plans/{plan:guid}/publish", Handle)
            .Allow(Roles.Organizer).Produces<Answer>(StatusCodes.Status202Accepted).WithSummary("Publish a plan: its entries become bookings");

    public static Decision Decide(Plan plan) =>
        plan.Drafted is null ? new Refusal("PlanUnknown", "There is no such plan.", 404)
        : plan.IsPublished ? Decision.AlreadyTrue
        : Decision.Of(new PlanPublished());

    private static async Task<IResult> Handle(string mart, Guid plan, Request _, Write write,
        [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
        [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types, TimeProvider clock) =>
        await Deciding.Run(log, write, async () =>
        {
            var settings = await log.Load(types, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) return MeetingRefusals.MartUnknown;
            if (settings.State.IsClosed) return MeetingRefusals.MartIsClosed;
            if (await write.Time(log, mart, settings.State.Opened!.Rehearsal) is not { } now) return Write.ClockIsNotYours;
            var loaded = await log.Load(types, mart, Plan.StreamOf(plan), new Plan(plan), Plan.Evolve);
            var decision = Decide(loaded.State);
            if (decision.Refusal is not null) return decision.Refusal;
            var body = new Answer(plan);
            if (decision.Events.Count == 0) return new Attempt { Body = body, Status = StatusCodes.Status202Accepted };
            return new Attempt
            {
                Body = body,
                Status = StatusCodes.Status202Accepted,
                Commit = new Commit(mart, now, write.Cause with { Correlation = plan.ToString() })
                {
                    Streams = [new(Plan.StreamOf(plan), loaded.Version, decision.Events)],
                },
            };
        }, clock);
}

/// <summary>The process manager: follows published plans and books their entries.</summary>
internal sealed class PlanPublisher(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    MeetingDesk desk, TimeProvider clock, ILogger<PlanPublisher> logger)
    : LogSubscriber("plan-publisher", log, clock, logger)
{
    private readonly IEventLog _log = log;
    private readonly TimeProvider _clock = clock;

    protected override bool Concerns(RecordedEvent e) => types.Is<PlanPublished>(e);

    protected override async Task Handle(RecordedEvent e, CancellationToken cancel)
    {
        var id = Guid.Parse(e.Stream["plan/".Length..]);
        var plan = (await _log.Load(types, e.Mart, e.Stream, new Plan(id), Plan.Evolve, cancel)).State;
        if (plan.IsSettled) return;
        foreach (var entry in plan.Unplaced) await ComeBack(e, id, entry.Buyer, entry.Seller, entry.Reason);
        // What came back before a crash is told already, even where there would be room for it now.
        foreach (var entry in plan.Placed.Where(p => !plan.CameBack.ContainsKey((p.Buyer, p.Seller))))
        {
            cancel.ThrowIfCancellationRequested();
            if (await Book(e, id, entry) is { } refusal) await ComeBack(e, id, entry.Buyer, entry.Seller, $"{refusal.Name}: {refusal.Sentence}");
        }
        await Append(e, id, state => state.IsSettled ? [] : [new PlanSettled()]);
    }

    private async Task<Refusal?> Book(RecordedEvent published, Guid plan, PlacedEntry entry)
    {
        var meeting = Plan.MeetingOf(plan, entry.Buyer, entry.Seller);
        var cause = new Cause(Ids.From("book", meeting.ToString()), published.Cause.Actor, Causation: published.Id, TraceParent: published.Cause.TraceParent);
        var outcome = await desk.Handle(new(published.Mart, meeting, (entry.Buyer, entry.Seller), [entry.Slot]), cause, published.At, scene =>
            scene.Meeting.Status != MeetingStatus.None
                ? Decision.AlreadyTrue
                : BookingDecision.Book(scene, entry.Slot, scene.OriginNow, repeat: false, plan, entry.Reason));
        return (outcome as Outcome.Refused)?.Refusal switch
        {
            { Status: StatusCodes.Status503ServiceUnavailable } busy => throw new InvalidOperationException(busy.Sentence),
            var refusal => refusal,
        };
    }

    private async Task ComeBack(RecordedEvent published, Guid plan, string buyer, string seller, string reason)
    {
        var meets = (await _log.ReadClaims(published.Mart, -1, [Booking.PairUnit(buyer, seller)])).Count > 0;
        if (!meets) await Append(published, plan, state => state.CameBack.ContainsKey((buyer, seller)) ? [] : [new PlanEntryUnplaced(buyer, seller, reason)]);
    }

    private async Task Append(RecordedEvent published, Guid plan, Func<Plan, IReadOnlyList<object>> facts)
    {
        var outcome = await Deciding.Run(_log, async () =>
        {
            var loaded = await _log.Load(types, published.Mart, published.Stream, new Plan(plan), Plan.Evolve);
            var cause = new Cause(Guid.CreateVersion7(_clock.GetUtcNow()), "system", Correlation: plan.ToString(), Causation: published.Id);
            return facts(loaded.State) is { Count: > 0 } news
                ? new Attempt { Commit = new Commit(published.Mart, published.At, cause) { Streams = [new(published.Stream, loaded.Version, news)] } }
                : new Attempt();
        }, _clock);
        if (outcome is Outcome.Refused { Refusal: var busy }) throw new InvalidOperationException(busy.Sentence);
    }
}
