using System.Text.Json.Nodes;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Replay;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Cluster.Tests;

/// <summary>The same services, each in two processes of its own.</summary>
[Collection(typeof(ClusterCollection))]
public sealed class SeparateServicesTests(RunningCluster cluster)
{
    [Fact]
    public async Task The_Almaty_day_gives_the_same_figures_as_in_one_process_figure_for_figure()
    {
        var folder = MartFolder.Read(SampleFolders.Find("almaty-2023")!).Folder.ShouldNotBeNull();
        await using var alone = await TestSystem.Start();
        var inOne = await Replay(folder, alone.Address);
        var apart = await Replay(folder, cluster.Instance("boards", 1).Address);

        apart["live"]!["consultations"]!.GetValue<int>().ShouldBe(150);
        JsonNode.DeepEquals(Without(apart, "seconds"), Without(inOne, "seconds")).ShouldBeTrue($"{apart}\n{inOne}");
        var other = (await (await cluster.At("boards", 2)).Get("/boards/marts/almaty-2023/totals")).Expect(200).Text;
        JsonNode.DeepEquals(JsonNode.Parse(other), apart["live"]).ShouldBeTrue("the other board");

        await WhatTheServersKeepIsTheSameInAFile(apart["live"]!);
    }

    private async Task WhatTheServersKeepIsTheSameInAFile(JsonNode totals)
    {
        var folder = Directory.CreateTempSubdirectory("travelmart-moved-").FullName;
        var server = (LogPlace.HasMarten ? "marten:" : "postgres:") + await cluster.Running.Postgres.Database(CommandLine.Hosting.Cluster.DatabaseName);
        (await cluster.Verb("history", "copy", "almaty-2023", "--from", server, "--to", "sqlite:" + folder)).ShouldSatisfyAllConditions(
            copied => copied.ExitCode.ShouldBe(0, copied.Said), copied => copied.Said.ShouldContain("consultations 150"));
        await using (var moved = await TestSystem.Start(folder))
        {
            var recomputed = (await moved.Organizer().Post("/boards/marts/almaty-2023/recompute")).Expect(200).Json;
            JsonNode.DeepEquals(JsonNode.Parse(recomputed.GetProperty("recomputed").GetRawText()), totals).ShouldBeTrue(recomputed.GetRawText());
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_processes_that_accept_for_the_same_slots_at_once_book_each_slot_once()
    {
        const int racers = 40;
        int[] wanted = [2, 3, 4];
        await cluster.OpenMart("race", racers);
        var meetings = await Task.WhenAll(Enumerable.Range(0, racers).Select(b => cluster.Ask("race", $"B{b}", 1 + b % 2, wanted)));
        ApiClient[] sellers = [await cluster.At("matching", 1, "seller", "S1"), await cluster.At("matching", 2, "seller", "S1")];

        var random = new Random(3);
        var won = await Task.WhenAll(meetings.Select((m, i) => (Meeting: m, Slots: wanted.OrderBy(_ => random.Next()).ToArray(), At: sellers[i % 2])).Select(async racer =>
        {
            foreach (var slot in racer.Slots)
            {
                var answer = await racer.At.Post($"/matching/marts/race/meetings/{racer.Meeting}/accept", new { slot }, RegistrationForms.Spring);
                if (answer.Ok) return (int?)slot;
                answer.Expect(409).Refusal.ShouldBe("SlotAlreadyTaken");
                answer.Json.GetProperty("holders").GetArrayLength().ShouldBe(1);
            }
            return null;
        }));

        won.OfType<int>().Order().ShouldBe(wanted);
        var booked = await cluster.History("race", "meeting-booked");
        booked.SelectMany(e => e.GetProperty("data").GetProperty("units").EnumerateArray().Select(u => (u.GetString(), e.GetProperty("data").GetProperty("slot").GetInt32()))).ShouldBeUnique();
        await cluster.BoardsAgree("race", wanted.Length);
    }

    [Fact]
    public async Task A_service_killed_between_append_and_publish_loses_nothing_that_it_acknowledged()
    {
        await cluster.OpenMart("append", 4);
        // A broker that stands still confirms nothing: what is acknowledged now is in the log and not published.
        RunningCluster.Signal(cluster.Running.Rabbit.ProcessId!.Value, "-STOP");
        try
        {
            for (var b = 0; b < 4; b++)
            {
                var meeting = await cluster.Ask("append", $"B{b}", 1 + b % 2, b);
                (await (await cluster.At("matching", 2 - b % 2, "seller", "S1")).Post($"/matching/marts/append/meetings/{meeting}/accept", new { slot = b }, RegistrationForms.Spring)).Expect(200);
            }
            await cluster.Kill("matching");
        }
        finally { RunningCluster.Signal(cluster.Running.Rabbit.ProcessId!.Value, "-CONT"); }

        await cluster.StartAgain("matching");

        (await cluster.History("append", "meeting-booked")).Count.ShouldBe(4);
        await cluster.BoardsAgree("append", 4);
    }

    [Fact]
    public async Task A_service_killed_between_consume_and_commit_does_its_work_once_when_it_is_back()
    {
        await cluster.OpenMart("consume", 1);
        await using (var db = new Npgsql.NpgsqlConnection(await cluster.Running.Postgres.Database("travelmart")))
        {
            await db.OpenAsync();
            await using var transaction = await db.BeginTransactionAsync();
            await Run(db, "LOCK TABLE matching.event IN EXCLUSIVE MODE");
            await cluster.Admit("consume", "B9", "buyer");
            await Poll.Until(async () => await Run(db, "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'travelmart-matching' AND wait_event_type = 'Lock'") > 0);
            await cluster.Kill("matching");
        }

        await cluster.StartAgain("matching");

        await Poll.Until(async () => (await cluster.History("consume", "participant-admitted")).Any(OfB9));
        (await cluster.History("consume", "participant-admitted")).Count(OfB9).ShouldBe(1);
        await cluster.Ask("consume", "B9", 2, 0);

        static bool OfB9(System.Text.Json.JsonElement e) => e.GetProperty("stream").GetString() == "participant/B9";
    }

    [Fact]
    public async Task A_killed_broker_holds_up_the_boards_and_nobody_else_and_nothing_is_lost_or_counted_twice()
    {
        await cluster.OpenMart("broker", 6);
        var (before, after) = (await Book("broker", 0, 3), 0);
        await cluster.Running.Rabbit.Kill();
        after = await Book("broker", 3, 6);
        foreach (var service in new[] { "registration", "matching" })
            await Poll.Until(async () => (await (await cluster.At(service, 1)).Get("/health/ready")).Expect(200).Json is var health
                && health.GetProperty("status").GetString() == "ready-with-alarm" && health.GetProperty("alarms").GetRawText().Contains("broker", StringComparison.Ordinal));
        await cluster.BringBackTheBroker();

        await cluster.BoardsAgree("broker", before + after);
        foreach (var service in new[] { "registration", "catalogue", "matching", "boards" })
            for (var number = 1; number <= 2; number++) await cluster.Running.WaitUntilReady(cluster.Instance(service, number), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_killed_database_loses_nothing_that_was_acknowledged()
    {
        const int buyers = 12;
        await cluster.OpenMart("database", buyers);
        var acknowledged = new List<Guid>();
        var asking = Task.Run(async () =>
        {
            for (var b = 0; b < buyers; b++)
            {
                var client = await cluster.At("matching", 1 + b % 2, "buyer", $"B{b}");
                // The same key until there is an answer: the client cannot know what became of the first attempt.
                ApiAnswer answer;
                var key = Guid.NewGuid().ToString();
                do answer = await client.Post("/matching/marts/database/meetings", new { buyer = $"B{b}", seller = "S1" }, RegistrationForms.Spring, key);
                while ((int)answer.Status == 503);
                acknowledged.Add(answer.Expect(201).Json.GetProperty("meeting").GetGuid());
                await Task.Delay(40);
            }
        });
        await Task.Delay(150, TestContext.Current.CancellationToken);
        await cluster.Running.Postgres.Kill();
        await cluster.Running.Postgres.Restart();
        await asking;

        var asked = await cluster.History("database", "meeting-requested");
        asked.Select(e => e.GetProperty("stream").GetString()).Order().ShouldBe(acknowledged.Select(m => "meeting/" + m).Order());
        await cluster.BoardsAgree("database", 0);
    }

    [Fact]
    public async Task A_service_that_is_told_to_stop_finishes_what_it_began_and_its_twin_goes_on()
    {
        await cluster.OpenMart("graceful", 8);
        var second = cluster.Instance("matching", 2);
        using var process = CommandLine.Hosting.Cluster.Running(second).ShouldNotBeNull();
        var asking = Enumerable.Range(0, 8).Select(b => cluster.Ask("graceful", $"B{b}", 2, b)).ToList();
        await Task.WhenAny(asking);
        RunningCluster.Signal(process.Id, "-TERM");
        // A connection that is refused was never begun; whatever was answered is there.
        var answered = new List<Guid>();
        foreach (var one in asking)
        {
            try { answered.Add(await one); }
            catch (HttpRequestException) { /* It came too late. */ }
        }
        process.WaitForExit(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (await cluster.History("graceful", "meeting-requested")).Select(e => e.GetProperty("stream").GetString()).ShouldBe(answered.Select(m => "meeting/" + m), ignoreOrder: true);
        var meeting = answered[0];
        var slot = asking.FindIndex(a => a.IsCompletedSuccessfully && a.Result == meeting);
        (await (await cluster.At("matching", 1, "seller", "S1")).Post($"/matching/marts/graceful/meetings/{meeting}/accept", new { slot }, RegistrationForms.Spring)).Expect(200);
        await cluster.BoardsAgree("graceful", 1);
        cluster.Running.StartOne(second);
        await cluster.Running.WaitUntilReady(second, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Services_that_start_before_their_servers_live_say_that_they_are_not_ready_and_then_are()
    {
        await cluster.Kill("catalogue");
        await cluster.Running.Rabbit.Stop();
        await cluster.Running.Postgres.Stop();
        try { await StartWithoutServers(); }
        finally
        {
            await cluster.Running.Postgres.Restart();
            await cluster.BringBackTheBroker();
        }
        foreach (var service in new[] { "registration", "catalogue", "matching", "boards" })
            for (var number = 1; number <= 2; number++) await cluster.Running.WaitUntilReady(cluster.Instance(service, number), TestContext.Current.CancellationToken);
    }

    private async Task StartWithoutServers()
    {
        for (var number = 1; number <= 2; number++) cluster.Running.StartOne(cluster.Instance("catalogue", number));
        var catalogue = await cluster.At("catalogue", 1, "");
        await Poll.Until(async () =>
        {
            try { return (await catalogue.Get("/health/live")).Ok; }
            catch (HttpRequestException) { return false; }
        });
        var ready = await catalogue.Get("/health/ready");
        ((int)ready.Status).ShouldBe(503);
        ready.Text.ShouldContain("store");
    }

    private async Task<int> Book(string mart, int from, int to)
    {
        for (var b = from; b < to; b++)
        {
            var meeting = await cluster.Ask(mart, $"B{b}", 1 + b % 2, b);
            (await (await cluster.At("matching", 1 + b % 2, "seller", "S1")).Post($"/matching/marts/{mart}/meetings/{meeting}/accept", new { slot = b }, RegistrationForms.Spring)).Expect(200);
        }
        return to - from;
    }

    private static async Task<JsonObject> Replay(MartFolder folder, Uri address)
    {
        using var api = new MartApi(address);
        return (await new Replayer(folder, api, new ReplayWatch(CommandLine.Verbs.Shared.People), Pace.AtOnce).Run(TestContext.Current.CancellationToken)).Report;
    }

    private static JsonObject Without(JsonObject report, string figure)
    {
        var rest = report.DeepClone().AsObject();
        rest.Remove(figure);
        return rest;
    }

    private static async Task<long> Run(Npgsql.NpgsqlConnection db, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, db);
        return await command.ExecuteScalarAsync() is long count ? count : 0;
    }
}
