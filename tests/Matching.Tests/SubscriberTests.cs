using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>What cannot be handled for one holds up nobody else.</summary>
public sealed class SubscriberTests
{
    [Fact]
    public async Task A_fact_that_cannot_be_read_is_set_aside_by_whoever_follows()
    {
        await using var system = await TestSystem.Start();
        await Append(system, "test-mart", "wish/B1/S1", new RawFact("wish-stated", 1, """{"strength":"sometimes"}"""));
        await Poll.Until(async () => (await system.Log("matching").Checkpoints.Parked()).Any(p => p is { Subscriber: "unwinding", Type: "wish-stated" }));
        await Poll.Until(async () => await system.Log("matching").Checkpoints.Read("unwinding") >= await system.Log("matching").LastPosition());
    }

    [Fact]
    public async Task A_mart_that_cannot_be_read_keeps_no_other_marts_requests_waiting()
    {
        await using var system = await TestSystem.Start(configure: Interference.On("matching", (method, arguments, go) =>
            method == nameof(IEventLog.ReadStreams) && (string)arguments[0]! == "a-broken" ? throw new IOException("the disk is gone") : go()));
        foreach (var mart in new[] { "a-broken", "b-whole" })
        {
            await new MartBuilder { Mart = mart, Rehearsal = false }.Seller("S1", 1).Buyer("B1").Write(system);
            await Append(system, mart, Meeting.StreamOf(SceneBuilder.Id), SceneBuilder.Requested());
        }
        await Poll.Until(async () => (await system.Log("matching").ReadStream("b-whole", Meeting.StreamOf(SceneBuilder.Id))).Any(e => e.Type == "request-expired"));
    }

    private static async Task Append(TestSystem system, string mart, string stream, object fact) =>
        (await system.Log("matching").Append(new Commit(mart, MartBuilder.Before, new Cause(Guid.CreateVersion7(), "test")) { Streams = [new(stream, 0, [fact])] }))
            .ShouldBeOfType<CommitResult.Done>();
}
