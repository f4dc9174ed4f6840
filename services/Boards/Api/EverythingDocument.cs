using TravelMart.Boards.Hall;
using TravelMart.Contracts.Matching;
using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Api;

/// <summary>
/// A state written out whole and in a fixed order, so that two states can be compared. Never shown: it holds requests and logs.
/// </summary>
internal sealed record EverythingDocument(MartOpened? Opened, IReadOnlyDictionary<string, Participant> Companies,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, bool>> Products, IReadOnlyDictionary<string, Meeting> Meetings,
    IReadOnlyDictionary<string, Wish> Wishes, IReadOnlyDictionary<string, IReadOnlyList<int>> Blocked,
    IReadOnlyDictionary<string, Arrival> Arrivals, IReadOnlyDictionary<string, PlanProgress> Plans,
    IReadOnlyList<PlanEntryUnplaced> Unplaced, IReadOnlyList<HallEvent> Latest, IReadOnlyList<ResultSealed> Results, DateTimeOffset? Clock)
{
    public static EverythingDocument Of(HallState state)
    {
        var matched = state.Matching.Now;
        return new(state.Opened, Sorted(state.Registration.Now.Companies, c => c),
            Sorted(state.Catalogue.Now.Shelves.ToDictionary(s => s.Key, s => Sorted(s.Value.Products, p => p)), p => p),
            Sorted(matched.Meetings, m => m.ToString()), Sorted(matched.Wishes, w => $"{w.From} {w.About}"), Sorted(matched.Blocked, c => c),
            Sorted(matched.Arrivals, c => c), Sorted(matched.Plans, p => p.ToString()), matched.Unplaced,
            HallEvents.Latest(state, HallEvents.Most), [.. matched.Results.Select(r => r.Fact)], matched.Clock);
    }

    private static IReadOnlyDictionary<string, TValue> Sorted<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> all, Func<TKey, string> name) =>
        new SortedDictionary<string, TValue>(all.ToDictionary(p => name(p.Key), p => p.Value), StringComparer.Ordinal);
}
