using System.Collections.Immutable;
using TravelMart.EventSourcing;

namespace TravelMart.Matching.Plans;

/// <summary>A wish that a plan places.</summary>
internal sealed record PlacedEntry(string Buyer, string Seller, int Slot, long Weight, string Reason);

/// <summary>A wish that a plan does not place, and why.</summary>
internal sealed record UnplacedEntry(string Buyer, string Seller, string Reason);

[EventName("plan-drafted")]
internal sealed record PlanDrafted(string Engine, long Seed, int Placed, int Unplaced, long Weight, long? WeightBound, string ProblemHash);

/// <summary>The entries of a plan, in portions, so that a plan of many thousand meetings needs no huge fact.</summary>
[EventName("plan-entries")]
internal sealed record PlanEntries(IReadOnlyList<PlacedEntry> Placed, IReadOnlyList<UnplacedEntry> Unplaced);

[EventName("plan-published")]
internal sealed record PlanPublished;

/// <summary>An entry that could not become a booking, or a wish that the plan had to leave out, of a pair that does not meet otherwise.</summary>
[EventName("plan-entry-unplaced")]
internal sealed record PlanEntryUnplaced(string Buyer, string Seller, string Reason);

[EventName("plan-settled")]
internal sealed record PlanSettled;

/// <summary>A plan: a frozen proposal. Publishing turns its entries into ordinary bookings, one by one.</summary>
internal sealed record Plan(Guid Id)
{
    public PlanDrafted? Drafted { get; init; }

    public ImmutableList<PlacedEntry> Placed { get; init; } = [];

    public ImmutableList<UnplacedEntry> Unplaced { get; init; } = [];

    public bool IsPublished { get; init; }

    public bool IsSettled { get; init; }

    /// <summary>What came back from publishing, by pair.</summary>
    public ImmutableDictionary<(string Buyer, string Seller), string> CameBack { get; init; } = ImmutableDictionary<(string, string), string>.Empty;

    public static string StreamOf(Guid plan) => "plan/" + plan;

    /// <summary>The meeting of an entry: made from plan and pair, so that publishing twice books once.</summary>
    public static Guid MeetingOf(Guid plan, string buyer, string seller) => Ids.From("planned", plan.ToString(), buyer, seller);

    public static Plan Evolve(Plan state, object fact) => fact switch
    {
        PlanDrafted d => state with { Drafted = d },
        PlanEntries e => state with { Placed = state.Placed.AddRange(e.Placed), Unplaced = state.Unplaced.AddRange(e.Unplaced) },
        PlanPublished => state with { IsPublished = true },
        PlanEntryUnplaced u => state with { CameBack = state.CameBack.SetItem((u.Buyer, u.Seller), u.Reason) },
        PlanSettled => state with { IsSettled = true },
        _ => state,
    };
}
