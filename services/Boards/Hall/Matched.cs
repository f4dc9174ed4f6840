using System.Collections.Immutable;
using TravelMart.Boards.Journal;
using TravelMart.Contracts.Matching;

namespace TravelMart.Boards.Hall;

/// <summary>A wish that stands.</summary>
internal sealed record Wish(string From, string About, string FromRole, string Strength, int? Rank);

/// <summary>When a company was first seen in the hall, and how many of it have arrived.</summary>
internal sealed record Arrival(DateTimeOffset First, int People);

/// <summary>A plan, as far as it has come.</summary>
internal sealed record PlanProgress(Guid Plan, string Engine, int Placed, int Unplaced, long Weight, bool Published, bool Settled);

/// <summary>A numbered result with what Matching had told at that moment.</summary>
internal sealed record SealedResult(ResultSealed Fact, DateTimeOffset At, Matched Snapshot);

/// <summary>What Matching says: wishes, meetings, plans, arrivals, results.</summary>
internal sealed record Matched : IPart<Matched>
{
    public static Matched Empty { get; } = new();

    public ImmutableDictionary<Guid, Meeting> Meetings { get; init; } = ImmutableDictionary<Guid, Meeting>.Empty;

    public ImmutableDictionary<(string From, string About), Wish> Wishes { get; init; } = ImmutableDictionary<(string, string), Wish>.Empty;

    public ImmutableDictionary<string, IReadOnlyList<int>> Blocked { get; init; } = ImmutableDictionary<string, IReadOnlyList<int>>.Empty;

    public ImmutableDictionary<string, Arrival> Arrivals { get; init; } = ImmutableDictionary<string, Arrival>.Empty;

    public ImmutableDictionary<Guid, PlanProgress> Plans { get; init; } = ImmutableDictionary<Guid, PlanProgress>.Empty;

    public ImmutableList<PlanEntryUnplaced> Unplaced { get; init; } = [];

    public ImmutableList<SealedResult> Results { get; init; } = [];

    /// <summary>The latest instant of the mart's clock; null before anything happened.</summary>
    public DateTimeOffset? Clock { get; init; }

    public Matched With(JournalEntry entry)
    {
        var next = Apply(entry);
        return next.Clock is { } clock && clock >= entry.At ? next : next with { Clock = entry.At };
    }

    public Meeting? Find(Guid meeting) => Meetings.GetValueOrDefault(meeting);

    private Matched Apply(JournalEntry entry) => entry.Body switch
    {
        WishStated w => this with { Wishes = Wishes.SetItem((w.From, w.About), new(w.From, w.About, w.FromRole, w.Strength, w.Rank)) },
        WishCleared w => this with { Wishes = Wishes.Remove((w.From, w.About)) },
        AvailabilityChanged a => this with { Blocked = Blocked.SetItem(a.Company, a.BlockedSlots) },
        HallCheckedIn h => Arrive(h.Company, entry.At),
        PlanDrafted p => Plan(p.Plan, _ => new(p.Plan, p.Engine, p.Placed, p.Unplaced, p.Weight, false, false)),
        PlanPublished p => Plan(p.Plan, known => known with { Published = true }),
        PlanSettled p => Plan(p.Plan, known => known with { Settled = true }),
        PlanEntryUnplaced u => this with { Unplaced = Unplaced.Add(u) },
        ResultSealed r => this with { Results = Results.Add(new(r, entry.At, this)) },
        _ when MeetingFold.MeetingOf(entry.Body) is { } meeting => this with
        {
            Meetings = Meetings.SetItem(meeting, MeetingFold.Apply(Find(meeting) ?? new Meeting(meeting), entry)),
        },
        _ => this,
    };

    private Matched Arrive(string company, DateTimeOffset at)
    {
        var arrival = Arrivals.TryGetValue(company, out var known) ? known with { People = known.People + 1 } : new Arrival(at, 1);
        return this with { Arrivals = Arrivals.SetItem(company, arrival) };
    }

    private Matched Plan(Guid plan, Func<PlanProgress, PlanProgress> change)
    {
        var known = Plans.GetValueOrDefault(plan) ?? new PlanProgress(plan, "", 0, 0, 0, false, false);
        return this with { Plans = Plans.SetItem(plan, change(known)) };
    }
}
