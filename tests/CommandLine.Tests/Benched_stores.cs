using System.Text.Json;
using TravelMart.CommandLine.Tests.Replays;
using TravelMart.CommandLine.Verbs;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Tests;

[Collection(Alone.Name)]
public sealed class Benched_stores
{
    [Fact]
    [Trait("needs", "server")]
    public async Task Every_store_that_was_built_is_measured_with_as_many_events_as_were_asked_for()
    {
        var told = await Verb.Run(BenchVerb.Create(), "stores", "--events", "8000", "--runs", "1", "--json");

        told.Exit.ShouldBe(0, told.Errors);
        var stores = JsonDocument.Parse(told.LastLine).RootElement.GetProperty("stores");
        stores.GetProperty("meaning").GetString()!.ShouldContain("filled to 8000 events");
        var figures = stores.GetProperty("figures").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!, f => f.GetProperty("value").GetDouble());
        foreach (var store in LogPlace.HasMarten ? new[] { "SQLite", "PostgreSQL", "Marten" } : ["SQLite", "PostgreSQL"])
        {
            foreach (var rate in new[] { "one caller", "48 callers", "read forward", "rows merely read" }) figures[$"{store}: {rate}"].ShouldBeGreaterThan(0);
            // An event's own text has about 200 bytes.
            figures[$"{store}: on the disk"].ShouldBeInRange(200, 20_000);
        }
    }
}
