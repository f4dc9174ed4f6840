using System.Net;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

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

    [Fact]
    public async Task Applications_lie_side_by_side_and_are_decided_together()
    {
        foreach (var company in new[] { "B31", "B32", "B33" }) (await fair.System.Organizer().Post($"/registration/marts/{Fair.Mart}/companies", RegistrationForms.Buyer(company))).Expect(201);
        using var organizer = fair.Visitor();
        await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("applications?lang=en"));
        var all = await organizer.See(Fair.Page("applications?state=applied&tick=all"));
        all.Html.ShouldContain("value=\"B31\" checked");
        var beside = await organizer.Send(all, "applications", ("company", "B31"), ("company", "B32"), ("company", "B33"), ("verb", "beside"));
        beside.Path.ShouldBe(Fair.Page("applications/beside?company=B31&company=B32&company=B33"));
        beside.Text.ShouldContain("Aigerim Serikova");
        (await organizer.Send(beside, "applications", ("company", "B31"), ("company", "B32"), ("verb", "waitlist"), ("reason", "hall-full"), ("note", "Next time gladly."))).Text.ShouldContain("On the waiting list.");
        var waiting = await organizer.See(beside.Path);
        waiting.Text.ShouldContain("the hall is full");
        waiting.Text.ShouldContain("Next time gladly.");
        (await fair.System.Organizer().Post($"/registration/marts/{Fair.Mart}/companies/B33/withdraw", new { reason = "ill" })).Expect(200);
        var failed = await organizer.Send(waiting, "applications", ("company", "B32"), ("company", "B33"), ("verb", "decline"), ("reason", "not-our-segment"));
        failed.Status.ShouldBe(HttpStatusCode.Conflict);
        failed.Html.ShouldContain("role=\"alert\"");
        failed.Text.ShouldContain("Declined", customMessage: "what is refused for one is done for the others");
        (await organizer.Send(await organizer.See(beside.Path), "applications", ("company", "B31"), ("verb", "approve"))).Path.ShouldStartWith(beside.Path);
        (await organizer.See(Fair.Page("applications/beside?company=B31"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_sheet_of_companies_is_looked_at_first_then_taken_row_by_row_and_comes_out_again()
    {
        using var organizer = fair.Visitor();
        await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("sheets?lang=en"));
        var sheet = "company;role;name_en;name_ru;country;languages;category\r\nB70;buyer;Altyn Tour;Алтын Тур;KZ;ru en;\r\nB71;guest;Nobody;;KZ;ru;\r\nB72;buyer;;;KZ;ru;\r\nB73;buyer;Far Away;;Kazakhstan;ru;\r\n";
        var looked = await organizer.SendFile(await organizer.See(Fair.Page("sheets")), "sheets", "sheet", System.Text.Encoding.UTF8.GetBytes(sheet), ("kind", "companies"));
        looked.Text.ShouldContain("2 of 4 rows can be taken");
        looked.Text.ShouldContain("Empty: name_en");
        (await fair.System.Organizer().Get($"/registration/marts/{Fair.Mart}/companies/B70")).Ok.ShouldBeFalse("a look changes nothing");

        var taken = await organizer.Send(looked, "sheets/import", ("text", sheet));
        taken.Text.ShouldContain("1 of 4 rows were taken");
        taken.Text.ShouldContain("(country)");
        var again = await organizer.Send(looked, "sheets/import", ("text", sheet), ("key", Guid.NewGuid().ToString()));
        again.Text.ShouldContain("1 of 4 rows were taken", customMessage: "what is there already is no fault");

        var companies = (await organizer.See(Fair.Page("sheets/companies.csv"))).Html;
        companies.ShouldContain("B70,buyer,Altyn Tour,,Алтын Тур");
        companies.ShouldNotContain("@", customMessage: "no person is named");
        (await organizer.See(Fair.Page("sheets/wishes.csv"))).Html.ShouldContain("from,about,strength,rank");
        (await organizer.See(Fair.Page("sheets/meetings.csv"))).Html.ShouldContain("meeting,start,stand");
        (await organizer.SendFile(await organizer.See(Fair.Page("sheets")), "sheets", "sheet", "no table"u8.ToArray(), ("kind", "wishes"))).Text.ShouldContain("This is no table");
    }
}
