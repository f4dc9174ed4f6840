using System.Collections.Concurrent;
using Npgsql;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;
using TravelMart.LocalServers;

namespace TravelMart.EventLog.Tests;

/// <summary>What only a server with many transactions at once can do to a log, whatever its events are kept in.</summary>
public abstract class EveryServer(PostgresServer server, Func<PostgresServer, PostgresStore> on) : IAsyncLifetime
{
    private readonly PostgresStore _store = on(server);

    private IEventLog Log => _store.Log;

    public async ValueTask InitializeAsync()
    {
        await _store.Open(TimeProvider.System);
        (await Log.Append(One("before"))).ShouldBeOfType<CommitResult.Done>();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task More_events_than_a_transaction_has_numbers_for_are_refused_by_name()
    {
        var refused = await Should.ThrowAsync<ArgumentException>(() => Log.Append(Everything(64_001)));
        refused.Message.ShouldContain("64000 events at most");
        (await Streams(Log)).ShouldBe(["before"]);
    }

    private static Commit Everything(int events) => One("everything") with
    {
        Streams = [new("everything", 0, [.. Enumerable.Range(0, events).Select(i => new ThingHappened("happened", i))])],
    };

    [Fact]
    public async Task A_reader_waits_for_a_slow_transaction_and_misses_nothing_of_it()
    {
        await ReadUntil(Log, ["before"]);
        await using var slow = await Connect();
        await using var transaction = await slow.BeginTransactionAsync();
        await _store.WriteAside(transaction, "slow");
        var later = (CommitResult.Done)await Log.Append(One("later", "another-mart"));
        (await Streams(Log)).ShouldBe(["before"]);
        (await Log.LastPosition()).ShouldBe(later.Position);

        await transaction.CommitAsync();

        await ReadUntil(Log, ["before", "slow", "later"]);
    }

    [Fact]
    public Task A_transaction_that_never_ends_holds_up_readers_no_longer_than_its_limit() => OnItsOwnServer(async (_, store) =>
    {
        var log = store.Log;
        await log.Append(One("before"));
        await using var dead = await ((PostgresEventLog)log).Storage.Connect(CancellationToken.None);
        await using var transaction = await dead.BeginTransactionAsync();
        await store.WriteAside(transaction, "dead");
        await log.Append(One("later", "another-mart"));
        (await Streams(log)).ShouldBe(["before"]);
        await ReadUntil(log, ["before", "later"], TimeSpan.FromSeconds(30));
    });

    [Fact]
    public async Task Readers_that_follow_slow_and_fast_writers_of_many_marts_lose_nothing()
    {
        const int Writers = 8, Each = 25;
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var reading = Task.Run(async () =>
        {
            var seen = new List<RecordedEvent>();
            while (seen.Count < 2 * Writers * Each + 1)
            {
                var batch = await Log.ReadForward(seen.Count == 0 ? 0 : seen[^1].Position, 7, cancel: stop.Token);
                seen.AddRange(batch);
                if (batch.Count == 0) await Log.WaitForCommit(seen.Count == 0 ? 0 : seen[^1].Position, TimeSpan.FromMilliseconds(100), stop.Token);
            }
            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, 2 * Writers).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                if (w < Writers) (await Log.Append(One($"fast-{w}-{i}", $"m{w}"))).ShouldBeOfType<CommitResult.Done>();
                else await InsertSlowly($"slow-{w}-{i}", stop.Token);
            }
        })));
        var all = await reading;
        all.Select(e => e.Stream).Distinct().Count().ShouldBe(2 * Writers * Each + 1);
        all.Select(e => e.Position).ShouldBe(all.Select(e => e.Position).Order());
    }

    [Fact]
    public async Task The_clock_of_a_mart_never_goes_backwards_in_the_order_of_reading_however_many_processes_write()
    {
        await using var other = _store.OpenLog(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            var commit = One($"s{i}") with { At = DateTimeOffset.UnixEpoch.AddHours(i * 37 % 200) };
            (await (i % 2 == 0 ? Log : other).Append(commit)).ShouldBeOfType<CommitResult.Done>();
        })));
        await ReadUntilCount(201);
        var times = (await All(Log)).Select(e => e.At).ToList();
        times.ShouldBe(times.Order());
    }

    [Fact]
    public async Task Two_processes_that_race_for_claims_keep_each_others_promises()
    {
        await using var other = _store.OpenLog(TimeProvider.System);
        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() =>
            (i % 2 == 0 ? Log : other).Append(One($"s{i}") with { Claims = [new("table/1", i % 5, $"s{i}"), new($"table/{2 + i % 3}", i % 5, $"s{i}")] }))));
        results.OfType<CommitResult.Done>().Count().ShouldBe(5);
        results.OfType<CommitResult.ClaimTaken>().Count().ShouldBe(195);
    }

    [Fact]
    public async Task A_commit_that_only_asserts_versions_is_not_overtaken_by_what_it_looked_at()
    {
        await using var other = _store.OpenLog(TimeProvider.System);
        for (var round = 0; round < 50; round++)
        {
            // Each writes where the other looks: at most one of them may have seen the state it decided on.
            var (a, b) = ($"a{round}", $"b{round}");
            var both = await Task.WhenAll(
                Task.Run(() => Log.Append(Both(a, b))),
                Task.Run(() => other.Append(Both(b, a))));
            both.OfType<CommitResult.Done>().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task Another_process_hears_of_a_commit_within_moments()
    {
        await using var other = _store.OpenLog(TimeProvider.System);
        var delays = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var after = await other.LastPosition();
            var waiting = Task.Run(async () =>
            {
                while (await other.ReadForward(after, 1) is []) await other.WaitForCommit(after, TimeSpan.FromSeconds(20));
                return System.Diagnostics.Stopwatch.GetTimestamp();
            });
            await Task.Delay(30);
            await Log.Append(One($"n{i}"));
            var done = System.Diagnostics.Stopwatch.GetTimestamp();
            delays.Add(System.Diagnostics.Stopwatch.GetElapsedTime(done, await waiting.WaitAsync(TimeSpan.FromSeconds(15))).TotalMilliseconds);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"heard after {delays.Order().ElementAt(10):0.0} ms (median)");
    }

    [Fact]
    public async Task One_process_leads_and_the_next_takes_over_when_it_ends()
    {
        await using var other = _store.OpenLog(TimeProvider.System);
        var first = await Log.Checkpoints.Lead("relay");
        var second = other.Checkpoints.Lead("relay");
        await using (await other.Checkpoints.Lead("something-else")) await Task.Delay(600);
        second.IsCompleted.ShouldBeFalse();
        await first.DisposeAsync();
        await using var lead = await second.WaitAsync(TimeSpan.FromSeconds(3));
        lead.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lead_whose_session_ends_is_lost()
    {
        await using var lead = await Log.Checkpoints.Lead("relay");
        await using var killer = await Connect();
        await using var kill = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 AND pid <> pg_backend_pid() AND granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE application_name = 'travelmart-" + _store.Schema + "')", killer);
        await kill.ExecuteNonQueryAsync();
        var lost = new TaskCompletionSource();
        await using var _ = lead.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_log_moved_to_a_server_with_lower_transaction_ids_goes_on_after_its_last_event()
    {
        await using (var db = await Connect())
        await using (var lift = new NpgsqlCommand($"UPDATE {_store.Positions} SET position = position + 1000000::bigint * 65536", db)) await lift.ExecuteNonQueryAsync();
        await _store.Reopen();
        await Log.Append(One("after"));
        await Log.Append(One("and-after"));
        await ReadUntil(Log, ["before", "after", "and-after"]);
    }

    [Fact]
    public Task A_database_that_may_not_be_written_answers_with_an_error_can_be_read_also_by_a_new_process_and_is_got_over() => OnItsOwnServer(async (_, store) =>
    {
        await store.Log.Append(One("before"));
        await MayOnlyBeRead(store, true);
        (await Should.ThrowAsync<StoreNotWritableException>(() => store.Log.Append(One("refused")))).Trouble.ShouldBe(StoreTrouble.ReadOnly);
        store.Log.Trouble.ShouldBe(StoreTrouble.ReadOnly);
        (await Streams(store.Log)).ShouldBe(["before"]);
        await using (var other = store.OpenLog(TimeProvider.System))
        {
            (await Streams(other)).ShouldBe(["before"]);
            await Should.ThrowAsync<StoreNotWritableException>(() => other.Append(One("refused")));
        }

        await MayOnlyBeRead(store, false);

        (await store.Log.Append(One("after"))).ShouldBeOfType<CommitResult.Done>();
        store.Log.Trouble.ShouldBeNull();
        await ReadUntil(store.Log, ["before", "after"]);
    });

    [Fact]
    public Task Whatever_was_acknowledged_survives_a_killed_server_and_writers_only_wait_for_it() => OnItsOwnServer(async (server, store) =>
    {
        var log = store.Log;
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                // A commit whose connection broke may have been kept: then the second attempt finds its own claim.
                var stream = $"w{w}-{i}";
                var result = await log.Append(One(stream) with { Claims = [new($"u{w}", i, stream)] });
                if (result is not CommitResult.Done) result.ShouldBe(new CommitResult.ClaimTaken(new($"u{w}", i, stream)));
                acknowledged.Add(stream);
            }
        })));
        await Task.Delay(500);
        await server.Kill();
        var before = acknowledged.Count;
        await server.Restart();
        for (var until = DateTime.UtcNow.AddSeconds(20); acknowledged.Count <= before + 10 && DateTime.UtcNow < until;) await Task.Delay(50);
        await stop.CancelAsync();
        await writing;
        acknowledged.Count.ShouldBeGreaterThan(before);
        (await Streams(log)).Order().ShouldBe(acknowledged.Order());
    });

    private async Task OnItsOwnServer(Func<PostgresServer, PostgresStore, Task> test)
    {
        await using var postgres = new Postgres();
        await postgres.InitializeAsync();
        await using var store = on(postgres.Server);
        await store.Open(TimeProvider.System);
        await test(postgres.Server, store);
    }

    // It holds for sessions to come, so those that are open are ended.
    private static async Task MayOnlyBeRead(PostgresStore store, bool only)
    {
        await using var db = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(store.Connection) { Pooling = false, Options = "-c default_transaction_read_only=off" }.ToString());
        await db.OpenAsync();
        await using var set = new NpgsqlCommand($"""
            ALTER DATABASE {db.Database} SET default_transaction_read_only = {(only ? "on" : "off")};
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
            """, db);
        await set.ExecuteNonQueryAsync();
    }

    private static Commit One(string stream, string mart = "m") =>
        new(mart, DateTimeOffset.UnixEpoch, Facts.Somebody) { Streams = [new(stream, 0, [new ThingHappened("x")])] };

    private static Commit Both(string write, string look) => new("m", DateTimeOffset.UnixEpoch, Facts.Somebody)
    {
        Streams = [new(write, 0, [new ThingHappened("x")]), new(look, 0, [])],
    };

    private async Task<NpgsqlConnection> Connect()
    {
        var db = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_store.Connection) { SearchPath = _store.Schema, Pooling = false }.ToString());
        await db.OpenAsync();
        return db;
    }

    private async Task InsertSlowly(string stream, CancellationToken cancel)
    {
        await using var db = await Connect();
        await using var transaction = await db.BeginTransactionAsync(cancel);
        await _store.WriteAside(transaction, stream);
        await Task.Delay(Random.Shared.Next(12), cancel);
        await using (var ring = new NpgsqlCommand("SELECT pg_notify('travelmart', '')", db)) await ring.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task ReadUntil(IEventLog log, string[] expected, TimeSpan? atMost = null)
    {
        var until = DateTime.UtcNow + (atMost ?? TimeSpan.FromSeconds(10));
        while ((await Streams(log)).Count < expected.Length && DateTime.UtcNow < until) await Task.Delay(50);
        (await Streams(log)).ShouldBe(expected);
    }

    private async Task ReadUntilCount(int count)
    {
        for (var until = DateTime.UtcNow.AddSeconds(10); (await All(Log)).Count < count && DateTime.UtcNow < until;) await Task.Delay(20);
    }

    private static async Task<List<RecordedEvent>> All(IEventLog log)
    {
        var all = new List<RecordedEvent>();
        await foreach (var e in log.Follow(0)) all.Add(e);
        return all;
    }

    private static async Task<List<string>> Streams(IEventLog log) => [.. (await All(log)).Select(e => e.Stream)];
}

/// <summary>On our own table.</summary>
[Trait("needs", "server")]
public sealed class PostgresServerTests(Postgres postgres) : EveryServer(postgres.Server, s => new PostgresStore(s)), IClassFixture<Postgres>;
