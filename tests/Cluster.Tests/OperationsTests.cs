using System.Net;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.LocalServers;
using TravelMart.Testing;

namespace TravelMart.Cluster.Tests;

/// <summary>What whoever runs the services apart sees of them, and does about them.</summary>
[Collection(typeof(ClusterCollection))]
public sealed class OperationsTests(RunningCluster cluster)
{
    [Fact]
    public async Task A_meetings_way_is_drawn_from_the_request_through_the_broker_to_the_boards()
    {
        await cluster.OpenMart("traced", 1);
        var meeting = await cluster.Ask("traced", "B0", 1, 0);
        await cluster.BoardsAgree("traced", 0);

        var (exit, drawn) = await cluster.Verb("board", "traced", "--trace", meeting.ToString(), "--against", cluster.Instance("boards", 1).Address.ToString());

        exit.ShouldBe(0, drawn);
        var lines = drawn.Split('\n').Select(l => l.Trim()).ToList();
        lines.ShouldContain(l => l.StartsWith("meeting-requested", StringComparison.Ordinal));
        foreach (var step in (string[])["matching 1   POST /matching/marts/{mart}/meetings", "publish MeetingRequested", "boards-journal.1 process", "boards-journal.2 process", "boards 1", "boards 2", "fold into HallState"])
            lines.ShouldContain(l => l.Contains(step, StringComparison.Ordinal), drawn);
        var (refused, why) = await cluster.Verb("board", "traced", "--trace", Guid.NewGuid().ToString(), "--against", cluster.Instance("boards", 1).Address.ToString());
        refused.ShouldBe(1);
        why.ShouldContain("MeetingUnknown");
    }

    [Fact]
    public async Task Every_logged_line_is_a_JSON_object_and_none_names_a_person()
    {
        var organizer = await cluster.At("registration", 1);
        (await organizer.Post("/registration/events", RegistrationForms.Event("logged-trip", "logged"), RegistrationForms.Spring)).Expect(201);
        (await organizer.Post("/registration/marts", RegistrationForms.Mart("logged", "logged-trip"), RegistrationForms.Spring)).Expect(201);
        (await organizer.Post("/registration/marts/logged/companies", RegistrationForms.Seller("S9", "Hanok Clinic"), RegistrationForms.Spring)).Expect(201);
        (await organizer.Post("/registration/marts/logged/companies/S9/decline", new { reason = "Gil-dong said no" }, RegistrationForms.Spring)).Expect(400);

        var lines = cluster.LogLines().Select(l => JsonDocument.Parse(l).RootElement).ToList();

        var write = lines.Last(l => l.GetProperty("State").TryGetProperty("Route", out var route) && route.GetString()!.EndsWith("/decline", StringComparison.Ordinal));
        write.GetProperty("State").GetProperty("Mart").GetString().ShouldBe("logged");
        write.GetProperty("State").GetProperty("Role").GetString().ShouldBe("organizer");
        write.GetProperty("State").GetProperty("Refusal").GetString().ShouldBe("CodeNotUnderstood");
        write.GetProperty("Scopes").EnumerateArray().ShouldContain(s => s.GetRawText().Contains("TraceId", StringComparison.Ordinal));
        foreach (var person in (string[])["Gil-dong", "gildong", "555 0101"])
            lines.ShouldNotContain(l => l.GetRawText().Contains(person, StringComparison.OrdinalIgnoreCase), person);
    }

    [Fact]
    public async Task What_always_fails_lies_in_the_error_queue_where_it_is_shown_tried_again_and_dropped()
    {
        const string queue = "matching-participants";
        var id = await PublishWithoutEnvelope(queue);
        await Poll.Until(async () => (await cluster.Verb("queues", "failed", queue)).Said.Contains(id, StringComparison.Ordinal));

        (await cluster.Verb("queues", "failed", queue)).Said.ShouldContain("without an envelope");
        (await cluster.Verb("queues")).Said.ShouldContain(queue);
        (await cluster.Verb("queues", "retry", queue, "--message", id)).Said.ShouldContain($"1 moved back into {queue}.");
        await Poll.Until(async () => (await cluster.Verb("queues", "failed", queue)).Said.Contains(id, StringComparison.Ordinal));
        (await cluster.Verb("queues", "drop", queue, "--message", id)).Said.ShouldContain($"1 dropped from {queue}_error.");
        (await cluster.Verb("queues", "failed", queue)).Said.ShouldContain("Nothing has failed there.");
        (await cluster.Verb("queues", "failed", "no-such")).ShouldBe((1, "travelmart: there is no queue no-such; 'travelmart queues' lists them\n"));
    }

    [Theory]
    [InlineData("garbage", "text/plain")]
    [InlineData("null", "application/vnd.masstransit+json")]
    [InlineData("""{"messageType":[]}""", "application/vnd.masstransit+json")]
    public async Task What_is_no_message_at_all_raises_an_alarm_is_shown_and_can_be_dropped_also_from_a_board(string body, string contentType)
    {
        foreach (var (queue, service) in new[] { ("catalogue-directory", "catalogue"), ("boards-journal.1", "boards") })
        {
            await Publish(queue, Encoding.UTF8.GetBytes(body), new BasicProperties { ContentType = contentType });
            await Poll.Until(async () => (await (await cluster.At(service, 1)).Get("/health/ready")).Expect(200).Json.GetProperty("alarms").GetRawText()
                .Contains($"1 messages failed in {queue}", StringComparison.Ordinal));

            var (exit, said) = await cluster.Verb("queues", "failed", queue);
            exit.ShouldBe(0, said);
            said.ShouldContain("1 failed.");
            (await cluster.Verb("queues", "drop", queue)).Said.ShouldContain($"1 dropped from {queue}_error.");
            await Poll.Until(async () => (await (await cluster.At(service, 1)).Get("/health/ready")).Expect(200).Json.GetProperty("alarms").GetArrayLength() == 0);
        }
    }

    [Fact]
    public async Task Starting_again_starts_what_is_missing_and_leaves_the_rest_alone()
    {
        var before = cluster.Running.State.Instances;
        await cluster.Kill("catalogue");

        await cluster.StartMissing();

        var after = cluster.Running.State.Instances;
        after.Select(i => (i.Service, i.Number, i.Address)).ShouldBe(before.Select(i => (i.Service, i.Number, i.Address)));
        after.Where(i => i.Service != "catalogue").ShouldBe(before.Where(i => i.Service != "catalogue"));
        after.ShouldAllBe(i => CommandLine.Hosting.Cluster.Runs(i));
    }

    [Fact]
    public async Task A_start_that_was_given_up_halfway_can_be_stopped()
    {
        var folder = Path.Combine(Path.GetTempPath(), "travelmart-half-" + Guid.NewGuid().ToString("N"));
        using var enough = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(CommandLine.Hosting.Cluster.Start(folder, 1, null, what => { if (what == "RabbitMQ") enough.Cancel(); }, enough.Token));
        var postgres = await PostgresServer.Start(Path.Combine(folder, "postgres"), null, TestContext.Current.CancellationToken);
        postgres.ProcessId.ShouldNotBeNull();

        (await CommandLine.Hosting.Cluster.Stop(folder, _ => { })).ShouldBeTrue();

        postgres.ProcessId.ShouldBeNull();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Traces_and_metrics_are_sent_to_a_collector_where_one_is_set_up()
    {
        using var collector = new HttpListener();
        var address = $"http://127.0.0.1:{LocalSystem.FreePort()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        var variables = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
        };
        await cluster.Kill("catalogue");
        foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
        try { await cluster.StartAgain("catalogue"); }
        finally { foreach (var name in variables.Keys) Environment.SetEnvironmentVariable(name, null); }

        var got = new Dictionary<string, string>();
        while (got.Count < 2 || !got["/v1/metrics"].Contains("travelmart.view.backlog", StringComparison.Ordinal))
        {
            var sent = await collector.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            using var body = new MemoryStream();
            await sent.Request.InputStream.CopyToAsync(body, TestContext.Current.CancellationToken);
            got[sent.Request.Url!.AbsolutePath] = Encoding.UTF8.GetString(body.ToArray());
            sent.Response.Close();
        }

        got.Keys.Order().ShouldBe(["/v1/metrics", "/v1/traces"]);
        got.Values.ShouldAllBe(v => v.Contains("travelmart-catalogue", StringComparison.Ordinal));
    }

    /// <summary>A message that looks like ours and is not: what a consumer throws on, again and again.</summary>
    private async Task<string> PublishWithoutEnvelope(string queue)
    {
        var id = Guid.NewGuid().ToString();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = id,
            messageType = (string[])["urn:message:TravelMart.Contracts.Registration:CompanyWithdrew"],
            message = new { mart = "nowhere", company = "B0", reason = "nothing" },
        });
        await Publish(queue, body, new BasicProperties { MessageId = id, ContentType = "application/vnd.masstransit+json" });
        return id;
    }

    private async Task Publish(string queue, byte[] body, BasicProperties properties)
    {
        await using var connection = await new ConnectionFactory { Uri = cluster.Running.Rabbit.Address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", queue, mandatory: true, properties, body);
    }
}
