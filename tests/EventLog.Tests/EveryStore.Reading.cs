using System.Diagnostics;
using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task Reading_forward_goes_in_commit_order_and_resumes_after_a_position()
    {
        for (var i = 1; i <= 10; i++) await Append(Change(To($"s{i % 3}", StreamAppend.Any, Thing(i))));
        var first = await Log.ReadForward(0, 4);
        var rest = await Log.ReadForward(first[^1].Position, 100);
        first.Count.ShouldBe(4);
        first.Concat(rest).Select(e => ((ThingHappened)Facts.Types.Read(e)).Number).ShouldBe(Enumerable.Range(1, 10));
        (await Log.ReadForward(rest[^1].Position, 100)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Several_streams_are_read_at_once_each_in_order()
    {
        for (var i = 1; i <= 6; i++) await Append(Change(To($"s{i % 3}", StreamAppend.Any, Thing(i))));
        await Append(Change(To("s1", StreamAppend.Any, Thing(9))) with { Mart = "another" });

        var read = await Log.ReadStreams(Mart, ["s2", "s1", "unknown"]);

        read.Where(e => e.Stream == "s1").Select(e => ((ThingHappened)Facts.Types.Read(e)).Number).ShouldBe([1, 4]);
        read.Where(e => e.Stream == "s2").Select(e => ((ThingHappened)Facts.Types.Read(e)).Number).ShouldBe([2, 5]);
        read.Count.ShouldBe(4);
        (await Log.ReadStreams(Mart, [])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reading_forward_can_be_limited_to_one_mart()
    {
        for (var i = 0; i < 10; i++) await Append(Change(To("s", StreamAppend.Any, Thing(i))) with { Mart = i % 2 == 0 ? Mart : "another" });
        (await Log.ReadForward(0, 3, "another")).Select(e => ((ThingHappened)Facts.Types.Read(e)).Number).ShouldBe([1, 3, 5]);
        (await All("another")).Count.ShouldBe(5);
        (await All("unknown")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(int.MaxValue)]
    public async Task A_limit_out_of_range_is_moved_into_it(int limit)
    {
        await Append(Change(To("a", 0, Thing(), Thing())));
        (await Log.ReadForward(0, limit)).Count.ShouldBe(limit > 0 ? 2 : 1);
    }

    [Fact]
    public async Task An_empty_log_ends_at_zero()
    {
        (await Log.LastPosition()).ShouldBe(0);
        (await Log.ReadStream(Mart, "nothing")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_for_a_commit_ends_soon_after_it()
    {
        var reading = Task.Run(async () =>
        {
            while (await Log.ReadForward(0, 1) is []) await Log.WaitForCommit(0, TimeSpan.FromSeconds(30));
        });
        await Task.Delay(300);
        reading.IsCompleted.ShouldBeFalse();
        var watch = Stopwatch.StartNew();
        await Append(Change(To("a", 0, Thing())));
        await reading.WaitAsync(TimeSpan.FromSeconds(5));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Waiting_for_what_is_there_already_does_not_wait()
    {
        await Append(Change(To("a", 0, Thing())));
        await Log.WaitForCommit(0, TimeSpan.FromSeconds(30)).WaitAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Waiting_for_a_commit_gives_up_when_the_time_is_up()
    {
        await Log.WaitForCommit(0, TimeSpan.FromMilliseconds(30)).WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Waiting_for_a_commit_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var waiting = Log.WaitForCommit(0, TimeSpan.FromSeconds(30), cancel.Token);
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_checkpoint_starts_at_zero_moves_and_stays()
    {
        (await Log.Checkpoints.Read("relay")).ShouldBe(0);
        await Log.Checkpoints.Move("relay", 7);
        await Log.Checkpoints.Move("relay", 12);
        await Log.Checkpoints.Move("other", 3);
        await Store.Reopen();
        (await Log.Checkpoints.Read("relay")).ShouldBe(12);
    }

    [Fact]
    public async Task What_a_follower_has_not_seen_is_counted()
    {
        (await Log.Backlog(0)).ShouldBe(new Backlog(0, null));
        var first = await Append(Change(To("a", 0, Thing(1), Thing(2))));
        await Append(Change(To("b", 0, Thing(3))));
        (await Log.Backlog(0)).ShouldBe(new Backlog(3, _real.GetUtcNow()));
        (await Log.Backlog(first.Position)).Events.ShouldBe(1);
    }

    [Fact]
    public async Task A_parked_message_is_listed_counted_up_and_removed_once()
    {
        var parked = new ParkedMessage("relay", Guid.NewGuid(), 5, "meeting-booked", "X: y", 5, Noon);
        await Log.Checkpoints.Park(parked);
        await Log.Checkpoints.Park(parked with { MessageId = Guid.NewGuid(), ParkedAt = Noon.AddMinutes(-1) });
        await Log.Checkpoints.Park(parked with { Error = "Z: w", Attempts = 2 });
        var list = await Log.Checkpoints.Parked();
        list.Count.ShouldBe(2);
        list[1].ShouldBe(parked with { Error = "Z: w", Attempts = 7 });
        (await Log.Checkpoints.Unpark("other", parked.MessageId)).ShouldBeFalse();
        (await Log.Checkpoints.Unpark("relay", parked.MessageId)).ShouldBeTrue();
        (await Log.Checkpoints.Unpark("relay", parked.MessageId)).ShouldBeFalse();
        (await Log.Checkpoints.Parked()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Everything_is_there_after_closing_and_opening_again()
    {
        var answer = new Answer(Guid.NewGuid(), "hash", 200, "{}");
        await Append(Booking("m1", new Claim("table/7", 3, "m1")) with { Answer = answer, Personal = [new("p", "o", "note", "{}")] });
        var before = await All();
        await Store.Reopen();
        (await All()).ShouldBe(before);
        (await Log.ReadClaims(Mart)).ShouldHaveSingleItem();
        (await Log.FindAnswer(answer.CommandId)).ShouldBe(answer);
        (await Log.ReadPersonal(Mart, "p")).ShouldNotBeNull();
        (await Log.LastTime(Mart)).ShouldBe(Noon);
        (await Append(Change(To("m1", 1, Thing())))).Position.ShouldBeGreaterThan(before[^1].Position);
    }

    [Fact]
    public async Task Closing_finishes_what_was_accepted()
    {
        var accepted = Enumerable.Range(0, 300).Select(i => Log.Append(Change(To($"s{i}", 0, Thing(i))))).ToList();
        await Store.Close();
        (await Task.WhenAll(accepted)).ShouldAllBe(r => r is CommitResult.Done);
        await Store.Reopen();
        (await All()).Count.ShouldBe(300);
    }

    [Fact]
    public async Task A_cancelled_append_writes_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Log.Append(Change(To("a", 0, Thing())), cancel.Token));
        (await All()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_after_an_append_was_accepted_still_tells_what_became_of_it()
    {
        for (var i = 0; i < 50; i++)
        {
            using var cancel = new CancellationTokenSource();
            var append = Log.Append(Change(To($"s{i}", 0, Thing())), cancel.Token);
            await cancel.CancelAsync();
            (await append).ShouldBeOfType<CommitResult.Done>();
        }
        (await All()).Count.ShouldBe(50);
    }
}
