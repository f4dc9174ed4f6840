using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Plans;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>What publishing a plan comes to when it is held up half way.</summary>
public sealed class PlanPublishingTests
{
    private static readonly Guid Plan = new("0198a000-0000-7000-8000-000000000002");
    private static readonly Cause Cause = new(Guid.Empty, "organizer");

    [Fact]
    public async Task An_entry_that_came_back_is_not_booked_when_publishing_is_taken_up_again()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(system);
        await Publish(system.Log("matching"), [Entry("S1", 3)], new PlanEntryUnplaced("B1", "S1", "SlotAlreadyTaken"));
        await Settled(system);
        (await system.Log("matching").ReadClaims("test-mart", cancel: TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_that_is_taken_up_during_the_day_books_nothing_that_is_over()
    {
        var folder = Directory.CreateTempSubdirectory("travelmart-plan-").FullName;
        await using (var log = SqliteEventLog.Open(Path.Combine(folder, "matching.db"), EventTypes.In(typeof(MatchingModule).Assembly), TimeProvider.System))
        {
            await new MartBuilder().Seller("S1", 1).Seller("S2", 2).Buyer("B1").Write(log);
            await Publish(log, [Entry("S1", 3), Entry("S2", 5)]);
            await log.Append(new Commit("test-mart", MartBuilder.Slot(3).End, Cause) { Streams = [new(MartSettings.ClockStream, 0, [new ClockMoved()])] });
        }
        await using (var system = await TestSystem.Start(folder))
        {
            var plan = await Settled(system);
            plan.GetProperty("cameBack").EnumerateArray().ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldStartWith("SlotIsPast");
            var meeting = (await system.Organizer().Get("/matching/marts/test-mart/meetings")).Expect(200).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            (meeting.GetProperty("slot").GetInt32(), meeting.GetProperty("origin").GetString()).ShouldBe((5, Origins.OnSite));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_store_that_is_too_busy_for_a_while_loses_no_word_of_a_plan()
    {
        var busy = 20;
        await using var system = await TestSystem.Start(configure: Interference.On("matching", (method, arguments, go) =>
            method == "Append" && ((Commit)arguments[0]!).Streams.Any(s => s.Events.Any(e => e is PlanEntryUnplaced)) && busy-- > 0 ? Moved() : go()));
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(system);
        await Publish(system.Log("matching"), [Entry("S1", 99)]);
        (await Settled(system)).GetProperty("cameBack").GetArrayLength().ShouldBe(1);
        busy.ShouldBeLessThan(0);
    }

    // As long as twenty attempts last, nobody has patience.
    private static async Task<CommitResult> Moved()
    {
        await Task.Delay(110);
        return new CommitResult.StreamMoved(Matching.Plans.Plan.StreamOf(Plan), 0, 0);
    }

    private static PlacedEntry Entry(string seller, int slot) => new("B1", seller, slot, 10, "wished");

    private static async Task Publish(IEventLog log, IReadOnlyList<PlacedEntry> entries, params IReadOnlyList<object> further) =>
        (await log.Append(new Commit("test-mart", MartBuilder.Before, Cause)
        {
            Streams = [new(Matching.Plans.Plan.StreamOf(Plan), 0, [new PlanDrafted("test", 1, entries.Count, 0, 10, null, "hash"), new PlanEntries(entries, []), new PlanPublished(), .. further])],
        })).ShouldBeOfType<CommitResult.Done>();

    private static async Task<System.Text.Json.JsonElement> Settled(TestSystem system)
    {
        var plan = default(System.Text.Json.JsonElement);
        await Poll.Until(async () =>
        {
            plan = (await system.Organizer().Get($"/matching/marts/test-mart/plans/{Plan}")).Expect(200).Json;
            return plan.GetProperty("summary").GetProperty("isSettled").GetBoolean();
        });
        return plan;
    }
}
