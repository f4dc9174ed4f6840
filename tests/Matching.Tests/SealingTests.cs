using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class SealingTests
{
    private const string Mart = "/matching/marts/test-mart";
    private static readonly DateTimeOffset After = MartBuilder.DayStart.AddHours(10);

    [Fact]
    public async Task A_result_covers_every_event_before_it_however_many_log_meanwhile()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(system);
        await ALongDay(system);
        var meeting = await Held(system);

        using var sealing = new CancellationTokenSource();
        Task[] loggers = [.. new[] { ("buyer", "B1"), ("seller", "S1") }.Select(side => KeepLogging(system.As(side.Item1, side.Item2), meeting, sealing.Token))];
        for (var number = 1; number <= 3; number++)
            (await system.Organizer().Post($"{Mart}/results", new { reason = "late-logs" }, After)).Expect(201).Json.GetProperty("number").GetInt32().ShouldBe(number);
        await sealing.CancelAsync();
        await Task.WhenAll(loggers);

        var history = await History(system);
        foreach (var (at, result) in history.Index().Where(e => e.Item.Type == "result-sealed"))
        {
            var fact = JsonSerializer.Deserialize<ResultSealed>(result.Json, FactJson.Options).ShouldNotBeNull();
            (fact.HistoryEvents, fact.HistoryHash).ShouldBe((at, Hash(history.Take(at))), $"result {fact.Number}");
        }
    }

    // Reading it takes a while, in which somebody commits.
    private static Task ALongDay(TestSystem system) => system.Log("matching").Append(new Commit("test-mart", MartBuilder.Before, new Cause(Guid.CreateVersion7(), "test"))
    {
        Streams = [new(MartSettings.ClockStream, 0, [.. Enumerable.Repeat(new ClockMoved(), 3000)])],
    });

    private static async Task<Guid> Held(TestSystem system)
    {
        var seller = system.As("seller", "S1");
        var id = (await system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before)).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before)).Expect(200);
        (await seller.Post($"{Mart}/meetings/{id}/held", at: MartBuilder.Slot(3).End)).Expect(200);
        return id;
    }

    private static async Task KeepLogging(ApiClient side, Guid meeting, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            (await side.Put($"{Mart}/meetings/{meeting}/log", new { outcome = "promising" }, After)).Expect(200);
    }

    private static async Task<List<RecordedEvent>> History(TestSystem system)
    {
        var history = new List<RecordedEvent>();
        await foreach (var e in system.Log("matching").Follow(0, "test-mart")) history.Add(e);
        return history;
    }

    private static string Hash(IEnumerable<RecordedEvent> events) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(events.Select(e => HistoryLine.Of("matching", e).Canonical() + "\n")))));
}
