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
/// <param name="Contracts">Contracts that the live view had folded.</param>
/// <param name="Equal">Whether hall and totals were the same and the journal held exactly the sources' contracts.</param>
/// <param name="Differences">Up to 200 values that differed.</param>
/// <param name="DifferenceCount">All of them.</param>
/// <param name="JournalMissing">Messages that the journal lacked; they were put back.</param>
/// <param name="JournalExtra">Messages in the journal that no source knows; they are left out of the rebuilt view.</param>
/// <param name="Repaired">Messages put back.</param>
/// <param name="Swapped">Whether the rebuilt view took the place of the live one.</param>
/// <param name="Live">Totals of the live view before.</param>
/// <param name="Recomputed">Totals from event zero.</param>
/// <param name="Hash">SHA-256 over the canonical JSON of the recomputed hall.</param>
/// <param name="Attempts">How often it began again because the mart moved on meanwhile.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record RecomputeReport(string Mart, int Events, int Contracts, bool Equal, IReadOnlyList<ViewDifference> Differences,
    int DifferenceCount, IReadOnlyList<Guid> JournalMissing, IReadOnlyList<Guid> JournalExtra, int Repaired, bool Swapped, MartTotals Live,
    MartTotals Recomputed, string Hash, int Attempts, long Milliseconds);

/// <summary>
/// Builds a mart's view a second time, from the sources' own logs and from event zero, beside the live one; says in what they differ;
/// puts back what the journal lost; and lets the rebuilt view take the live one's place.
/// </summary>
internal sealed class Recomputation(ContractFeeds feeds, MessageJournal journal, LiveView<HallState> view, TimeProvider clock)
{
    private const int MostDifferences = 200;
    private static readonly IReadOnlyList<string> Sources = [.. ContractMessage.Types.Select(ContractMessage.SourceOf).Distinct()];
    private const int MostAttempts = 5;
    private static readonly TimeSpan CatchUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(25);

    public async Task<RecomputeReport> Run(string mart, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var messages = await Read(mart, cancel);
            var rebuilt = messages.Aggregate(new HallState(mart), HallView.Apply);
            await WaitUntilKnown(mart, rebuilt, cancel);
            var live = view.Of(mart);
            if (attempt < MostAttempts && HasMovedOn(live, rebuilt)) continue;

            var report = await Compare(mart, messages, live, rebuilt, cancel);
            report = report with { Repaired = await PutBack(messages, report.JournalMissing, cancel) };
            var swapped = await Swap(mart, rebuilt, report.Repaired > 0, cancel);
            if (!swapped && report.Repaired == 0 && attempt < MostAttempts) continue;
            return report with
            {
                Swapped = swapped,
                Attempts = attempt,
                Milliseconds = (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
            };
        }
    }

    private async Task<IReadOnlyList<ContractMessage>> Read(string mart, CancellationToken cancel)
    {
        var messages = new List<ContractMessage>();
        foreach (var source in Sources)
            await foreach (var message in feeds.OfMart(source, mart, cancel)) messages.Add(message);
        return messages;
    }

    /// <summary>The live view is given a moment to receive what the sources have already published.</summary>
    private async Task WaitUntilKnown(string mart, HallState rebuilt, CancellationToken cancel)
    {
        for (var until = clock.GetUtcNow() + CatchUp; clock.GetUtcNow() < until && Lacks(view.Of(mart), rebuilt);)
            await Task.Delay(Glance, clock, cancel);
    }

    // A contract may overtake another on its way, so the last position alone does not tell.
    private static bool Lacks(HallState live, HallState rebuilt) => IsBehind(live, rebuilt) || live.Contracts < rebuilt.Contracts;

    private static bool IsBehind(HallState live, HallState rebuilt) =>
        live.Registration.LastPosition < rebuilt.Registration.LastPosition
        || live.Catalogue.LastPosition < rebuilt.Catalogue.LastPosition
        || live.Matching.LastPosition < rebuilt.Matching.LastPosition;

    private static bool HasMovedOn(HallState live, HallState rebuilt) => IsBehind(rebuilt, live);

    private async Task<RecomputeReport> Compare(string mart, IReadOnlyList<ContractMessage> messages, HallState live, HallState rebuilt,
        CancellationToken cancel)
    {
        var (totalsBefore, totals) = (CountingRuleV1.Count(live), CountingRuleV1.Count(rebuilt));
        var (hallBefore, hall) = (EverythingDocument.Of(live), EverythingDocument.Of(rebuilt));
        var differences = Prefixed("/hall", Differences.Between(hallBefore, hall)).Concat(Prefixed("/totals", Differences.Between(totalsBefore, totals))).ToList();
        var kept = await journal.Ids(mart, cancel);
        var sent = messages.Select(m => m.Id).ToHashSet();
        List<Guid> missing = [.. messages.Where(m => !kept.ContainsKey(m.Id)).Select(m => m.Id)];
        List<Guid> extra = [.. kept.Keys.Where(id => !sent.Contains(id))];
        var canonical = FactJson.Canonical(JsonSerializer.SerializeToElement(hall, FactJson.Options));
        return new(mart, messages.Count, live.Contracts, differences.Count == 0 && missing.Count == 0 && extra.Count == 0,
            [.. differences.Take(MostDifferences)], differences.Count, missing, extra, 0, false, totalsBefore, totals, FactJson.Hash(canonical), 0, 0);
    }

    private static IEnumerable<ViewDifference> Prefixed(string prefix, IEnumerable<Difference> found) =>
        found.Select(d => new ViewDifference(prefix + d.Path, d.Before, d.After));

    private async Task<int> PutBack(IReadOnlyList<ContractMessage> messages, IReadOnlyList<Guid> missing, CancellationToken cancel)
    {
        var lost = missing.ToHashSet();
        var back = 0;
        foreach (var message in messages.Where(m => lost.Contains(m.Id)))
            if (await journal.Keep(message, cancel)) back++;
        return back;
    }

    /// <summary>
    /// What was put back reaches the live view like any other message. The swap happens only while the live view is where the sources
    /// were, or it would lose what came meanwhile; other marts may move it on, so it is tried a few times.
    /// </summary>
    private async Task<bool> Swap(string mart, HallState rebuilt, bool repaired, CancellationToken cancel)
    {
        if (repaired) await view.WaitFor(await journal.LastPosition(cancel), CatchUp, cancel);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var position = view.Position;
            if (HasMovedOn(view.Of(mart), rebuilt)) return false;
            if (view.Swap(mart, rebuilt, position)) return true;
        }
        return false;
    }
}
