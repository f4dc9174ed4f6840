using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Boards.Hall;
using TravelMart.Contracts.Matching;
using TravelMart.EventSourcing;
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
        report.GetProperty("swapped").GetBoolean().ShouldBeTrue();
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
        view.Swap("almaty", wrong, view.Position).ShouldBeTrue();

        var report = (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json;
        report.GetProperty("equal").GetBoolean().ShouldBeFalse();
        report.GetProperty("journalMissing").GetArrayLength().ShouldBe(0);
        report.GetProperty("differences").EnumerateArray().Select(d => d.GetProperty("path").GetString()).ShouldContain($"/hall/meetings/{meeting.Id}");
        view.Of("almaty").Matching.Now.Meetings.ShouldContainKey(meeting.Id);
        (await system.Organizer().Post("/boards/marts/almaty/recompute")).Expect(200).Json.GetProperty("equal").GetBoolean().ShouldBeTrue();
    }

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
