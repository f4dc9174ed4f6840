using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Scheduling;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Plans;

/// <summary>A plan in figures.</summary>
internal sealed record PlanSummary(Guid Plan, string? Engine, long? Seed, int Placed, int Unplaced, long? Weight, long? WeightBound, bool IsPublished, bool IsSettled,
    int CameBack)
{
    public static PlanSummary Of(Plan p) => new(p.Id, p.Drafted?.Engine, p.Drafted?.Seed, p.Placed.Count, p.Unplaced.Count, p.Drafted?.Weight,
        p.Drafted?.WeightBound, p.IsPublished, p.IsSettled, p.CameBack.Count);
}

/// <summary>A plan with its entries.</summary>
internal sealed record WholePlan(PlanSummary Summary, IReadOnlyList<PlacedEntry> Placed, IReadOnlyList<UnplacedEntry> Unplaced,
    IReadOnlyList<UnplacedEntry> CameBack);

/// <summary>A pair that two plans place in different slots.</summary>
internal sealed record OtherSlot(string Buyer, string Seller, int SlotInA, int SlotInB);

/// <summary>Where two plans differ.</summary>
internal sealed record PlanComparison(PlanSummary A, PlanSummary B, IReadOnlyList<PlacedEntry> OnlyInA, IReadOnlyList<PlacedEntry> OnlyInB,
    IReadOnlyList<OtherSlot> OtherSlot);

/// <summary>Drafts beside each other: what each places, what it leaves out and why, and in which pairs two drafts differ.</summary>
internal static class GetPlans
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}/plans", async (string mart, LiveView<MatchIndex> index, CancellationToken cancel) =>
                (await index.Fresh(mart, cancel)).Plans.Values.OrderBy(p => p.Id).Select(PlanSummary.Of))
            .Allow(Roles.Organizer).WithSummary("All plans of a mart");
        routes.MapGet("/marts/{mart}/plans/{plan:guid}", async (string mart, Guid plan, LiveView<MatchIndex> index, CancellationToken cancel) =>
                Find(await index.Fresh(mart, cancel), plan) is { } found
                    ? Results.Ok(new WholePlan(PlanSummary.Of(found), found.Placed, found.Unplaced, [.. CameBack(found)]))
                    : Unknown)
            .Allow(Roles.Organizer).Produces<WholePlan>().WithSummary("One plan with its entries");
        routes.MapGet("/marts/{mart}/plans/{plan:guid}/compare/{other:guid}", async (string mart, Guid plan, Guid other, LiveView<MatchIndex> index, CancellationToken cancel) =>
            {
                var state = await index.Fresh(mart, cancel);
                return Find(state, plan) is { } a && Find(state, other) is { } b ? Results.Ok(Compare(a, b)) : Unknown;
            })
            .Allow(Roles.Organizer).Produces<PlanComparison>().WithSummary("Where two plans differ");
        routes.MapGet("/marts/{mart}/problem", async (string mart, LiveView<MatchIndex> index, CancellationToken cancel) =>
                Results.Bytes(ProblemFile.Write(WishesProblem.Of(mart, await index.Fresh(mart, cancel))), "application/json"))
            .Allow(Roles.Organizer).Produces<JsonObject>().WithSummary("All wishes as a problem file, for the command line or another scheduler");
    }

    private static IResult Unknown => Problems.NotFound("PlanUnknown", "There is no such plan.");

    private static Plan? Find(MatchIndex state, Guid plan) => state.Plans.GetValueOrDefault(plan);

    private static IEnumerable<UnplacedEntry> CameBack(Plan plan) => plan.CameBack.Select(c => new UnplacedEntry(c.Key.Buyer, c.Key.Seller, c.Value));

    private static PlanComparison Compare(Plan a, Plan b)
    {
        var (inA, inB) = (a.Placed.ToDictionary(p => (p.Buyer, p.Seller)), b.Placed.ToDictionary(p => (p.Buyer, p.Seller)));
        return new(PlanSummary.Of(a), PlanSummary.Of(b),
            [.. inA.Values.Where(p => !inB.ContainsKey((p.Buyer, p.Seller)))], [.. inB.Values.Where(p => !inA.ContainsKey((p.Buyer, p.Seller)))],
            [
                .. inA.Values.Where(p => inB.TryGetValue((p.Buyer, p.Seller), out var other) && other.Slot != p.Slot)
                    .Select(p => new OtherSlot(p.Buyer, p.Seller, p.Slot, inB[(p.Buyer, p.Seller)].Slot)),
            ]);
    }
}
