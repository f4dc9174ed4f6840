using System.Net;
using TravelMart.Contracts;
using TravelMart.Portal.Stands;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Portal.Tests;

/// <summary>How a buyer comes from two hundred stands to those it asks.</summary>
public sealed class Choosing_stands(Fair fair) : IClassFixture<Fair>
{
    [Fact]
    public async Task A_stand_that_is_saved_on_one_device_is_saved_on_every_other()
    {
        using var laptop = fair.Visitor();
        using var phone = fair.Visitor();
        var stands = await laptop.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands?lang=en"));
        (await laptop.See(Fair.Page("stands?saved=yes"))).Text.ShouldContain("No stand is saved yet.");
        (await laptop.Send(stands, "stands/S2/save", ("saved", "yes"))).Text.ShouldContain("The stand is saved.");
        await phone.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands?lang=en"));
        var saved = await phone.See(Fair.Page("stands?saved=yes"));
        saved.Text.ShouldContain("Second Clinic");
        saved.Text.ShouldNotContain("Hanok Clinic");
        using var other = fair.Visitor();
        (await other.Enter(Roles.Buyer, Fair.Mart, "B2", Fair.Page("stands?saved=yes&lang=en"))).Text.ShouldContain("No stand is saved yet.", customMessage: "another company has a shortlist of its own");
        (await phone.Send(await phone.See(Fair.Page("stands/S2")), "stands/S2/save", ("saved", "no"))).Text.ShouldContain("The stand is no longer saved.");
        (await laptop.See(Fair.Page("stands?saved=yes"))).Text.ShouldNotContain("Second Clinic");
    }

    [Fact]
    public async Task Two_stands_lie_side_by_side_with_hours_free_slots_and_what_they_state()
    {
        using var seller = fair.Visitor();
        var own = await seller.Enter(Roles.Seller, Fair.Mart, "S1", Fair.Page("stand?lang=en"));
        (await seller.Send(own, "/stand", ("profile-en", "Care in an old house"), ("number-patients", "A-2023-01"), ("until-patients", "2024-12-31"))).Text.ShouldContain("Saved.");
        (await seller.See(Fair.Page("stand"))).Html.ShouldContain("value=\"2024-12-31\"");

        using var buyer = fair.Visitor();
        var stands = await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("stands?lang=en"));
        stands.Html.ShouldContain("form=\"compare\"");
        var compared = await buyer.See(Fair.Page("compare?stand=S1&stand=S2"));
        compared.Text.ShouldContain("Hanok Clinic");
        compared.Text.ShouldContain("Second Clinic");
        compared.Text.ShouldContain("10:00–12:25");
        compared.Text.ShouldContain("slots are free");
        compared.Text.ShouldContain("Registration for foreign patients A-2023-01 · until Tue 31 December 2024");
        compared.Text.ShouldContain("not stated");
        compared.HasForm("wishes/S2").ShouldBeTrue("what was seen can be wished for at once");

        foreach (var query in new[] { "", "?stand=S1", "?stand=S1&stand=S2&stand=S3&stand=S4&stand=S5" })
        {
            var refused = await buyer.See(Fair.Page("compare" + query));
            refused.Status.ShouldBe(HttpStatusCode.BadRequest);
            refused.Text.ShouldContain("Tick two to four stands");
        }
        (await buyer.See(Fair.Page("compare?stand=S1"))).Html.ShouldContain("value=\"S1\" form=\"compare\" checked", customMessage: "what was ticked stays ticked");
        (await buyer.See(Fair.Page("compare?stand=S1&stand=S77"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Interests_of_the_application_preselect_the_filter_until_others_are_chosen()
    {
        var form = RegistrationForms.Buyer("B5");
        form["interests"] = new System.Text.Json.Nodes.JsonArray("hotel");
        (await fair.System.Organizer().Post($"/registration/marts/{Fair.Mart}/companies", form)).Expect(201);
        using var buyer = fair.Visitor();
        var hotels = await buyer.Enter(Roles.Buyer, Fair.Mart, "B5", Fair.Page("stands?lang=en"));
        hotels.Text.ShouldContain("Shown are the stands of your interests.");
        hotels.Text.ShouldNotContain("Hanok Clinic");
        (await buyer.See(Fair.Page("stands?all=yes"))).Text.ShouldContain("Hanok Clinic");
        var medical = await buyer.See(Fair.Page("stands?category=medical"));
        medical.Text.ShouldContain("Hanok Clinic");
        (await buyer.Send(medical, "/interests")).Text.ShouldContain("Hanok Clinic");
        (await buyer.See(Fair.Page("stands"))).Text.ShouldContain("Shown are the stands of your interests.");
        await buyer.Send(await buyer.See(Fair.Page("stands?all=yes")), "/interests");
        (await buyer.See(Fair.Page("stands"))).Text.ShouldNotContain("Shown are the stands of your interests.", customMessage: "no category at all is a choice, too");
    }

    [Fact]
    public void Hours_are_stretches_of_one_session_without_what_is_blocked()
    {
        var start = new DateTimeOffset(2023, 7, 13, 10, 0, 0, TimeSpan.Zero);
        SlotTime Slot(int number, int session, int day) => new(number, session, day, start.AddDays(day).AddMinutes(number * 20), start.AddDays(day).AddMinutes((number * 20) + 20));
        SlotTime[] slots = [Slot(0, 0, 0), Slot(1, 0, 0), Slot(2, 1, 0), Slot(3, 2, 1), Slot(4, 2, 1), Slot(5, 2, 1)];
        CompareStands.Hours(slots, [4], i => $"{i:HH:mm}", s => $"day {s.Day}").ShouldBe(["day 0 10:00–10:40", "10:40–11:00", "day 1 11:00–11:20", "11:40–12:00"]);
        CompareStands.Hours(slots[..2], [0, 1], i => $"{i:HH:mm}", s => "").ShouldBeEmpty();
    }
}
