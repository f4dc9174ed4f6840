using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;

namespace TravelMart.Boards.Api;

/// <summary>A numbered result with its totals and what changed since the one before.</summary>
internal sealed record ResultDocument(int Number, Moments At, long HistoryEvents, string HistoryHash, IReadOnlyList<Guid> Unresolved, string? Reason,
    MartTotals Totals, IReadOnlyList<Difference> Differences);

/// <summary>All results of a mart.</summary>
internal sealed record ResultsDocument(string Mart, string TimeZone, string CountingRule, IReadOnlyList<ResultDocument> Results, MartTotals Now)
{
    /// <summary>
    /// Each result with the totals as they stood when it was sealed. Companies are those of that instant, so that a seller who leaves
    /// afterwards does not change a sealed result.
    /// </summary>
    public static ResultsDocument Of(HallState state)
    {
        var opened = state.Opened!;
        var results = new List<ResultDocument>();
        foreach (var result in state.Matching.Now.Results)
        {
            var totals = CountingRuleV1.Count(state.AsOf(result.At).Registration.Now, result.Snapshot);
            results.Add(new(result.Fact.Number, Moments.Of(result.At, opened.TimeZone), result.Fact.HistoryEvents, result.Fact.HistoryHash,
                result.Fact.Unresolved, result.Fact.Reason, totals,
                results.Count == 0 ? [] : Differences.Between(results[^1].Totals, totals)));
        }
        return new(state.Mart, opened.TimeZone, opened.CountingRule, results, CountingRuleV1.Count(state));
    }
}
