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
}
