using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task The_host_starts_and_tells_its_health()
    {
        await using var system = await TestSystem.Start();
        (await system.As("").Get("/health/ready")).Expect(200).Json.GetProperty("status").GetString().ShouldBe("ready");
        (await system.As("").Get("/matching/marts/x/history")).Refusal.ShouldBe("TokenMissingOrInvalid");
        (await system.As("buyer", "B1").Get("/matching/marts/x/history")).Refusal.ShouldBe("NotForYourRole");
        (await system.Organizer().Get("/matching/marts/x/history")).Expect(200);
        (await system.As("organizer", mart: "other").Get("/matching/marts/x/history")).Refusal.ShouldBe("NotYourMart");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6Im5vbmUifQ.e30.AAAA")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    public async Task What_only_looks_like_a_token_is_no_token(string token)
    {
        await using var system = await TestSystem.Start();
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/matching/marts/x/history") { Headers = { { "Authorization", "Bearer " + token } } };
        using var answer = await system.As("").Http.SendAsync(ask, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task A_mart_that_cannot_be_read_any_more_says_so_and_the_others_go_on()
    {
        await using var system = await TestSystem.Start();
        foreach (var mart in new[] { "broken", "whole" }) await new MartBuilder { Mart = mart }.Seller("S1", 1).Buyer("B1").Write(system);
        await system.Log("matching").Append(new Commit("broken", MartBuilder.Before, new Cause(Guid.CreateVersion7(), "test"))
        {
            Streams = [new("wish/B1/S1", 0, [new RawFact("wish-stated", 1, """{"strength":"sometimes"}""")])],
        }, TestContext.Current.CancellationToken);

        using (var answer = await system.Organizer().Http.GetAsync("/matching/marts/broken", TestContext.Current.CancellationToken))
        {
            ((int)answer.StatusCode).ShouldBe(503);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }
        (await system.Organizer().Get("/matching/marts/broken/plans")).Refusal.ShouldBe("ViewIsBehind");
        (await system.As("buyer", "B1").Put("/matching/marts/whole/wishes/B1/S1", new { strength = "must" }, MartBuilder.Before)).Expect(200);
        (await system.Organizer().Get("/matching/marts/whole")).Expect(200).Json.GetProperty("wishes").GetInt32().ShouldBe(1);

        var ready = (await system.As("").Get("/health/ready")).Expect(200).Json;
        ready.GetProperty("status").GetString().ShouldBe("ready-with-alarm");
        ready.GetProperty("views").EnumerateArray().Single(v => v.GetProperty("view").GetString() == nameof(MatchIndex)).GetProperty("stuck").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_store_that_may_only_be_read_is_named_in_the_refusal_and_raises_an_alarm()
    {
        var folder = Path.Combine(Path.GetTempPath(), "travelmart-test-" + Guid.NewGuid().ToString("N"));
        await using (var before = await TestSystem.Start(folder)) await new MartBuilder { Mart = "m" }.Seller("S1", 1).Buyer("B1").Write(before);
        using (var file = new FileStream(Path.Combine(folder, "matching.db"), FileMode.Open, FileAccess.Write))
        {
            // A write version above 2 in the header makes a database read-only for everybody, even for root.
            file.Position = 18;
            file.WriteByte(3);
        }
        await using (var system = await TestSystem.Start(folder))
        {
            (await system.As("buyer", "B1").Put("/matching/marts/m/wishes/B1/S1", new { strength = "must" }, MartBuilder.Before)).Expect(503).Refusal.ShouldBe("StoreReadOnly");
            (await system.Organizer().Get("/matching/marts/m")).Expect(200).Json.GetProperty("wishes").GetInt32().ShouldBe(0);
            (await system.As("").Get("/health/ready")).Expect(200).Json.GetProperty("alarms").EnumerateArray().Select(a => a.GetString()!)
                .ShouldContain("matching could not write: the store may only be read");
        }
        Directory.Delete(folder, recursive: true);
    }
}
