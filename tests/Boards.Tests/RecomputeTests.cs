using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;
using TravelMart.Contracts.Matching;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Boards.Tests;

public sealed class RecomputeTests
{
    [Fact]
    public async Task Recomputing_an_untouched_mart_finds_nothing()
    {
        var story = FullDay.Tell(12, 0);
        await using var system = await HostFixture.Start(story.Messages);
        await system.Deliver(story.Messages);
        var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
        report.GetProperty("equal").GetBoolean().ShouldBeTrue(report.ToString());
        report.GetProperty("events").GetInt32().ShouldBe(story.Messages.Count);
        report.GetProperty("contracts").GetInt32().ShouldBe(story.Messages.Count);
        report.GetProperty("differences").GetArrayLength().ShouldBe(0);
        report.GetProperty("live").GetProperty("consultations").GetInt32().ShouldBe(report.GetProperty("recomputed").GetProperty("consultations").GetInt32());
        (await system.As("buyer", "B01").Post("/boards/marts/almaty/recompute")).Refusal.ShouldBe("NotForYourRole");
    }

    [Fact]
    public async Task A_message_lost_from_the_journal_is_found_and_put_back()
    {
        var folder = Path.Combine(Path.GetTempPath(), "travelmart-boards-" + Guid.NewGuid().ToString("N"));
        var story = FullDay.Tell(12, 0);
        var lost = story.Messages.First(m => m.Body is MeetingHeld);
        try
        {
            await using (var first = await HostFixture.Start(story.Messages, folder)) await first.Deliver(story.Messages);
            await Delete(folder, lost.Id);
            await using (var second = await HostFixture.Start(story.Messages, folder))
            {
                await second.Deliver([]);
                var report = (await second.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
                report.GetProperty("equal").GetBoolean().ShouldBeFalse();
                report.GetProperty("journalMissing").EnumerateArray().Select(i => i.GetGuid()).ShouldBe([lost.Id]);
                report.GetProperty("repaired").GetInt32().ShouldBe(1);
                report.GetProperty("differences").EnumerateArray().ShouldContain(d => d.GetProperty("path").GetString() == "/totals/held");
                (await second.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json.GetProperty("equal").GetBoolean().ShouldBeTrue();
            }
            // The repaired journal alone gives the same picture after a restart, although the message now stands at its end.
            await using var third = await HostFixture.Start(story.Messages, folder);
            await third.Deliver([]);
            (await third.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json.GetProperty("equal").GetBoolean().ShouldBeTrue();
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public async Task A_live_view_that_went_wrong_is_reported_and_replaced()
    {
        var story = FullDay.Tell(12, 0);
        await using var system = await HostFixture.Start(story.Messages);
        await system.Deliver(story.Messages);
        var view = system.Services.GetRequiredService<LiveView<HallState>>();
        var right = view.Of("almaty");
        var meeting = right.Matching.Now.Meetings.Values.First(m => m.IsHeld);
        var wrong = right with { Matching = right.Matching with { Now = right.Matching.Now with { Meetings = right.Matching.Now.Meetings.Remove(meeting.Id) } } };
        view.Swap("almaty", _ => wrong);

        var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
        report.GetProperty("equal").GetBoolean().ShouldBeFalse();
        report.GetProperty("journalMissing").GetArrayLength().ShouldBe(0);
        report.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()).ShouldContain($"/hall/meetings/{meeting.Id}");
        view.Of("almaty").Matching.Now.Meetings.ShouldContainKey(meeting.Id);
        (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json.GetProperty("equal").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_mart_that_goes_on_meanwhile_is_compared_where_the_sources_were_read()
    {
        var story = FullDay.Tell(16, 0);
        var (published, coming) = (story.Messages.Take(400).ToList(), new Queue<ContractMessage>(story.Messages.Skip(400)));
        TestSystem? system = null;
        await using var running = system = await HostFixture.Start(published, meanwhile: async () =>
        {
            List<ContractMessage> next = [.. Enumerable.Range(0, Math.Min(20, coming.Count)).Select(_ => coming.Dequeue())];
            published.AddRange(next);
            await system!.Deliver(next);
        });
        await running.Deliver(published);
        for (var round = 0; round < 3; round++)
        {
            var report = (await running.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
            report.GetProperty("equal").GetBoolean().ShouldBeTrue(report.ToString());
            report.GetProperty("events").GetInt32().ShouldBeLessThan(published.Count);
        }
        var view = running.Services.GetRequiredService<LiveView<HallState>>().Of("almaty");
        view.Contracts.ShouldBe(published.Count);
        Canonical(view).ShouldBe(Canonical(published.Aggregate(new HallState("almaty"), HallView.Apply)));
    }

    [Fact]
    public async Task A_running_system_agrees_with_itself_while_companies_apply()
    {
        await using var system = await TestSystem.Start();
        await system.OpenMart("almaty");
        var applying = Task.Run(async () =>
        {
            for (var n = 1; n <= 150; n++) (await system.Organizer().Post("/registration/marts/almaty/companies", RegistrationForms.Seller($"S{n}"))).Expect(201);
        }, TestContext.Current.CancellationToken);
        var rounds = 0;
        for (; !applying.IsCompleted; rounds++)
        {
            var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
            report.GetProperty("equal").GetBoolean().ShouldBeTrue(report.ToString());
        }
        await applying;
        rounds.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_message_that_comes_after_it_was_put_back_changes_nothing()
    {
        var story = FullDay.Tell(12, 0);
        await using var system = await HostFixture.Start(story.Messages);
        await system.Deliver(story.Messages.SkipLast(1));
        var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
        report.GetProperty("repaired").GetInt32().ShouldBe(1);
        await system.Deliver(story.Messages);
        (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json.GetProperty("equal").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_that_no_source_knows_is_named_and_left_out()
    {
        var story = FullDay.Tell(12, 0);
        await using var system = await HostFixture.Start(story.Messages);
        await system.Deliver(story.Messages);
        var held = story.Messages.Count(m => m.Body is MeetingHeld);
        var stray = story.Book("B01", "S05", 12);
        await system.Deliver([story.Messages[^1], story.Held(stray).Messages[^1]]);
        story.Messages.RemoveRange(story.Messages.Count - 2, 2);
        var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
        report.GetProperty("equal").GetBoolean().ShouldBeFalse();
        report.GetProperty("journalExtra").GetArrayLength().ShouldBe(2);
        report.GetProperty("recomputed").GetProperty("held").GetInt32().ShouldBe(held);
        system.Services.GetRequiredService<LiveView<HallState>>().Of("almaty").Matching.Now.Find(stray).ShouldBeNull();
    }

    private static string Canonical(HallState state) =>
        FactJson.Canonical(JsonSerializer.SerializeToElement(new { everything = EverythingDocument.Of(state), totals = CountingRuleV1.Count(state) }, FactJson.Options));

    private static async Task Delete(string folder, Guid id)
    {
        await using var db = new SqliteConnection($"Data Source={Path.Combine(folder, "boards.db")};Pooling=False");
        await db.OpenAsync();
        await using var command = db.CreateCommand();
        command.CommandText = "DELETE FROM event WHERE id = @id";
        command.Parameters.AddWithValue("@id", id.ToString());
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }
}
