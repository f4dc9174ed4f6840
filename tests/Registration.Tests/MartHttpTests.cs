using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class MartHttpTests(RunningSystem running) : IClassFixture<RunningSystem>
{
    private readonly TestSystem _system = running.System;

    [Fact]
    public async Task A_mart_is_public_once_it_is_open()
    {
        var mart = await running.Mart();
        var seen = (await _system.As("").Get($"/registration/marts/{mart}?zone=Asia/Seoul")).Expect(200).Json;
        seen.GetProperty("slots").GetArrayLength().ShouldBe(16);
        seen.GetProperty("slots")[0].GetProperty("clock").GetString().ShouldBe("13:00");
        seen.GetProperty("slots")[0].GetProperty("start").GetString().ShouldBe("2023-07-13T13:00:00+09:00");
        seen.GetProperty("shownIn").GetString().ShouldBe("Asia/Seoul");
        (await _system.As("").Get($"/registration/marts/{mart}")).Json.GetProperty("slots")[0].GetProperty("clock").GetString().ShouldBe("10:00");
        (await _system.As("").Get($"/registration/marts/{mart}?zone=Asia/Nowhere")).Refusal.ShouldBe("ZoneUnknown");
        (await _system.As("").Get("/registration/marts/no-such")).Expect(404).Refusal.ShouldBe("MartUnknown");
        (await _system.As("").Get("/registration/marts?take=200")).Json.GetProperty("items").EnumerateArray()
            .ShouldContain(m => m.GetProperty("mart").GetString() == mart);
    }

    [Fact]
    public async Task An_event_is_public_and_opened_once()
    {
        var form = RegistrationForms.Event("trip-a", "mart-a");
        (await _system.Organizer().Post("/registration/events", form)).Expect(201);
        (await _system.Organizer().Post("/registration/events", form)).Expect(200);
        form["city"] = "Astana";
        (await _system.Organizer().Post("/registration/events", form)).Expect(409).Refusal.ShouldBe("EventAlreadyOpen");
        (await _system.As("").Get("/registration/events/trip-a")).Json.GetProperty("city").GetString().ShouldBe("Almaty");
        (await _system.As("").Get("/registration/events/none")).Expect(404).Refusal.ShouldBe("EventUnknown");
        (await History("trip-a")).Count(l => l.GetProperty("type").GetString() == "event-opened").ShouldBe(1);
    }

    [Fact]
    public async Task Opening_refuses_what_it_should()
    {
        (await _system.Organizer().Post("/registration/events", RegistrationForms.Event("trip-b", "mart-b"), RegistrationForms.Spring)).Expect(201);
        var form = RegistrationForms.Mart("mart-b", "trip-b");
        (await _system.As("seller", "S1").Post("/registration/marts", form)).Expect(403).Refusal.ShouldBe("NotForYourRole");
        (await _system.As("").Post("/registration/marts", form)).Expect(401).Refusal.ShouldBe("TokenMissingOrInvalid");
        (await _system.As("organizer", mart: "other").Post("/registration/marts", form)).Expect(403).Refusal.ShouldBe("NotYourMart");
        (await _system.As("organizer", mart: "other").Post("/registration/events", RegistrationForms.Event("trip-c"))).Expect(403).Refusal.ShouldBe("NotYourMart");
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("mart-b", "trip-z"))).Expect(404).Refusal.ShouldBe("EventUnknown");
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("trip-b-health", "trip-b"))).Expect(409).Refusal.ShouldBe("MartNotDeclared");
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("mart-b", "trip-b", rehearsal: false), RegistrationForms.Spring))
            .Expect(403).Refusal.ShouldBe("ClockIsNotYours");
        (await _system.Organizer().Post("/registration/marts", form, RegistrationForms.Spring)).Expect(201);
        (await _system.Organizer().Post("/registration/marts", form, RegistrationForms.Spring)).Expect(200);
        form["slotMinutes"] = 25;
        (await _system.Organizer().Post("/registration/marts", form)).Expect(409).Refusal.ShouldBe("MartAlreadyOpen");
        form["slotMinutes"] = 1;
        form["countingRule"] = "v9";
        var wrong = (await _system.Organizer().Post("/registration/marts", form)).Expect(400);
        wrong.Refusal.ShouldBe("MartNotValid");
        wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["countingRule", "slotMinutes"]);
        wrong.Json.GetProperty("errors").GetProperty("slotMinutes")[0].GetString().ShouldBe("This must be between 5 and 240.");
    }

    [Fact]
    public async Task A_rehearsal_without_a_told_time_begins_when_applications_open()
    {
        (await _system.Organizer().Post("/registration/events", RegistrationForms.Event("trip-d", "mart-d"))).Expect(201);
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("mart-d", "trip-d"))).Expect(201);
        (await History("mart-d"))[0].GetProperty("at").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2023, 5, 1, 3, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Event_and_mart_may_share_an_id()
    {
        (await _system.Organizer().Post("/registration/events", RegistrationForms.Event("same", "same"), RegistrationForms.Spring)).Expect(201);
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("same", "same"), RegistrationForms.Spring.AddHours(1))).Expect(201);
        (await History("same")).Select(l => l.GetProperty("at").GetDateTimeOffset()).ShouldBe([RegistrationForms.Spring, RegistrationForms.Spring.AddHours(1)]);
        var feed = (await _system.As("service").Get("/registration/marts/same/contracts")).Expect(200).Text;
        feed.ShouldContain("TravelMart.Contracts.Registration.EventOpened");
        feed.ShouldContain("TravelMart.Contracts.Registration.MartOpened");
    }

    [Fact]
    public async Task A_repeated_write_gets_the_first_answer_and_a_reused_key_is_refused()
    {
        var form = RegistrationForms.Event("trip-e", "mart-e");
        var key = Guid.NewGuid().ToString();
        using var first = await Send(form, key);
        using var second = await Send(form, key);
        ((int)first.StatusCode).ShouldBe(201);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        ((int)second.StatusCode).ShouldBe(201);
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        form["city"] = "Astana";
        (await _system.Organizer().Post("/registration/events", form, key: key)).Expect(422).Refusal.ShouldBe("IdempotencyKeyReused");
        using var none = await Send(form, null);
        ((int)none.StatusCode).ShouldBe(400);
        (await none.Content.ReadAsStringAsync()).ShouldContain("IdempotencyKeyMissing");
    }

    [Theory]
    [InlineData("take=0")]
    [InlineData("take=201")]
    [InlineData("skip=-1")]
    public async Task Pages_have_limits(string query) =>
        (await _system.As("").Get($"/registration/marts?{query}")).Expect(400).Refusal.ShouldBe("PageNotValid");

    private async Task<HttpResponseMessage> Send(JsonObject form, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/registration/events");
        request.Content = new StringContent(form.ToJsonString(FactJson.Options), System.Text.Encoding.UTF8, "application/json");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await _system.Organizer().Http.SendAsync(request);
    }

    private async Task<List<JsonElement>> History(string mart) =>
        [.. (await _system.Organizer().Get($"/registration/marts/{mart}/history")).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement)];
}
