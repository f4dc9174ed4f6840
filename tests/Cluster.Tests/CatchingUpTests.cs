using System.Text.Json;
using Npgsql;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Cluster.Tests;

/// <summary>What a queue missed is fetched from the sources' logs, and one message that always fails holds up nobody else.</summary>
[Collection(typeof(ClusterCollection))]
public sealed class CatchingUpTests(RunningCluster cluster)
{
    private const string Mart = "caught-up", Queue = "matching-participants", Subscriber = $"catch-up:{Queue}:registration";

    [Fact]
    public async Task What_always_fails_while_catching_up_is_set_aside_with_an_alarm_and_can_be_tried_again()
    {
        await cluster.OpenMart(Mart, 3);
        var (matching, registration) = (await cluster.At("matching", 1), await cluster.At("registration", 1));
        var admitted = await Admission("B0");
        await cluster.Running.Rabbit.Kill();
        await Rewrite("B0", "\"this was damaged\"");
        foreach (var buyer in (string[])["B0", "B1"])
            (await registration.Post($"/registration/marts/{Mart}/companies/{buyer}/withdraw", new { reason = "no-longer-interested" }, RegistrationForms.Spring)).Expect(200);
        await cluster.BringBackTheBroker();

        await Poll.Until(async () => (await SetAside()).Any(p => Kind(p) == "CompanyWithdrew") && await Buyers() == 2);
        // What is heard of the company a second time is parked too, if the last look was before it was admitted.
        var parked = await SetAside();
        parked.Select(Kind).Except(["CompanyAdmitted"]).ShouldBe(["CompanyWithdrew"]);
        parked.ShouldAllBe(p => p.GetProperty("attempts").GetInt32() == 5);
        (await matching.Get("/health/ready")).Expect(200).Json.GetProperty("status").GetString().ShouldBe("ready-with-alarm");
        var retries = parked.Select(p => $"/matching/parked/{p.GetProperty("messageId").GetGuid()}/retry?subscriber={Uri.EscapeDataString(Subscriber)}").Reverse().ToList();
        foreach (var retry in retries) (await matching.Post(retry)).Refusal.ShouldBe("StillFailing");

        await Rewrite("B0", admitted);
        foreach (var retry in retries) (await matching.Post(retry)).Expect(200);

        await Poll.Until(async () => await Buyers() == 1);
        (await SetAside()).ShouldBeEmpty();
        (await cluster.History(Mart, "participant-withdrew")).Count.ShouldBe(2);
        await cluster.Verb("queues", "drop", Queue);

        async Task<IReadOnlyList<JsonElement>> SetAside() =>
            [.. (await matching.Get("/matching/parked")).Expect(200).Json.EnumerateArray().Where(p => p.GetProperty("subscriber").GetString() == Subscriber)];
        static string Kind(JsonElement parked) => parked.GetProperty("type").GetString()!.Split('.').Last();
        async Task<int> Buyers() => (await matching.Get("/matching/marts/" + Mart)).Expect(200).Json.GetProperty("buyers").GetInt32();
    }

    private Task<string> Admission(string company) => Sql("SELECT data FROM matching.event WHERE mart = $1 AND stream = $2 AND version = 1", company);

    private Task Rewrite(string company, string data) => Sql(LogPlace.HasMarten
        ? "UPDATE matching.mt_events SET data = $3::jsonb WHERE tenant_id = $1 AND stream_id = $2 AND version = 1 RETURNING data::text"
        : "UPDATE matching.event SET data = $3 WHERE mart = $1 AND stream = $2 AND version = 1 RETURNING data", company, data);

    private async Task<string> Sql(string text, string company, params string[] more)
    {
        await using var source = NpgsqlDataSource.Create(await cluster.Running.Postgres.Database("travelmart"));
        await using var command = source.CreateCommand(text);
        foreach (var value in (string[])[Mart, "participant/" + company, .. more]) command.Parameters.Add(new() { Value = value });
        return (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }
}
