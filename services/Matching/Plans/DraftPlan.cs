using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Scheduling;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Plans;

/// <summary>
/// The organizer drafts a plan from all wishes as they stand. A draft changes nothing for anybody: several can be made and compared,
/// and one is published.
/// </summary>
internal sealed class DraftPlan(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log, LiveView<MatchIndex> index, IScheduler scheduler, TimeProvider clock)
{
    private const int Portion = 500;

    // Enough to prove the weight of most marts and to make agendas compact, and still an answer while somebody waits.
    private const long Rounds = 300;

    internal sealed record Request(long Seed = 1);

    internal sealed record Answer(Guid Plan, string Engine, long Seed, int Placed, int Unplaced, long Weight, long? WeightBound);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/plans", (string mart, Request request, Write write, DraftPlan slice, CancellationToken cancel) =>
                slice.Handle(mart, request.Seed, write, cancel))
            .Allow(Roles.Organizer).Produces<Answer>(StatusCodes.Status201Created).WithSummary("Draft a plan from all wishes");

    private async Task<IResult> Handle(string mart, long seed, Write write, CancellationToken cancel)
    {
        var state = await index.Fresh(mart, cancel);
        if (state.Mart.Opened is not { } opened) return Problems.From(Meetings.MeetingRefusals.MartUnknown);
        if (state.Mart.IsClosed) return Problems.From(Meetings.MeetingRefusals.MartIsClosed);
        if (await write.Time(log, mart, opened.Rehearsal, cancel) is not { } now) return Problems.From(Write.ClockIsNotYours);

        var problem = WishesProblem.Of(mart, state);
        var made = scheduler.Schedule(problem, new SearchBudget(seed, Rounds), stop: cancel);
        if (made.Status is PlanStatus.Infeasible or PlanStatus.Unknown)
            return Problems.From(new Refusal("NoPlanFound", "The meetings on the books leave no room for a plan that keeps every rule."));
        var plan = Ids.From("plan", mart, write.CommandId.ToString());
        var facts = Facts(problem, made, scheduler.GetType().Name, seed, state);
        var drafted = (PlanDrafted)facts[0];
        return await Deciding.Run(log, write, () => Task.FromResult(new Attempt
        {
            Status = StatusCodes.Status201Created,
            Body = new Answer(plan, drafted.Engine, drafted.Seed, drafted.Placed, drafted.Unplaced, drafted.Weight, drafted.WeightBound),
            Commit = new Commit(mart, now, write.Cause with { Correlation = plan.ToString() }) { Streams = [new(Plan.StreamOf(plan), 0, facts)] },
        }), clock);
    }

    private static IReadOnlyList<object> Facts(Problem problem, Scheduling.Plan made, string engine, long seed, MatchIndex state)
    {
        var wishes = WishesProblem.Pairs(state).ToDictionary(p => (p.Buyer, p.Seller));
        var placed = (from p in made.Placed
                      let pair = WishesProblem.PairOf(p.Meeting)
                      where pair is not null
                      let wish = wishes[pair.Value]
                      select new PlacedEntry(wish.Buyer, wish.Seller, p.Slot, WishesProblem.Weight(wish.Buyers, wish.Sellers),
                          WishesProblem.Why(wish.Buyers, wish.Sellers))).ToList();
        var unplaced = (from u in made.Unplaced
                        let pair = WishesProblem.PairOf(u.Meeting)
                        where pair is not null
                        select new UnplacedEntry(pair.Value.Buyer, pair.Value.Seller, u.Reason)).ToList();
        var bound = made.Objectives.FirstOrDefault(o => o.Objective == Objective.Weight)?.Bound;
        var hash = FactJson.Hash(Convert.ToBase64String(ProblemFile.Write(problem)));
        List<object> facts = [new PlanDrafted(engine, seed, placed.Count, unplaced.Count, placed.Sum(p => p.Weight), bound, hash)];
        facts.AddRange(placed.Chunk(Portion).Select(rows => new PlanEntries(rows, [])));
        facts.AddRange(unplaced.Chunk(Portion).Select(rows => new PlanEntries([], rows)));
        return facts;
    }
}
