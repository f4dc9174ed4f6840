using System.Net;
using TravelMart.Portal.Marts;
using TravelMart.Portal.Services;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Tests;

/// <summary>From an empty form to a mart, and its phases.</summary>
public sealed class Opening_a_mart(Fair fair) : IClassFixture<Fair>
{
    private static (string, string)[] Form(string id, string slot = "20") =>
    [
        ("mart", id), ("names-en", "Autumn Mart"), ("names-ko", "가을 마트"), ("event-city", "Tashkent"), ("event-country", "UZ"), ("event-timeZone", "Asia/Tashkent"),
        ("day-0-date", "2030-10-01"), ("day-0-opens", "10:00"), ("day-0-closes", "16:00"), ("day-3-date", "2030-10-02"), ("day-3-opens", "10:00"), ("day-3-closes", "12:00"),
        ("slotMinutes", slot), ("changeoverMinutes", "5"), ("pause-1-label", "Lunch"), ("pause-1-from", "12:00"), ("pause-1-to", "13:00"), ("pause-1-day", "1"),
        ("tables-layout", "shared"), ("tables-count", "30"), ("interpreter-0-id", "I1"), ("interpreter-0-languages", "ko uz"), ("interpreter-0-from", "10:00"), ("interpreter-0-to", "12:00"),
        ("category-0-code", "hotel"), ("category-0-names-en", "Hotels"), ("languages", "en"), ("languages", "ko"),
        ("phases-applicationsOpen", "2025-01-01T09:00"), ("phases-wishesClose", "2030-09-20T18:00"), ("phases-opens", "2030-10-01T09:30"), ("phases-closes", "2030-10-02T18:00"), ("expiry", "48"),
    ];

    [Fact]
    public async Task A_mart_is_looked_at_and_then_opened_and_is_there()
    {
        using var organizer = fair.Visitor();
        var empty = await organizer.Enter(Roles.Organizer, "*", null, "/portal/marts/new/open?lang=en");
        (await organizer.Send(empty, "open", Form("autumn").Append(("more", "pause")))).Html.ShouldContain("name=\"pause-4-label\"", customMessage: "further rows are drawn without script");
        var looked = await organizer.Send(empty, "open", Form("autumn").Append(("verb", "look")));
        looked.Text.ShouldContain("Tue 1 October 2030: 10:00 10:25");
        looked.Html.ShouldContain("value=\"2030-10-02\"");
        (await fair.System.Organizer().Get("/registration/marts/autumn")).Status.ShouldBe(HttpStatusCode.NotFound, "a look opens nothing");

        var opened = await organizer.Send(empty, "open", Form("autumn").Append(("verb", "open")));
        opened.Path.ShouldStartWith("/portal/marts/autumn/start");
        opened.Text.ShouldContain("The mart is open for applications.");
        opened.Text.ShouldContain("Applications and wishes");
        opened.Text.ShouldContain("30 tables for all");
        var mart = (await fair.System.Organizer().Get("/registration/marts/autumn")).Json;
        mart.GetProperty("pauses").GetArrayLength().ShouldBe(1, "the pause is of one day");
        mart.GetProperty("timeZone").GetString().ShouldBe("Asia/Tashkent");
        (await organizer.Send(empty, "open", Form("autumn").Append(("verb", "open")).Append(("key", "another")))).Text.ShouldContain("A mart of this id is open already.");
    }

    [Fact]
    public async Task What_is_wrong_is_marked_at_its_place_and_what_was_typed_stays()
    {
        using var organizer = fair.Visitor();
        var empty = await organizer.Enter(Roles.Organizer, "*", null, "/portal/marts/new/open?lang=ru");
        var wrong = await organizer.Send(empty, "open", Form("Winter Mart", "1").Where(f => f.Item1 is not "category-0-names-en").Append(("verb", "open")));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Text.ShouldContain("Проверьте отмеченные поля.");
        foreach (var field in new[] { "mart", "slotMinutes" }) wrong.Html.ShouldMatch($"name=\"{field}\"[^>]*aria-invalid=\"true\"");
        wrong.Html.ShouldNotMatch("name=\"names-en\"[^>]*aria-invalid");
        foreach (var typed in new[] { "Winter Mart", "가을 마트", "Tashkent", "2030-10-02", "Lunch", "ko uz", "2030-09-20T18:00" }) wrong.Html.ShouldContain($"value=\"{typed}\"");
        wrong.Text.ShouldContain("Give a text in at least one language.", customMessage: "a row is marked, too");
    }

    [Fact]
    public async Task An_organizer_of_one_mart_opens_no_other()
    {
        using var organizer = fair.Visitor();
        var own = await organizer.Enter(Roles.Organizer, "harvest", null, "/portal/marts/harvest/open?lang=en");
        own.Html.ShouldContain("value=\"harvest\"");
        (await organizer.Send(own, "open", Form("other").Append(("verb", "open")))).Text.ShouldContain("You are signed in for another mart.");
        (await organizer.Send(own, "open", Form("harvest").Append(("verb", "open")))).Path.ShouldStartWith("/portal/marts/harvest/start");
        using var buyer = fair.Visitor();
        (await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", $"/portal/marts/{Fair.Mart}/open")).Path.ShouldStartWith("/portal/sign-in");
    }

    [Fact]
    public async Task Phases_are_moved_and_the_clock_of_a_rehearsal_goes_on()
    {
        using var organizer = fair.Visitor();
        var start = await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("start?lang=en"));
        start.Text.ShouldContain("Next: Planning, Wed 5 July 2023 at 18:00.");
        (string, string)[] phases = [("applicationsOpen", "2023-05-01T09:00"), ("opens", "2023-07-13T09:30"), ("closes", "2023-07-13T18:30")];
        (await organizer.Send(start, "phases", phases.Append(("wishesClose", "2023-07-06T18:00")))).Text.ShouldContain("Next: Planning, Thu 6 July 2023 at 18:00.");
        var wrong = await organizer.Send(start, "phases", phases.Append(("wishesClose", "2023-07-14T18:00")).Append(("key", "second")));
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("value=\"2023-07-14T18:00\"");
        wrong.Text.ShouldContain("Check the times that are marked.");
        (await organizer.Send(start, "clock", ("now", "some day"))).Text.ShouldContain("This is no date with a time.");
        (await organizer.Send(start, "clock", ("now", "2023-07-07T12:00"))).Text.ShouldContain("The clock is moved.");
        (await organizer.See(Fair.Page("start"))).Text.ShouldContain("Next: The day, Thu 13 July 2023 at 09:30.");
    }

    [Theory]
    [InlineData(-1, false, "announced", "wishes")]
    [InlineData(0, false, "wishes", "planning")]
    [InlineData(2, false, "planning", "day")]
    [InlineData(3, false, "day", "over")]
    [InlineData(9, false, "over", null)]
    [InlineData(9, true, "closed", null)]
    public void A_mart_is_in_one_phase_and_knows_the_next(int day, bool isSealed, string now, string? next)
    {
        var at = new DateTimeOffset(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var mart = new MartDocument("m", new Dictionary<string, string>(), "", "", "UTC", [], [], [], [], at.AddDays(2), at.AddDays(3), at.AddDays(4), false, 0, 0) { ApplicationsOpenAt = at };
        var clock = PhaseClock.Of(mart, at.AddDays(day), isSealed);
        (clock.Now, clock.Next?.Code).ShouldBe((now, next));
        clock.Phases.Count(p => clock.StateOf(p) == "now").ShouldBe(now is "announced" or "closed" ? 0 : 1);
    }
}
