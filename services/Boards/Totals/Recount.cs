using System.Text.Json;
using TravelMart.Boards.Hall;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Totals;

/// <summary>A mart's totals, counted from its contracts by whoever holds them, without a running board.</summary>
public static class Recount
{
    /// <summary>The totals as boards show them.</summary>
    /// <param name="mart">The mart.</param>
    /// <param name="contracts">Everything that was published about it, in any order.</param>
    public static JsonElement Totals(string mart, IEnumerable<ContractMessage> contracts) =>
        JsonSerializer.SerializeToElement(CountingRuleV1.Count(contracts.Aggregate(new HallState(mart), HallView.Apply)), FactJson.Options);
}
