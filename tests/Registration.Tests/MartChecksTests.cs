using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.EventSourcing;
using TravelMart.Registration.Events;
using TravelMart.Registration.Marts;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class MartChecksTests
{
    private static readonly EventOpened Trip = OpenEvent.Check(Read<OpenEventRequest>(RegistrationForms.Event("trip", "mart"))).Asked;

    [Fact]
    public void The_form_of_Almaty_becomes_a_mart_with_16_slots()
    {
        var (asked, wrong) = Check(_ => { });
        wrong.ShouldBeNull();
        asked.Slots.Count.ShouldBe(16);
        asked.Pauses.Select(p => p.Label).ShouldBe(["Lunch", "Coffee"]);
        asked.Interpreters[0].UnavailableSlots.ShouldBe(Enumerable.Range(6, 10));
        asked.OpensAt.ShouldBe(new DateTimeOffset(2023, 7, 13, 3, 30, 0, TimeSpan.Zero));
        asked.SharedTables.ShouldBeNull();
    }

    [Fact]
    public void An_empty_form_names_every_field_at_once()
    {
        var (_, wrong) = MartChecks.Check(Read<OpenMartRequest>([]), Trip);
        wrong!.Name.ShouldBe("MartNotValid");
        wrong.Status.ShouldBe(400);
        Errors(wrong).Keys.ShouldBe(["categories", "changeoverMinutes", "countingRule", "days", "languages", "mart", "names", "phases.applicationsOpen",
            "phases.closes", "phases.opens", "phases.wishesClose", "requestExpiryMinutes", "slotMinutes", "tables.layout"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("mart", "\"Not An Id\"", "mart")]
    [InlineData("names", "{ \"English\": \"x\" }", "names.English")]
    [InlineData("slotMinutes", "4", "slotMinutes")]
    [InlineData("slotMinutes", "60", null)]
    [InlineData("changeoverMinutes", "-1", "changeoverMinutes")]
    [InlineData("countingRule", "\"v2\"", "countingRule")]
    [InlineData("requestExpiryMinutes", "0", "requestExpiryMinutes")]
    [InlineData("languages", "[\"en\", \"en\"]", "languages")]
    [InlineData("tables", "{ \"layout\": \"shared\" }", "tables.count")]
    [InlineData("tables", "{ \"layout\": \"shared\", \"count\": 40 }", null)]
    [InlineData("tables", "{ \"layout\": \"stands\", \"count\": 40 }", "tables.count")]
    [InlineData("categories", "[{ \"code\": \"a\", \"names\": { \"en\": \"A\" } }, { \"code\": \"a\", \"names\": { \"en\": \"A\" } }]", "categories")]
    [InlineData("interpreters", "[{ \"id\": \"I1\", \"languages\": [\"ko\"] }]", "interpreters[0].languages")]
    [InlineData("interpreters", "[null]", "interpreters[0].id interpreters[0].languages")]
    [InlineData("rate", "{ \"from\": \"usd\", \"to\": \"KRW\", \"rate\": 1, \"source\": \"s\", \"on\": \"2023-07-12\" }", "rate.from")]
    [InlineData("rate", "{ \"from\": \"USD\", \"to\": \"KRW\", \"rate\": 0, \"source\": \"s\", \"on\": \"2023-07-12\" }", "rate.rate")]
    [InlineData("rate", "{ \"from\": \"USD\", \"to\": \"KRW\", \"rate\": 1, \"source\": \"s\", \"on\": \"9999-12-31\" }", "rate.on")]
    [InlineData("rate", "{ \"from\": \"KRW\", \"to\": \"KRW\", \"rate\": 1, \"source\": \"s\", \"on\": \"2023-07-12\" }", "rate.to")]
    [InlineData("days", "[{ \"date\": \"2023-07-20\", \"opens\": \"10:00\", \"closes\": \"12:00\" }]", "days[0].date phases.closes")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"10:00\", \"closes\": \"9:00\" }]", "days[0].closes")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"10:00\", \"closes\": \"10:10\" }]", "days")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"10:00\", \"closes\": \"12:00\" }, { \"date\": \"2023-07-13\", \"opens\": \"13:00\", \"closes\": \"14:00\" }]", "days[1].date")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"10:00\", \"closes\": \"12:00\", \"pauses\": [{ \"label\": \"x\", \"from\": \"11:30\", \"to\": \"12:30\" }] }]", "days[0].pauses[0]")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"10:00\", \"closes\": \"19:00\" }]", "phases.closes")]
    [InlineData("days", "[{ \"date\": \"2023-07-13\", \"opens\": \"09:00\", \"closes\": \"12:00\" }]", "phases.opens")]
    [InlineData("phases", "{ \"applicationsOpen\": \"2023-07-06T09:00\", \"wishesClose\": \"2023-07-05T18:00\", \"opens\": \"2023-07-13T09:30\", \"closes\": \"2023-07-13T18:30\" }", "phases.wishesClose")]
    [InlineData("phases", "{ \"applicationsOpen\": \"2023-05-01T09:00Z\", \"wishesClose\": \"2023-07-05T18:00\", \"opens\": \"2023-07-13T09:30\", \"closes\": \"2023-07-13T18:30\" }", "phases.applicationsOpen")]
    public void Each_mistake_is_named_by_its_field_and_by_no_other(string field, string value, string? wrongFields)
    {
        var (_, wrong) = Check(form => form[field] = JsonNode.Parse(value));
        (wrong is null ? null : string.Join(' ', Errors(wrong).Keys.Order(StringComparer.Ordinal))).ShouldBe(wrongFields);
    }

    [Fact]
    public void A_mart_has_at_most_200_slots()
    {
        var (_, wrong) = Check(form =>
        {
            form["slotMinutes"] = 5;
            form["changeoverMinutes"] = 0;
            form["days"] = new JsonArray([.. new[] { "2023-07-13", "2023-07-14" }.Select(d => new JsonObject { ["date"] = d, ["opens"] = "09:30", ["closes"] = "18:30" })]);
            form["phases"]!["closes"] = "2023-07-14T18:30";
        });
        Errors(wrong!)["days"].ShouldHaveSingleItem().ShouldContain("216");
    }

    [Fact]
    public void An_event_names_all_its_mistakes_at_once()
    {
        var (_, wrong) = OpenEvent.Check(Read<OpenEventRequest>(JsonNode.Parse("""
            { "event": "X", "names": {}, "city": "", "country": "kz", "timeZone": "Asia/Nowhere", "from": "2023-07-14", "to": "2023-07-12", "programmes": [{ "id": "a", "kind": "party" }] }
            """)!.AsObject()));
        Errors(wrong!).Keys.ShouldBe(["event", "names", "city", "country", "timeZone", "to", "programmes[0].id", "programmes[0].kind"], ignoreOrder: true);
    }

    [Fact]
    public void Only_a_declared_travel_mart_is_opened()
    {
        var asked = Check(_ => { }).Asked;
        OpenMart.Decide(null, Trip, asked).Events.ShouldBe([asked]);
        OpenMart.Decide(null, Trip, asked with { Mart = "trip-health" }).Refusal!.Name.ShouldBe("MartNotDeclared");
        OpenMart.Decide(asked, Trip, Check(_ => { }).Asked).ShouldBe(Decision.AlreadyTrue);
        OpenMart.Decide(asked, Trip, asked with { SlotMinutes = 25 }).Refusal!.Name.ShouldBe("MartAlreadyOpen");
    }

    [Fact]
    public void An_hour_that_the_clocks_skip_cannot_be_part_of_a_mart()
    {
        var berlin = Trip with { TimeZone = "Europe/Berlin", From = new(2023, 3, 26), To = new(2023, 3, 26) };
        var form = RegistrationForms.Mart("mart", "trip");
        form["days"] = JsonNode.Parse("""[{ "date": "2023-03-26", "opens": "01:50", "closes": "04:00" }]""");
        form["interpreters"] = new JsonArray();
        form["phases"] = JsonNode.Parse("""{ "applicationsOpen": "2023-01-01T09:00", "wishesClose": "2023-02-01T18:00", "opens": "2023-03-26T01:00", "closes": "2023-03-26T18:30" }""");
        Errors(MartChecks.Check(Read<OpenMartRequest>(form), berlin).Wrong!)["days"].ShouldHaveSingleItem().ShouldContain("clocks change");
    }

    private static (MartOpened Asked, Refusal? Wrong) Check(Action<JsonObject> change)
    {
        var form = RegistrationForms.Mart("mart", "trip");
        change(form);
        return MartChecks.Check(Read<OpenMartRequest>(form), Trip);
    }

    private static T Read<T>(JsonObject form) => form.Deserialize<T>(FactJson.Options)!;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> Errors(Refusal wrong) => (IReadOnlyDictionary<string, IReadOnlyList<string>>)wrong.Details["errors"]!;
}
