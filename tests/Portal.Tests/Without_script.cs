using System.Net;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Tests;

/// <summary>Everything that matters works in a browser without script: whole pages, forms, and the services' own refusals in words.</summary>
public sealed class Without_script(Fair fair) : IClassFixture<Fair>
{
    [Fact]
    public async Task A_buyer_asks_a_seller_accepts_the_buyer_moves_and_the_seller_cancels()
    {
        using var buyer = fair.Visitor();
        using var seller = fair.Visitor();
        var stands = await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands?lang=en"));
        stands.Text.ShouldContain("Hanok Clinic");
        var stand = await buyer.See(Fair.Page("stands/S1"));
        var slots = stand.Choices("stands/S1/request", "slot");
        slots.Count.ShouldBeGreaterThan(10);
        stand.Html.ShouldNotContain(" checked", customMessage: "no time is chosen for anybody");
        var asked = await buyer.Send(stand, "stands/S1/request", ("slot", slots[2]), ("slot", slots[4]), ("note", "We bring twenty patients a year."), ("phrase", "patients"), ("phrase", "autumn"));
        asked.Text.ShouldContain("Your request is sent.");
        var meeting = asked.Path[..asked.Path.IndexOf('?', StringComparison.Ordinal)];

        await seller.Enter(Roles.Seller, Fair.Mart, "S1", Fair.Page("day?lang=en"));
        var request = await seller.See(meeting);
        request.Text.ShouldContain("We bring twenty patients a year.");
        request.Text.ShouldContain("patients · in autumn");
        var korean = await seller.See(meeting + "?lang=ko");
        korean.Text.ShouldContain("환자 · 가을");
        korean.Text.ShouldContain("patients · in autumn", customMessage: "the original stands beside it");
        await seller.See(meeting + "?lang=en");
        request.Choices("accept", "slot").ShouldBe([slots[2], slots[4]]);
        var accepted = await seller.Send(request, "accept", ("slot", slots[4]));
        accepted.Text.ShouldContain("Accepted. The meeting is booked.");
        accepted.Text.ShouldContain("11:40");

        var moved = await buyer.Send(await buyer.See(meeting), "move", ("slot", slots[6]));
        moved.Text.ShouldContain("Moved. They have been told.");
        moved.Text.ShouldContain("13:30");
        var cancelled = await seller.Send(await seller.See(meeting), "cancel", ("reason", "called-off"));
        cancelled.Text.ShouldContain("Cancelled. They have been told.");
        cancelled.HasForm("cancel").ShouldBeFalse();
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_asks_once()
    {
        using var buyer = fair.Visitor();
        await buyer.Enter(Roles.Buyer, Fair.Mart, "B2", Fair.Page("stands?lang=en"));
        var stand = await buyer.See(Fair.Page("stands/S1"));
        var first = await buyer.Send(stand, "stands/S1/request");
        var again = await buyer.Send(stand, "stands/S1/request");
        again.Path.ShouldBe(first.Path);
        (await fair.System.As(Roles.Buyer, "B2").Get($"/matching/marts/{Fair.Mart}/meetings?buyer=B2&seller=S1")).Json.GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task What_a_service_refuses_is_said_in_words_and_what_was_typed_is_still_there()
    {
        using var buyer = fair.Visitor();
        using var seller = fair.Visitor();
        await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands?lang=ru"));
        var stand = await buyer.See(Fair.Page("stands/S2"));
        var asked = await buyer.Send(stand, "stands/S2/request");
        await seller.Enter(Roles.Seller, Fair.Mart, "S2", Fair.Page("day?lang=en"));
        var meeting = asked.Path[..asked.Path.IndexOf('?', StringComparison.Ordinal)];
        var page = await seller.See(meeting);
        var slot = page.Choices("accept", "slot")[0];
        (await seller.Send(page, "accept", ("slot", slot))).Text.ShouldContain("Accepted.");

        var refused = await buyer.Send(stand with { }, "stands/S2/request", ("key", Guid.NewGuid().ToString()), ("note", "Ещё раз, пожалуйста"));

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Html.ShouldContain("role=\"alert\"");
        refused.Text.ShouldContain("Ещё раз, пожалуйста");
        refused.Text.ShouldNotContain("PairAlreadyMeets");
        refused.Choices("stands/S2/request", "repeat").ShouldBe(["yes"], "a further meeting can be asked for on purpose");
    }

    [Fact]
    public async Task Wishes_are_said_put_in_order_and_taken_back()
    {
        using var buyer = fair.Visitor();
        await buyer.Enter(Roles.Buyer, Fair.Mart, "B2", Fair.Page("stands?lang=en"));
        var stands = await buyer.See(Fair.Page("stands"));
        await buyer.Send(stands, "wishes/S1", ("strength", "would"));
        await buyer.Send(await buyer.See(Fair.Page("stands")), "wishes/S2", ("strength", "would"));
        await Ranks(("S1", 1), ("S2", 2));
        await Eventually(async () => (await buyer.See(Fair.Page("wishes"))).HasForm("wishes"));

        (await buyer.Send(await buyer.See(Fair.Page("wishes")), "/wishes", ("order", "S1"), ("order", "S2"), ("down", "S1"))).Text.ShouldContain("The new order is kept.");

        await Ranks(("S1", 2), ("S2", 1));
        await buyer.Send(await buyer.See(Fair.Page("stands")), "wishes/S2", ("strength", "none"));
        await Ranks(("S1", 2));

        async Task Ranks(params (string, int)[] expected) =>
            (await fair.System.As(Roles.Buyer, "B2").Get($"/matching/marts/{Fair.Mart}/wishes/B2")).Json.EnumerateArray()
                .Select(w => (w.GetProperty("about").GetString()!, w.GetProperty("rank").GetInt32())).ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task A_seller_writes_its_stand_with_a_picture_and_a_buyer_sees_it()
    {
        using var seller = fair.Visitor();
        await seller.Enter(Roles.Seller, Fair.Mart, "S2", Fair.Page("stand?lang=en"));
        var stand = await seller.See(Fair.Page("stand"));
        (await seller.Send(stand, "/stand", ("profile-en", "Skin care"), ("website", "not a page"))).Text.ShouldContain("a website begins with https://");
        (await seller.Send(stand, "/stand", ("profile-en", "Skin care and rest"), ("profile-ko", "피부 관리"), ("website", ""))).Text.ShouldContain("Saved.");
        stand = await seller.See(Fair.Page("stand"));
        stand.Text.ShouldContain("피부 관리");
        var wrong = await seller.Send(stand, "stand/products", ("title-en", "Laser"), ("from", "much"), ("currency", "KRW"));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("value=\"Laser\"");
        (await seller.Send(stand, "stand/products", ("title-en", "Laser"), ("from", "1200000"), ("currency", "KRW"), ("tags", "skin, laser"))).Text.ShouldContain("Saved.");
        (await seller.SendFile(stand, "stand/picture", "picture", "no picture"u8.ToArray())).Text.ShouldContain("Choose a JPEG, PNG or WebP picture.");
        (await seller.SendFile(stand, "stand/picture", "picture", Png)).Text.ShouldContain("Saved.");

        using var buyer = fair.Visitor();
        var seen = await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands/S2?lang=en"));
        seen.Text.ShouldContain("Skin care and rest");
        seen.Text.ShouldContain("Laser");
        var address = System.Text.RegularExpressions.Regex.Match(seen.Html, "/portal/marts/fair/pictures/[^\"]+", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        (await buyer.Fetch(address))!.Value.Kind.ShouldBe("image/webp");
        using var stranger = fair.Visitor();
        (await stranger.Fetch(address))!.Value.Kind.ShouldBe("text/html", "a stranger is led to the door");

        var product = (await seller.See(Fair.Page("stand"))).Form("stand/retire").Hidden.First(h => h.Name == "product").Value;
        (await seller.Send(await seller.See(Fair.Page("stand")), "stand/retire", ("product", product))).Text.ShouldContain("not offered");
        (await seller.Send(await seller.See(Fair.Page("stand")), "stand/restore", ("product", product))).Text.ShouldNotContain("not offered");
    }

    // A green square of 64 pixels.
    private static byte[] Png { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAATklEQVR42u3PQQkAAAgEsMtpAPtHuAi+hcEKLNn5TUBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDgUodlALU5rHKYAAAAAElFTkSuQmCC");

    [Fact]
    public async Task An_organizer_approves_several_at_once()
    {
        using var organizer = fair.Visitor();
        var page = await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("applications?lang=en"));
        page.Choices("applications", "company").ShouldBe(["B9"]);
        (await organizer.Send(page, "applications", ("company", "B9"), ("verb", "approve"))).Text.ShouldContain("Approved.");
        (await organizer.See(Fair.Page("applications?state=admitted"))).Text.ShouldContain("B9");
    }

    [Fact]
    public async Task The_desk_moves_a_meeting_and_says_of_every_other_slot_why_it_cannot()
    {
        var (one, other) = (await Book("B1", 1), await Book("B2", 3));
        using var desk = fair.Visitor();
        await desk.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("desk?lang=en"));
        await Eventually(async () => (await desk.See(Fair.Page("desk"))).Html.Contains(one.ToString(), StringComparison.Ordinal));
        var page = await desk.See(Fair.Page("desk/meetings/" + one));
        var open = page.Choices("move", "slot");
        open.ShouldNotContain("3", "the seller meets B2 then");
        page.Text.ShouldContain("(B2 – S2)");
        var moved = await desk.Send(page, "move", ("slot", open[^1]));
        moved.Text.ShouldContain("Moved. They have been told.");
        (await desk.Send(page, "move", ("key", Guid.NewGuid().ToString()), ("slot", "3"))).Text.ShouldContain("Somebody was faster");
        foreach (var meeting in new[] { one, other }) (await desk.Send(await desk.See(Fair.Page("desk/meetings/" + meeting)), "cancel", ("reason", "called-off"))).Text.ShouldContain("Cancelled.");
    }

    [Fact]
    public async Task A_seller_sees_what_comes_next_and_nobody_walks_in_before_the_day()
    {
        var meeting = await Book("B1", 5);
        using var seller = fair.Visitor();
        await seller.Enter(Roles.Seller, Fair.Mart, "S2", Fair.Page("now?lang=en"));
        await Eventually(async () => (await seller.See(Fair.Page("now"))).Html.Contains(meeting.ToString(), StringComparison.Ordinal));
        var now = await seller.See(Fair.Page("now"));
        now.Text.ShouldContain("The first meeting of you two");
        now.HasForm("close").ShouldBeFalse("it has not begun");
        (await seller.Send(await seller.See(Fair.Page("stands/B2")), "walk-in")).Text.ShouldContain("A walk-in is recorded in the slot that is going on");
        var sheet = await seller.See(Fair.Page("recap.csv"));
        sheet.Html.ShouldContain("meeting,start,company,name,country,state,outcome,amount,currency,kind,follow_up");
        sheet.Html.ShouldContain($"{meeting},");
        (await seller.Send(await seller.See(Fair.Page("meetings/" + meeting)), "cancel", ("reason", "called-off"))).Text.ShouldContain("Cancelled.");
    }

    [Fact]
    public async Task The_desk_answers_for_a_side_and_the_fact_says_so()
    {
        var asked = (await fair.System.As(Roles.Buyer, "B1").Post($"/matching/marts/{Fair.Mart}/meetings", new { buyer = "B1", seller = "S2", repeat = true })).Expect(201).Json.GetProperty("meeting").GetGuid();
        using var desk = fair.Visitor();
        var page = await desk.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page($"desk/meetings/{asked}?lang=en"));
        page.Text.ShouldContain("Answer for Second Clinic");
        (await desk.Send(page, "decline", ("reason", "no-slot-suits"))).Text.ShouldContain("Declined.");
        using var http = new HttpClient { BaseAddress = fair.System.Address };
        http.DefaultRequestHeaders.Authorization = fair.System.Organizer().Http.DefaultRequestHeaders.Authorization;
        var declined = (await http.GetStringAsync($"/matching/marts/{Fair.Mart}/history")).Split('\n').Last(l => l.Contains("request-declined", StringComparison.Ordinal));
        declined.ShouldContain("\"onBehalfOf\":\"S2\"");
    }

    private async Task<Guid> Book(string buyer, int slot)
    {
        var meeting = (await fair.System.As(Roles.Buyer, buyer).Post($"/matching/marts/{Fair.Mart}/meetings", new { buyer, seller = "S2", repeat = true })).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await fair.System.As(Roles.Seller, "S2").Post($"/matching/marts/{Fair.Mart}/meetings/{meeting}/accept", new { slot })).Expect(200);
        return meeting;
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_led_to_the_door_and_back_to_where_they_wanted()
    {
        using var stranger = fair.Visitor();
        var door = await stranger.See(Fair.Page("wishes?lang=en"));
        door.Path.ShouldStartWith("/portal/sign-in?return=");
        (await stranger.Send(door, "/portal/demo", ("role", "buyer"), ("company", "B1"))).Path.ShouldBe(Fair.Page("wishes?lang=en"));
        (await stranger.See("/portal/sign-in?return=https%3A%2F%2Fevil.example")).Html.ShouldNotContain("evil.example");
    }

    [Fact]
    public async Task Nobody_sees_the_pages_of_another_mart_or_another_company()
    {
        using var buyer = fair.Visitor();
        await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"));
        (await buyer.See("/portal/marts/elsewhere/day")).Status.ShouldBe(HttpStatusCode.Forbidden);
        var theirs = (await fair.System.As(Roles.Seller, "S2").Post($"/matching/marts/{Fair.Mart}/meetings", new { buyer = "B2", seller = "S2" })).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await buyer.See(Fair.Page("meetings/" + theirs))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }


    [Fact]
    public async Task The_language_is_the_browsers_until_another_is_chosen()
    {
        using var buyer = fair.Visitor();
        buyer.Speaks("kk-KZ,ru;q=0.8");
        (await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"))).Html.ShouldContain("<html lang=\"kk\"");
        await buyer.See(Fair.Page("day?lang=ja"));
        (await buyer.See(Fair.Page("stands"))).Html.ShouldContain("<html lang=\"ja\"");
    }

    [Fact]
    public async Task A_page_is_not_kept_by_anybody_and_brings_no_script_inside()
    {
        using var buyer = fair.Visitor();
        var page = await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"));
        page.Caching.ShouldNotBeNull().ShouldContain("no-store");
        page.Html.ShouldNotContain("<script>");
        page.Html.ShouldNotContain(" style=\"");
        page.Html.ShouldNotContain(" onclick=");
    }

    [Fact]
    public async Task Signing_out_closes_the_door()
    {
        using var buyer = fair.Visitor();
        var day = await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"));
        (await buyer.Send(day, "sign-out")).Path.ShouldBe("/portal");
        (await buyer.See(Fair.Page("day"))).Path.ShouldStartWith("/portal/sign-in");
    }

    private static Task Eventually(Func<Task<bool>> isSo) => Testing.Poll.Until(isSo);
}
