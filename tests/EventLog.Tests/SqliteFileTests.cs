using System.Text;
using Microsoft.Data.Sqlite;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventLog.Tests;

/// <summary>What only a file can suffer: a killed process, a full disk, a lock, a foreign file.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private readonly SqliteStore _store = new();

    public async ValueTask InitializeAsync() => await _store.Open(TimeProvider.System);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Whatever_was_acknowledged_survives_a_killed_process()
    {
        await _store.Close();
        for (var round = 0; round < 3; round++)
        {
            var acknowledged = await AppendUntilKilled.InAProcessOfItsOwn(_store.File, TimeSpan.FromMilliseconds(600 + 150 * round));
            acknowledged.Count.ShouldBeGreaterThan(20);
            await _store.Open(TimeProvider.System);
            _store.Scalar("PRAGMA integrity_check").ShouldBe("ok");
            var kept = new Dictionary<string, long>(StringComparer.Ordinal);
            await foreach (var e in _store.Log.Follow(0, "kill")) kept.Add(e.Stream, e.Position);
            foreach (var (stream, position) in acknowledged) kept[stream].ShouldBe(position);
            (await _store.Log.ReadClaims("kill")).Select(c => c.Holder).Order().ShouldBe(kept.Keys.Order());
            (await _store.Log.Append(One("after-" + round))).ShouldBeOfType<CommitResult.Done>();
            await _store.Close();
        }
    }

    [Fact]
    public async Task A_full_disk_is_answered_with_an_error_damages_nothing_and_is_got_over()
    {
        await _store.Log.Append(One("before"));
        Pragma("max_page_count = 60");
        var written = 0;
        var full = await Should.ThrowAsync<StoreNotWritableException>(async () =>
        {
            for (; written < 1000; written++) await _store.Log.Append(Big($"s{written}"));
        });
        full.Trouble.ShouldBe(StoreTrouble.Full);
        _store.Log.Trouble.ShouldBe(StoreTrouble.Full);
        written.ShouldBeGreaterThan(0);
        (await Streams()).Count.ShouldBe(written + 1);
        (await _store.Log.ReadClaims("m")).Count.ShouldBe(written);
        _store.Scalar("PRAGMA integrity_check").ShouldBe("ok");

        Pragma("max_page_count = 100000");
        (await _store.Log.Append(Big($"s{written}"))).ShouldBeOfType<CommitResult.Done>();
        _store.Log.Trouble.ShouldBeNull();
        (await Streams()).Count.ShouldBe(written + 2);
    }

    [Fact]
    public async Task Many_writers_on_a_full_disk_are_each_told_the_truth()
    {
        Pragma("max_page_count = 80");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            try { return (Stream: $"s{i}", Kept: await _store.Log.Append(Big($"s{i}")) is CommitResult.Done); }
            catch (StoreNotWritableException) { return (Stream: $"s{i}", Kept: false); }
        })));
        outcomes.ShouldContain(o => !o.Kept);
        (await Streams()).Order().ShouldBe(outcomes.Where(o => o.Kept).Select(o => o.Stream).Order());
    }

    [Fact]
    public async Task A_log_that_may_not_be_written_answers_with_an_error_and_can_still_be_read()
    {
        await _store.Log.Append(One("a"));
        await _store.Close();
        ForbidWriting(_store.File);
        await _store.Open(TimeProvider.System);
        (await Should.ThrowAsync<StoreNotWritableException>(() => _store.Log.Append(One("b")))).Trouble.ShouldBe(StoreTrouble.ReadOnly);
        (await Streams()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var file = _store.File + ".txt";
        await File.WriteAllTextAsync(file, new string('x', 5000));
        Should.Throw<SqliteException>(() => SqliteEventLog.Open(file, Facts.Types, TimeProvider.System));
        (await File.ReadAllTextAsync(file)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_commit_that_the_database_refuses_fails_alone()
    {
        var good = Enumerable.Range(0, 100).Select(i => _store.Log.Append(One($"s{i}"))).ToList();
        var bad = _store.Log.Append(One("bad") with { Cause = new(Guid.NewGuid(), Actor: null!) });
        good.AddRange(Enumerable.Range(100, 100).Select(i => _store.Log.Append(One($"s{i}"))));
        (await Should.ThrowAsync<SqliteException>(() => bad)).SqliteErrorCode.ShouldBe(19);
        (await Task.WhenAll(good)).ShouldAllBe(r => r is CommitResult.Done);
        (await Streams()).Count.ShouldBe(200);
    }

    [Fact]
    public async Task Two_logs_on_one_file_keep_each_others_promises()
    {
        await using var other = SqliteEventLog.Open(_store.File, Facts.Types, TimeProvider.System);
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() =>
            (i % 2 == 0 ? _store.Log : other).Append(One($"s{i}") with { Claims = [new("table/1", i % 5, $"s{i}")] }))));
        results.OfType<CommitResult.Done>().Count().ShouldBe(5);
        results.OfType<CommitResult.ClaimTaken>().Count().ShouldBe(95);
    }

    [Fact]
    public async Task What_was_forgotten_cannot_be_read_from_the_file_any_more()
    {
        var secrets = Enumerable.Range(0, 50).Select(i => $"secret-of-a-delegate-{i:D3}").ToList();
        foreach (var secret in secrets)
            await _store.Log.Append(new Commit("m", DateTimeOffset.UtcNow, Facts.Somebody)
            {
                Personal = [new(secret[^3..], "delegate/1", "delegate", $$"""{"name":"{{secret}}","more":"{{new string('x', 500)}}"}""")],
            });
        FilesContain("secret-of-a-delegate-007").ShouldBeTrue();
        await _store.Log.Append(new Commit("m", DateTimeOffset.UtcNow, Facts.Somebody) { Forget = ["delegate/1"] });
        FilesContain("secret-of-a-delegate").ShouldBeFalse();
    }

    [Fact]
    public async Task Success_means_flushed_to_the_disk()
    {
        await _store.Log.Append(One("a"));
        _store.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        using var command = _store.Writer.CreateCommand();
        command.CommandText = "PRAGMA synchronous";
        command.ExecuteScalar()!.ToString().ShouldBe("2");
    }

    [Fact]
    public async Task Appending_to_a_closed_log_is_an_error()
    {
        await _store.Close();
        await Should.ThrowAsync<InvalidOperationException>(() => _store.Log.Append(One("a")));
    }

    private static Commit One(string stream, int expected = 0) =>
        new("m", DateTimeOffset.UtcNow, Facts.Somebody) { Streams = [new(stream, expected, [new ThingHappened("x")])] };

    private static Commit Big(string stream) => new("m", DateTimeOffset.UtcNow, Facts.Somebody)
    {
        Streams = [new(stream, 0, [new ThingHappened(new string('x', 3000))])],
        Claims = [new("table/1", int.Parse(stream[1..]), stream)],
    };

    private void Pragma(string pragma)
    {
        using var command = _store.Writer.CreateCommand();
        command.CommandText = "PRAGMA " + pragma;
        command.ExecuteNonQuery();
    }

    private async Task<List<string>> Streams()
    {
        var streams = new List<string>();
        await foreach (var e in _store.Log.Follow(0)) streams.Add(e.Stream);
        return streams;
    }

    private bool FilesContain(string text) => Directory.GetFiles(Path.GetDirectoryName(_store.File)!)
        .Any(f =>
        {
            using var stream = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        });

    /// <summary>A write version above 2 in the header makes a database read-only for everybody, even for root.</summary>
    private static void ForbidWriting(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
        stream.Position = 18;
        stream.WriteByte(3);
    }
}
