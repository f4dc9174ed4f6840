using System.Diagnostics;
using System.Text.Json;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.Boards.Totals;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Recompute;

/// <summary>A value in which the live view differed from the recomputed one.</summary>
internal sealed record ViewDifference(string Path, JsonElement? Live, JsonElement? Recomputed);

/// <summary>What a recomputation found.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Events">Contracts that the sources' logs hold.</param>
/// <param name="Contracts">Contracts that the live view had folded of them.</param>
/// <param name="Equal">Whether hall and totals were the same and the journal held exactly the sources' contracts.</param>
/// <param name="Differences">Up to 200 values that differed.</param>
/// <param name="DifferenceCount">All of them.</param>
/// <param name="JournalMissing">Messages that the journal lacked; they were put back.</param>
/// <param name="JournalExtra">Messages in the journal that no source knows; they are left out of the rebuilt view.</param>
/// <param name="Repaired">Messages put back.</param>
/// <param name="Live">Totals of the live view before.</param>
/// <param name="Recomputed">Totals from event zero.</param>
/// <param name="Hash">SHA-256 over the canonical JSON of the recomputed hall.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record RecomputeReport(string Mart, int Events, int Contracts, bool Equal, IReadOnlyList<ViewDifference> Differences,
    int DifferenceCount, IReadOnlyList<Guid> JournalMissing, IReadOnlyList<Guid> JournalExtra, int Repaired, MartTotals Live,
    MartTotals Recomputed, string Hash, long Milliseconds);

/// <summary>
/// Builds a mart's view a second time, from the sources' own logs and from event zero, beside the live one; says in what they differ;
/// puts back what the journal lost; and lets the rebuilt view take the live one's place. The mart may go on meanwhile: the live view is
/// compared as it stood where the sources were read, and what came later is folded onto the rebuilt one.
/// </summary>
internal sealed class Recomputation(ContractFeeds feeds, MessageJournal journal, LiveView<HallState> view, TimeProvider clock)
{
    private const int MostDifferences = 200;
    private static readonly IReadOnlyList<string> Sources = [.. ContractMessage.Types.Select(ContractMessage.SourceOf).Distinct()];
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    public async Task<RecomputeReport> Run(string mart, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        // Read before the sources are: whatever is in it then, a source must know.
        var kept = await journal.Ids(mart, cancel);
        var messages = await Read(mart, cancel);
        var rebuilt = messages.Aggregate(new HallState(mart), HallView.Apply);
        var live = await CaughtUp(mart, rebuilt, cancel);
        var known = await journal.Ids(mart, cancel);
        List<ContractMessage> missing = [.. messages.Where(m => !known.ContainsKey(m.Id))];
        HashSet<Guid> extra = [.. kept.Keys.Except(messages.Select(m => m.Id))];
        var report = Compare(live, rebuilt) with
        {
            Events = messages.Count,
            JournalMissing = [.. missing.Select(m => m.Id)],
            JournalExtra = [.. extra],
            Repaired = await PutBack(missing, cancel),
        };
        view.Swap(mart, now => now.Beyond(rebuilt).Where(e => !extra.Contains(e.Id)).Aggregate(rebuilt, (state, e) => state.With(e)));
        return report with
        {
            Equal = report.Equal && missing.Count == 0 && extra.Count == 0,
            Milliseconds = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
        };
    }

    /// <summary>The live view where the sources were read; it is given a moment to receive what they had published by then.</summary>
    private async Task<HallState> CaughtUp(string mart, HallState rebuilt, CancellationToken cancel)
    {
        var until = clock.GetUtcNow() + CatchUp;
        while (true)
        {
            var live = view.Of(mart).UpTo(rebuilt);
            if (live.Contracts >= rebuilt.Contracts || clock.GetUtcNow() >= until) return live;
            await Task.Delay(Glance, clock, cancel);
        }
    }

    private async Task<IReadOnlyList<ContractMessage>> Read(string mart, CancellationToken cancel)
    {
        var messages = new List<ContractMessage>();
        foreach (var source in Sources)
            await foreach (var message in feeds.OfMart(source, mart, cancel)) messages.Add(message);
        return messages;
    }

    private static RecomputeReport Compare(HallState live, HallState rebuilt)
    {
        var (totalsBefore, totals) = (CountingRuleV1.Count(live), CountingRuleV1.Count(rebuilt));
        var (hallBefore, hall) = (EverythingDocument.Of(live), EverythingDocument.Of(rebuilt));
        var differences = Prefixed("/hall", Differences.Between(hallBefore, hall)).Concat(Prefixed("/totals", Differences.Between(totalsBefore, totals))).ToList();
        var canonical = FactJson.Canonical(JsonSerializer.SerializeToElement(hall, FactJson.Options));
        return new(rebuilt.Mart, 0, live.Contracts, differences.Count == 0, [.. differences.Take(MostDifferences)], differences.Count, [], [], 0,
            totalsBefore, totals, FactJson.Hash(canonical), 0);
    }

    private static IEnumerable<ViewDifference> Prefixed(string prefix, IEnumerable<Difference> found) =>
        found.Select(d => new ViewDifference(prefix + d.Path, d.Before, d.After));

    // What never came is kept as if it came now, so that its delivery is known when it comes after all; what came and was lost is put back.
    private async Task<int> PutBack(IReadOnlyList<ContractMessage> missing, CancellationToken cancel)
    {
        var back = 0;
        foreach (var message in missing)
            if (await journal.Keep(message, cancel)) back++;
        return back;
    }
}
