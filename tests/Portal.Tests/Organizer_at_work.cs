using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Tests;

/// <summary>An organizer's own work, in a browser without script.</summary>
public sealed class Organizer_at_work(Fair fair) : IClassFixture<Fair>
{
    [Fact]
    public async Task Two_plans_are_drafted_and_compared_and_one_is_published()
    {
        foreach (var (buyer, seller) in new[] { ("B1", "S1"), ("B2", "S1") })
            (await fair.System.As(Roles.Buyer, buyer).Put($"/matching/marts/{Fair.Mart}/wishes/{buyer}/{seller}", new { strength = "must" })).Expect(200);
        using var organizer = fair.Visitor();
        var plans = await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("plans?lang=en"));
        plans.Text.ShouldContain("No plan was drafted yet.");
        var first = await organizer.Send(plans, "plans", ("seed", "1"));
        first.Text.ShouldContain("The plan is drafted.");
        await organizer.Send(await organizer.See(Fair.Page("plans")), "plans", ("seed", "2"));
        var ids = (await fair.System.Organizer().Get($"/matching/marts/{Fair.Mart}/plans")).Json.EnumerateArray().Select(p => p.GetProperty("plan").GetString()).ToList();
        ids.Count.ShouldBe(2);
        (await organizer.See(Fair.Page($"plans/compare?a={ids[0]}&b={ids[1]}"))).Text.ShouldContain("place the same meetings");
        (await organizer.See(Fair.Page("plans/compare"))).Text.ShouldContain("Choose a plan under A and one under B.");

        var page = await organizer.See(Fair.Page("plans/" + ids[0]));
        page.Text.ShouldContain("2 meetings are booked one by one");
        (await organizer.Send(page, "publish")).Text.ShouldContain("Published.");

        await Testing.Poll.Until(async () => (await organizer.See(Fair.Page("plans/" + ids[0]))).Text is var text && text.Contains("published ·", StringComparison.Ordinal) && !text.Contains("being published", StringComparison.Ordinal));
        (await fair.System.Organizer().Get($"/matching/marts/{Fair.Mart}/meetings?seller=S1&status=booked")).Json.GetProperty("total").GetInt32().ShouldBe(2);
    }
}
