using TravelMart.Registration.Marts;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class PhasesTests(RunningSystem running) : IClassFixture<RunningSystem>
{
    private readonly TestSystem _system = running.System;

    private static object Phases(string wishes = "2023-07-05T18:00", string opens = "2023-07-13T09:30", string applications = "2023-05-01T09:00") =>
        new { applicationsOpen = applications, wishesClose = wishes, opens, closes = "2023-07-13T18:30" };

    [Fact]
    public async Task Phases_move_to_times_to_come_and_every_service_hears_of_it()
    {
        var mart = await running.Mart();
        var path = $"/registration/marts/{mart}/phases";
        var organizer = _system.Organizer();
        (await _system.As("buyer", "B1").Put(path, Phases())).Expect(403).Refusal.ShouldBe("NotForYourRole");
        (await organizer.Put("/registration/marts/no-such/phases", Phases())).Expect(404).Refusal.ShouldBe("MartUnknown");
        (await organizer.Put(path, Phases("2023-07-06T18:00"))).Expect(200).Json.GetProperty("wishesCloseAt").GetDateTimeOffset().ShouldBe(new(2023, 7, 6, 12, 0, 0, TimeSpan.Zero));
        (await organizer.Put(path, Phases("2023-07-06T18:00"))).Expect(200);
        (await _system.As("").Get($"/registration/marts/{mart}")).Json.GetProperty("wishesCloseAt").GetDateTimeOffset().ShouldBe(new(2023, 7, 6, 12, 0, 0, TimeSpan.Zero));
        await Poll.Until(async () => (await organizer.Get($"/matching/marts/{mart}/history")).Text.Contains("phases-moved", StringComparison.Ordinal));
        // Wishes can be stated a day later than the form had said.
        foreach (var (role, company) in new[] { ("seller", "S1"), ("buyer", "B1") })
        {
            (await organizer.Post($"/registration/marts/{mart}/companies", role == "seller" ? RegistrationForms.Seller(company) : RegistrationForms.Buyer(company))).Expect(201);
            (await organizer.Post($"/registration/marts/{mart}/companies/{company}/approve")).Expect(200);
        }
        await Poll.Until(async () => (await organizer.Put($"/matching/marts/{mart}/wishes/B1/S1", new { strength = "must" }, new DateTimeOffset(2023, 7, 5, 18, 0, 0, TimeSpan.Zero), onBehalfOf: "B1")).Ok);
        (await organizer.Put($"/matching/marts/{mart}/wishes/B1/S1", new { strength = "would", rank = 1 }, new DateTimeOffset(2023, 7, 6, 12, 0, 0, TimeSpan.Zero), onBehalfOf: "B1")).Refusal.ShouldBe("WishesAreClosed");
    }

    [Fact]
    public async Task A_mart_whose_phases_were_moved_is_still_the_one_that_its_form_opened()
    {
        var mart = await running.Mart();
        var form = RegistrationForms.Mart(mart, mart + "-trip");
        var trip = (await _system.As("").Get($"/registration/marts/{mart}")).Json.GetProperty("event").GetString()!;
        form["event"] = trip;
        (await _system.Organizer().Put($"/registration/marts/{mart}/phases", Phases(opens: "2023-07-13T09:45"))).Expect(200);
        (await _system.Organizer().Post("/registration/marts", form)).Expect(200);
    }

    [Theory]
    [InlineData("2023-07-14T18:00", "2023-07-13T09:30", "phases.opens")]
    [InlineData("2023-07-05T18:00", "2023-07-13T10:30", "phases.opens")]
    [InlineData("2023-05-01T08:00", "2023-07-13T09:30", "phases.wishesClose")]
    [InlineData("soon", "2023-07-13T09:30", "phases.wishesClose")]
    public async Task Phases_that_do_not_follow_each_other_are_refused_by_field(string wishes, string opens, string field)
    {
        var refused = (await _system.Organizer().Put($"/registration/marts/{await running.Mart()}/phases", Phases(wishes, opens))).Expect(400);
        refused.Refusal.ShouldBe("PhasesNotValid");
        refused.Json.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(refused.Text);
    }

    [Fact]
    public void Nothing_is_moved_into_the_past_and_an_opening_that_was_stays()
    {
        var at = new DateTimeOffset(2023, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var mart = new MartOpened("m", "e", new Dictionary<string, string>(), "", "KZ", "UTC", "", [], [], 20, 5, null, [], [], [], null, at, at.AddDays(4), at.AddDays(12), at.AddDays(13), 60, "v1", false);
        PhasesRequest Asked(int wishes, int opens) => new("2023-07-01T00:00", $"2023-07-{wishes:00}T00:00", $"2023-07-{opens:00}T00:00", "2023-07-14T00:00");
        MovePhases.Decide(mart, at.AddDays(2), Asked(5, 13)).ShouldBe(EventSourcing.Decision.AlreadyTrue);
        MovePhases.Decide(mart, at.AddDays(2), Asked(7, 13)).Events.ShouldHaveSingleItem();
        MovePhases.Decide(mart, at.AddDays(6), Asked(8, 13)).Events.ShouldHaveSingleItem("wishes that were closed are opened again");
        MovePhases.Decide(mart, at.AddDays(2), Asked(2, 13)).Refusal!.Name.ShouldBe("PhasesNotValid");
        MovePhases.Decide(mart, at.AddDays(12.5), Asked(5, 14)).Refusal!.Name.ShouldBe("PhasesNotValid");
    }

    [Fact]
    public async Task A_form_is_looked_at_and_nothing_is_opened_by_that()
    {
        var organizer = _system.Organizer();
        var (trip, mart) = (RegistrationForms.Event("look-trip", "look"), RegistrationForms.Mart("look", "look-trip"));
        var looked = (await organizer.Post("/registration/marts/look", new { @event = trip, mart })).Expect(200).Json;
        (looked.GetProperty("slots").GetArrayLength(), looked.GetProperty("eventIsOpen").GetBoolean()).ShouldBe((16, false));
        (await organizer.Get("/registration/marts/look")).Expect(404);
        (trip["city"], mart["slotMinutes"]) = ("", 1);
        var wrong = (await organizer.Post("/registration/marts/look", new { @event = trip, mart })).Expect(400);
        wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["event.city", "slotMinutes"], ignoreOrder: true);
        trip["timeZone"] = "Asia/Nowhere";
        (await organizer.Post("/registration/marts/look", new { @event = trip, mart })).Expect(400).Text.ShouldContain("event.timeZone");
        (await organizer.Post("/registration/marts/look", new { mart })).Expect(404).Refusal.ShouldBe("EventUnknown");
        (await organizer.Post("/registration/marts/look", new { })).Expect(400).Refusal.ShouldBe("MartNotValid");
        (await _system.As("organizer", mart: "other").Post("/registration/marts/look", new { @event = trip, mart })).Expect(403).Refusal.ShouldBe("NotYourMart");
    }
}
