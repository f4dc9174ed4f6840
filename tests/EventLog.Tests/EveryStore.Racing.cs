using System.Collections.Concurrent;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task Three_hundred_race_for_five_slots_and_exactly_five_win()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(async () =>
        {
            var slot = i % 5;
            var holder = $"meeting-{i}";
            return (Holder: holder, Slot: slot, Result: await Log.Append(Booking(holder, new("company/S07/1", slot, holder), new($"company/B{i}/1", slot, holder))));
        })));

        var winners = results.Where(r => r.Result is CommitResult.Done).ToDictionary(r => r.Slot, r => r.Holder);
        winners.Keys.Order().ShouldBe([0, 1, 2, 3, 4]);
        foreach (var (_, slot, result) in results.Where(r => r.Result is not CommitResult.Done))
            result.ShouldBe(new CommitResult.ClaimTaken(new("company/S07/1", slot, winners[slot])));
        (await Log.ReadClaims(Mart, "company/S07/")).Select(c => (c.Slot, c.Holder)).ShouldBe(winners.Select(w => (w.Key, w.Value)).Order());
        (await Log.ReadClaims(Mart)).Count.ShouldBe(10);
        (await All()).Select(e => e.Stream).Order().ShouldBe(winners.Values.Order());
    }

    [Fact]
    public async Task Of_more_writers_than_it_can_take_the_last_wait_at_their_call_and_may_go_away()
    {
        var goOn = new TaskCompletionSource();
        var busy = Log.Append(Change(To("first", 0, new ThingHeldUp(goOn.Task))));
        await Task.Delay(100); // it has been taken up
        var waiting = Enumerable.Range(0, GroupCommit.MostWaiting).Select(i => Log.Append(Change(To($"waiting-{i}", 0, Thing(i))))).ToList();

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var tooMany = Log.Append(Change(To("too-many", 0, Thing(0))), patience.Token);
        var patient = Log.Append(Change(To("patient", 0, Thing(0))));
        await Should.ThrowAsync<OperationCanceledException>(() => tooMany);
        waiting.ShouldAllBe(w => !w.IsCompleted);
        goOn.SetResult();

        (await Task.WhenAll([busy, .. waiting, patient])).ShouldAllBe(r => r is CommitResult.Done);
        (await Log.ReadStream(Mart, "too-many")).ShouldBeEmpty();
        (await Log.Backlog(0)).Events.ShouldBe(GroupCommit.MostWaiting + 2);
    }

    [Fact]
    public async Task Commits_of_many_events_each_are_written_whole_when_they_wait_together()
    {
        var goOn = new TaskCompletionSource();
        var busy = Log.Append(Change(To("first", 0, new ThingHeldUp(goOn.Task))));
        await Task.Delay(100);
        var waiting = Enumerable.Range(0, 15).Select(i => Log.Append(Change(To($"many-{i}", 0, [.. Enumerable.Range(0, 600).Select(Thing)])))).ToList();
        goOn.SetResult();

        (await Task.WhenAll([busy, .. waiting])).ShouldAllBe(r => r is CommitResult.Done);
        var all = await All();
        all.Count.ShouldBe(9_001);
        all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.First.Position < pair.Second.Position);
        all.Skip(1).GroupBy(e => e.Stream).ShouldAllBe(many => many.Select(e => e.Version).SequenceEqual(Enumerable.Range(1, 600)));
    }

    [Fact]
    public async Task Two_that_want_each_others_units_do_not_block_each_other()
    {
        for (var slot = 0; slot < 100; slot++)
        {
            var s = slot;
            var (one, other) = (Log.Append(Booking($"x{s}", new("u/1", s, $"x{s}"), new("u/2", s, $"x{s}"))),
                Log.Append(Booking($"y{s}", new("u/2", s, $"y{s}"), new("u/1", s, $"y{s}"))));
            (await Task.WhenAll(one, other)).OfType<CommitResult.Done>().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Writers_that_decide_again_after_a_conflict_lose_no_update()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            for (var done = 0; done < 10;)
            {
                var version = (await Log.ReadStream(Mart, "counter")).Count;
                if (await Log.Append(Change(To("counter", version, Thing(version + 1)))) is CommitResult.Done) done++;
            }
        })));
        (await Log.ReadStream(Mart, "counter")).Select(e => ((ThingHappened)Facts.Types.Read(e)).Number).ShouldBe(Enumerable.Range(1, 200));
    }

    [Fact]
    public async Task A_reader_that_follows_concurrent_writers_misses_nothing_and_sees_nothing_twice()
    {
        const int Writers = 300, Each = 10;
        var acknowledged = new ConcurrentBag<long>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var reader = Task.Run(() => Follow(Writers * Each, stop.Token));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var last = 0L;
            for (var i = 0; i < Each; i++)
            {
                var done = await Append(Change(To($"writer-{w}", i, Thing(i))) with { Mart = $"mart-{w % 7}" });
                done.Position.ShouldBeGreaterThan(last);
                acknowledged.Add(last = done.Position);
            }
        })));

        var seen = await reader;
        seen.Select(e => e.Position).ShouldBe(acknowledged.Order());
        foreach (var stream in seen.GroupBy(e => (e.Mart, e.Stream))) stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, Each));
    }

    [Fact]
    public async Task What_was_acknowledged_counts_at_once_and_is_read_as_soon_as_nothing_can_get_in_front_of_it()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(w => Task.Run(async () =>
        {
            var done = await Append(Change(To($"s{w}", 0, Thing())));
            (await Log.LastPosition()).ShouldBeGreaterThanOrEqualTo(done.Position);
            while (await Log.ReadForward(done.Position - 1, 1) is [])
                await Log.WaitForCommit(done.Position - 1, TimeSpan.FromSeconds(1)).WaitAsync(TimeSpan.FromSeconds(10));
            (await Log.ReadForward(done.Position - 1, 1))[0].Stream.ShouldBe($"s{w}");
        })));
    }

    private async Task<List<RecordedEvent>> Follow(int count, CancellationToken cancel)
    {
        var seen = new List<RecordedEvent>();
        while (seen.Count < count)
        {
            var after = seen.Count == 0 ? 0 : seen[^1].Position;
            var batch = await Log.ReadForward(after, 7, cancel: cancel);
            seen.AddRange(batch);
            if (batch.Count == 0) await Log.WaitForCommit(after, TimeSpan.FromMilliseconds(250), cancel);
        }
        return seen;
    }
}
