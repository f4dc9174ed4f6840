using System.Text.Json;
using TravelMart.Simulation.Tests.Model;
using TravelMart.Testing;

namespace TravelMart.Simulation.Tests;

/// <summary>What must be true after every step of a mart.</summary>
internal sealed class Proof(TestSystem system, string mart, MartModel model)
{
    private readonly HistoryFold _history = new();
    private readonly ApiClient _organizer = system.Organizer();

    /// <summary>Live figures, figures recomputed from event zero and the model's own are the same; claims are what history implies.</summary>
    public async Task Check()
    {
        await system.Settle();
        var report = (await _organizer.Post($"/boards/marts/{mart}/recompute")).Expect(200).Json;
        var live = FlatTotals.Of(report.GetProperty("live"));
        FlatTotals.Differences(FlatTotals.Of(report.GetProperty("recomputed")), live).ShouldBeEmpty("live figures against recomputed ones");
        FlatTotals.Differences(model.Totals(), live).ShouldBeEmpty("live figures against the model's");
        report.GetProperty("equal").GetBoolean().ShouldBeTrue(report.GetProperty("differences").GetRawText() + report.GetProperty("journalMissing").GetRawText());
        await CheckClaims();
    }

    /// <summary>The answer for everybody, as a page would ask for it.</summary>
    public async Task CheckPublicTotals() =>
        FlatTotals.Differences(model.Totals(), FlatTotals.Of((await system.As("viewer").Get($"/boards/marts/{mart}/totals")).Expect(200).Json)).ShouldBeEmpty("a viewer's totals");

    private async Task CheckClaims()
    {
        var log = system.Log("matching");
        await _history.Follow(log, mart);
        var implied = _history.Claims();
        var held = (await log.ReadClaims(mart)).Select(c => (c.Unit, c.Slot, c.Holder)).OrderBy(c => c.Unit, StringComparer.Ordinal).ThenBy(c => c.Slot).ToList();
        held.ShouldBe(implied, "claims against history");
        var meetings = held.Where(c => c.Unit.StartsWith("table/", StringComparison.Ordinal)).Select(c => (c.Holder, c.Slot)).Order();
        meetings.ShouldBe(model.Encounters.Values.Where(e => e.OnTheBooks).Select(e => ("meeting/" + e.Id, e.Slot)).Order(), "tables held against the model's meetings");
    }
}
