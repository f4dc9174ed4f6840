using TravelMart.Boards.Hall;
using TravelMart.Contracts;

namespace TravelMart.Boards.Totals;

/// <summary>
/// Which meetings a figure of a mart's totals counts: the same meetings, by the same rule, so that whoever doubts a figure can open its list. Pure.
/// </summary>
/// <param name="meetings">All meetings.</param>
/// <param name="companies">All companies.</param>
/// <param name="hourOf">The hour, as two digits, in which a slot begins in the mart's zone; null for no slot of the mart.</param>
internal sealed class Figures(IReadOnlyList<Meeting> meetings, IReadOnlyList<Participant> companies, Func<int, string?> hourOf)
{
    private readonly Dictionary<string, Participant> _companies = companies.ToDictionary(c => c.Company, StringComparer.Ordinal);

    /// <summary>The meetings of a figure, such as <c>consultations</c>, <c>outcome-agreed</c>, <c>category-hotel</c>, <c>country-KZ</c> or <c>hour-14</c>; null for no such figure.</summary>
    public IReadOnlyList<Meeting>? Of(string figure) => Rule(figure) is { } counts ? [.. meetings.Where(counts).OrderBy(m => m.Slot).ThenBy(m => m.Seller, StringComparer.Ordinal).ThenBy(m => m.Id)] : null;

    /// <summary>Consultations by the country of the buyer, the most first.</summary>
    public IReadOnlyList<(string Country, int Consultations)> Countries =>
        [.. meetings.Where(CountingRuleV1.IsConsultation).GroupBy(CountryOf, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(c => c.Item2).ThenBy(c => c.Key, StringComparer.Ordinal)];

    private Func<Meeting, bool>? Rule(string figure) => figure switch
    {
        "consultations" => CountingRuleV1.IsConsultation,
        "booked" => m => m.IsBooked,
        "held" => m => m.IsBooked && m.IsHeld,
        "disputed" => m => m.IsBooked && m.IsHeld && m.Disputed,
        "no-shows" => m => m.IsBooked && m.IsNoShow,
        "planned" => m => m.Origin == Origins.PreScheduled,
        "requests" => m => m.Request is not null,
        "declined" => m => m.Stage == Stage.Declined,
        "expired" => m => m.Stage == Stage.Expired,
        "withdrawn" => m => m.Stage == Stage.Withdrawn,
        "cancelled" => m => m.Stage == Stage.Cancelled,
        "moved" => m => m.Moves > 0,
        "psa" => Consultation(m => m.Origin == Origins.PreScheduled),
        "on-site" => Consultation(m => m.Origin == Origins.OnSite),
        "walk-in" => Consultation(m => m.Origin == Origins.WalkIn),
        _ => figure.Split('-', 2) is [var by, { Length: > 0 } value] ? By(by, value) : null,
    };

    private Func<Meeting, bool>? By(string by, string value) => by switch
    {
        "outcome" => Consultation(m => (m.Log?.Outcome ?? "unlogged") == value),
        "category" => Consultation(m => (_companies.GetValueOrDefault(m.Seller)?.Category ?? "uncategorized") == value),
        "country" => Consultation(m => CountryOf(m) == value),
        "hour" => Consultation(m => hourOf(m.Slot) == value),
        "amount" => Consultation(m => m.Log?.Amount?.Kind == value),
        _ => null,
    };

    private static Func<Meeting, bool> Consultation(Func<Meeting, bool> also) => m => CountingRuleV1.IsConsultation(m) && also(m);

    private string CountryOf(Meeting meeting) => _companies.GetValueOrDefault(meeting.Buyer)?.Country ?? "??";
}
