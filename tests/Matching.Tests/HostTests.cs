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

    [Theory]
    [InlineData("GET", "/nothing", "application/json", 404, "NoSuchAddress")]
    [InlineData("POST", "/matching/marts/m/meetings/not-an-id/accept", "application/json", 404, "NoSuchAddress")]
    [InlineData("DELETE", "/matching/marts/m/meetings", "application/json", 405, "MethodNotForThis")]
    [InlineData("POST", "/matching/marts/m/meetings", "text/plain", 415, "ContentTypeNotForThis")]
    public async Task What_no_endpoint_takes_is_refused_for_what_it_is(string method, string path, string contentType, int status, string refusal)
    {
        await using var system = await TestSystem.Start();
        foreach (var client in new[] { system.As(""), system.Organizer() })
        {
            using var ask = new HttpRequestMessage(new HttpMethod(method), path);
            if (method == "POST") ask.Content = new StringContent("{}", System.Text.Encoding.UTF8, contentType);
            using var answer = await client.Http.SendAsync(ask, TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBe(status);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"\"title\":\"{refusal}\"");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }
    }

    [Theory]
    [InlineData("null", "The request needs a body.")]
    [InlineData("", "The request needs a body.")]
    public async Task A_body_that_no_store_could_keep_is_refused_as_such(string body, string detail)
    {
        await using var system = await TestSystem.Start();
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/matching/marts/m/meetings") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        ask.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await system.Organizer().Http.SendAsync(ask, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(400);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(detail);
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
