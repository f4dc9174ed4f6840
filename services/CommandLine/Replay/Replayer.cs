using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.MartFolders;
using TravelMart.EventSourcing;

namespace TravelMart.CommandLine.Replay;

/// <summary>What a replay came to.</summary>
/// <param name="Report">The figures: live, recomputed and reported, with whether live and recomputed agree.</param>
/// <param name="Unmatched">Rows of the script that found no booked meeting.</param>
internal sealed record ReplayResult(JsonObject Report, IReadOnlyList<DayRow> Unmatched)
{
    public bool Equal => Report["equal"]!.GetValue<bool>();
}

/// <summary>Drives a mart folder through the public API on the mart's own clock, from the first application to the sealed result.</summary>
internal sealed class Replayer(MartFolder folder, MartApi api, ReplayWatch watch, Pace pace)
{
    public async Task<ReplayResult> Run(CancellationToken cancel)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var desk = new Desk(api, folder, watch);
        await new Preparation(folder, desk, watch).Run(cancel);
        var day = new MartDayReplay(folder, desk, watch, pace);
        await day.Run(cancel);
        watch.Act("Every total is recomputed from the first event", 1);
        await api.Settle(cancel);
        var report = await Report(desk.Mart, TimeProvider.System.GetElapsedTime(begun), cancel);
        watch.Finish();
        return new ReplayResult(report, day.Unmatched);
    }

    private async Task<JsonObject> Report(string mart, TimeSpan took, CancellationToken cancel)
    {
        var live = JsonNode.Parse((await api.Read($"/boards/marts/{mart}/totals", cancel)).GetRawText())!.AsObject();
        var recompute = await api.Call(ServiceDefaults.Roles.Organizer, null, new(HttpMethod.Post, $"/boards/marts/{mart}/recompute", new { }, ""), cancel);
        var answer = JsonNode.Parse(MartApi.Expect(recompute, "recompute").Text)!.AsObject();
        var recomputed = answer["recomputed"]!.DeepClone();
        return new JsonObject
        {
            ["mart"] = mart,
            ["live"] = live,
            ["recomputed"] = recomputed,
            ["reported"] = folder.Reported is { } r ? JsonSerializer.SerializeToNode(r, FactJson.Options) : null,
            ["equal"] = JsonNode.DeepEquals(live, recomputed) && answer["equal"]!.GetValue<bool>(),
            ["events"] = await Events(mart, cancel),
            ["seconds"] = Math.Round(took.TotalSeconds, 3),
        };
    }

    private async Task<int> Events(string mart, CancellationToken cancel)
    {
        var events = 0;
        foreach (var service in History.Services)
            await foreach (var _ in api.Lines($"/{service}/marts/{mart}/history", cancel)) events++;
        return events;
    }
}

/// <summary>Which services have a history of their own; boards only copy it.</summary>
internal static class History
{
    public static IReadOnlyList<string> Services { get; } = ["registration", "catalogue", "matching"];
}
