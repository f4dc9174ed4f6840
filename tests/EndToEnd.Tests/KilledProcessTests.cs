using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>
/// kill -9 in the middle of the replay, several times on one data folder: while companies are vetted, while wishes come in, while the plan
/// is being published, and twice on the day. What was accepted is there, reaches everybody, and counts once; and so is what a client,
/// whom the kill hit in the middle of writing, had been answered.
/// </summary>
public sealed class KilledProcessTests
{
    private static readonly long[] KillAt = [60, 420, 760, 1000, 1350];

    // Facts that always leave Matching, with the name under which the journal keeps them.
    private static readonly (string Fact, string Contract)[] Leaving =
    [
        ("meeting-requested", "MeetingRequested"), ("meeting-booked", "MeetingBooked"), ("meeting-cancelled", "MeetingCancelled"), ("meeting-held", "MeetingHeld"),
        ("no-show-recorded", "NoShowRecorded"), ("consultation-logged", "ConsultationLogged"), ("wish-stated", "WishStated"), ("result-sealed", "ResultSealed"),
    ];

    [Fact]
    public async Task A_replay_that_is_killed_again_and_again_loses_nothing_and_counts_nothing_twice()
    {
        using var data = new DataFolder();
        var acknowledged = new List<string>();
        foreach (var events in KillAt)
        {
            await using var doomed = Run(data, out var door);
            var writing = Bystander.WriteUntilTheEnd(doomed, door);
            await Patience.Until(() => Task.FromResult(data.Events >= events || doomed.HasExited), () => $"{events} events are not reached: {doomed}");
            doomed.HasExited.ShouldBeFalse(doomed.ToString());
            await doomed.Kill();
            acknowledged.AddRange(await writing);
        }
        acknowledged.Count.ShouldBeGreaterThan(KillAt.Length, "a client that is never answered proves nothing");
        var accepted = Accepted(data);

        await using var last = Run(data, out var address);
        var totals = await Finish(last, address);
        totals.GetProperty("consultations").GetInt32().ShouldBe(150);
        totals.GetProperty("held").GetInt32().ShouldBe(151);
        totals.GetProperty("planned").GetInt32().ShouldBe(154);
        totals.GetProperty("cancelled").GetInt32().ShouldBe(5);
        totals.GetProperty("noShows").GetInt32().ShouldBe(10);
        totals.GetProperty("walkIns").GetInt32().ShouldBe(4);
        await last.Kill();
        acknowledged.Except(data.Marts("registration", "event-opened")).ShouldBeEmpty("what a client had been answered");
        CheckFiles(data, accepted);
    }

    private static HashSet<string> Accepted(DataFolder data) => [.. data.All("registration"), .. data.All("catalogue"), .. data.All("matching")];

    private static void CheckFiles(DataFolder data, HashSet<string> accepted)
    {
        foreach (var log in new[] { "registration", "catalogue", "matching", "boards" }) data.Integrity(log).ShouldBe("ok", log);
        accepted.Except(Accepted(data)).ShouldBeEmpty("what had been accepted before the last start");
        foreach (var (fact, contract) in Leaving)
        {
            var copies = data.Ids("boards", "TravelMart.Contracts.Matching." + contract);
            copies.ShouldBeUnique(contract);
            copies.Order().ShouldBe(data.Ids("matching", fact).Order(), contract);
        }
        foreach (var source in new[] { "registration", "catalogue", "matching" }) data.Journal(source).Except(data.All(source)).ShouldBeEmpty("copies of nothing");
    }

    private static Launched Run(DataFolder data, out Uri address)
    {
        var port = TestSystem.FreePort();
        address = new Uri($"http://127.0.0.1:{port}");
        return Launched.Start("run", "--data", data.Path, "--port", $"{port}", "--speed", "0");
    }

    /// <summary>Waits for the second sealed result, and has everything counted again from event zero.</summary>
    private static async Task<JsonElement> Finish(Launched running, Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        await Patience.Until(async () => running.HasExited || await Sealed(http), () => $"the replay does not end: {running}", 240);
        running.HasExited.ShouldBeFalse(running.ToString());
        using var answer = await http.PostAsync("/boards/marts/almaty-2023/recompute", JsonContent.Create(new { }));
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>();
        report.GetProperty("equal").GetBoolean().ShouldBeTrue(report.GetRawText());
        report.GetProperty("journalMissing").GetArrayLength().ShouldBe(0);
        report.GetProperty("journalExtra").GetArrayLength().ShouldBe(0);
        var ready = await http.GetFromJsonAsync<JsonElement>("/health/ready");
        ready.GetProperty("status").GetString().ShouldBe("ready");
        return report.GetProperty("live");
    }

    private static async Task<AuthenticationHeaderValue> Organizer(HttpClient http)
    {
        using var answer = await http.PostAsJsonAsync("/registration/tokens", new { role = "organizer", mart = "*" });
        return new("Bearer", (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
    }

    private static async Task<bool> Sealed(HttpClient http)
    {
        try
        {
            http.DefaultRequestHeaders.Authorization ??= await Organizer(http);
            using var answer = await http.GetAsync("/boards/marts/almaty-2023/results");
            return answer.IsSuccessStatusCode && (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").GetArrayLength() == 2;
        }
        catch (HttpRequestException) { return false; }
    }
}
