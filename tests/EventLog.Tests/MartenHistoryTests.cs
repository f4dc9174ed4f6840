using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Npgsql;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Marten;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventLog.Tests;

/// <summary>Match history in Marten: its own tools read what our log writes, and our log reads what they write.</summary>
[Trait("needs", "server")]
public sealed class MartenHistoryTests(Postgres postgres) : IClassFixture<Postgres>, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2023, 7, 13, 12, 0, 0, TimeSpan.Zero);
    private readonly StandingClock _real = new(new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero));
    private readonly MartenStore _store = new(postgres.Server);

    private IEventLog Log => _store.Log;

    public async ValueTask InitializeAsync()
    {
        await _store.Open(_real);
        await Log.LastPosition();
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Marten_reads_a_stream_with_its_facts_and_its_envelope()
    {
        var cause = new Cause(Guid.NewGuid(), "seller:S07", "S07", "meeting-1", Guid.NewGuid(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        await Append("almaty", To("meeting-1", 0, new ThingHappened("booked", 7), new ThingUndone("отмена")), cause);
        await using var marten = _store.Elsewhere();
        await using var session = marten.QuerySession("almaty");
        var events = await session.Events.FetchStreamAsync("meeting-1");
        events.Select(e => e.Data).ShouldBe([new ThingHappened("booked", 7), new ThingUndone("отмена")]);
        events.Select(e => (e.Version, e.EventTypeName, e.TenantId)).ShouldBe([(1, "thing-happened", "almaty"), (2, "thing-undone", "almaty")]);
        var e = events[0];
        e.Id.ShouldBe((await Log.ReadStream("almaty", "meeting-1"))[0].Id);
        (e.Timestamp, e.CorrelationId, e.CausationId, e.UserName).ShouldBe((_real.Now, "meeting-1", cause.Causation.ToString(), "seller:S07"));
        DateTimeOffset.Parse(Header(e, "at"), null).ShouldBe(Noon);
        (Header(e, "commandId"), Header(e, "onBehalfOf"), Header(e, "traceParent"), Header(e, "typeVersion"))
            .ShouldBe((cause.CommandId.ToString(), "S07", cause.TraceParent, "1"));
    }

    [Fact]
    public async Task Marten_queries_facts_of_one_mart_by_what_they_say()
    {
        await Append("almaty", To("a", 0, new ThingHappened("held", 3), new ThingHappened("held", 5)));
        await Append("tashkent", To("a", 0, new ThingHappened("held", 8)));
        await using var marten = _store.Elsewhere();
        await using var session = marten.QuerySession("almaty");
        // Not QueryRawEventDataOnly: it looks for the name that Marten would have given.
        var held = await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(ThingHappened)) && e.Version > 1).ToListAsync();
        held.Select(e => e.Data).ShouldBe([new ThingHappened("held", 5)]);
        (await session.Events.QueryAllRawEvents().Where(e => e.UserName == "organizer").CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_projection_of_Martens_counts_what_the_log_has_written()
    {
        await Append("almaty", To("a", 0, new ThingHappened("held", 3), new ThingHappened("held", 5)));
        await Append("almaty", To("b", 0, new ThingHappened("held"), new RawFact("from-elsewhere", 1, "{}")));
        await using var marten = _store.Elsewhere(o =>
        {
            o.AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate;
            o.Projections.Add<ThingsByStream>(ProjectionLifecycle.Async);
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        using var daemon = await marten.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<ThingsByStream>(CancellationToken.None);
        await using var session = marten.QuerySession("almaty");
        (await session.Query<ThingCount>().OrderBy(c => c.Id).ToListAsync()).Select(c => (c.Id, c.Things)).ShouldBe([("a", 2), ("b", 1)]);
    }

    [Fact]
    public async Task What_somebody_appends_with_Marten_alone_is_read_like_any_fact_and_wakes_who_waits()
    {
        await Append("almaty", To("a", 0, new ThingHappened("ours")));
        var after = await Log.LastPosition();
        var waiting = Log.WaitForCommit(after, TimeSpan.FromSeconds(20));
        await using var marten = _store.Elsewhere();
        await using (var session = marten.LightweightSession("almaty"))
        {
            session.Events.Append("a", 2, new ThingHappened("theirs"));
            await session.SaveChangesAsync();
        }
        await waiting.WaitAsync(TimeSpan.FromSeconds(10));
        var e = await Eventually(async () => (await Log.ReadForward(after, 10)).SingleOrDefault());
        (e.Mart, e.Stream, e.Version, e.Type, e.TypeVersion, e.Cause.Actor).ShouldBe(("almaty", "a", 2, "thing-happened", 1, "unknown"));
        Facts.Types.Read(e).ShouldBe(new ThingHappened("theirs"));
        await Append("almaty", To("a", 2, new ThingHappened("ours again")));
    }

    [Theory]
    [InlineData("at", "noon", "at is no time with a zone")]
    [InlineData("at", "2023-07-13T12:00:00", "at is no time with a zone")]
    [InlineData("at", "2023-02-30T12:00:00Z", "2023-02-30")]
    [InlineData("commandId", "my command", "commandId is no UUID")]
    [InlineData("typeVersion", "second", "typeVersion is no number")]
    public async Task What_is_no_envelope_is_refused_in_the_append_and_holds_up_nobody(string header, string value, string why)
    {
        await Append("almaty", To("a", 0, new ThingHappened("ours")));
        await using var marten = _store.Elsewhere();
        await using (var session = marten.LightweightSession("almaty"))
        {
            session.Events.Append("a", 2, new ThingHappened("theirs")).Events[0].SetHeader(header, value);
            (await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync())).ToString().ShouldContain(why);
        }
        await Append("almaty", To("a", 1, new ThingHappened("ours again")));
        (await Eventually(async () => await Log.ReadForward(0, 10) is { Count: 2 } two ? two : null)).Select(e => e.Version).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(EventAppendMode.Rich)]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task Whoever_loses_to_a_writer_without_our_locks_hears_which_stream_has_moved(EventAppendMode mode)
    {
        await using var log = PostgresEventLog.Open(_store.Connection, $"mode_{(int)mode}", new MartenEvents(
            TravelMart.EventSourcing.Marten.MartenStore.Of(_store.Connection, $"mode_{(int)mode}", Facts.Types, mode), Facts.Types), Facts.Types, _real);
        await log.Append(Change("almaty", To("b", 0, new ThingHappened("first"))));
        await using var marten = _store.Elsewhere(o => (o.DatabaseSchemaName, o.Events.AppendMode) = ($"mode_{(int)mode}", mode));
        await using var db = new NpgsqlConnection(_store.Connection);
        await db.OpenAsync();
        await using var transaction = await db.BeginTransactionAsync();
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = "almaty";
        await using (var session = marten.LightweightSession(options))
        {
            session.Events.Append("b", new ThingHappened("theirs"));
            await session.SaveChangesAsync();
        }
        // Ours sees the first version, and waits for a key that the other holds.
        var ours = log.Append(Change("almaty", To("a", 0, new ThingHappened("ours")), To("b", 1, new ThingHappened("ours")), To("c", 0, new ThingHappened("ours"))));
        await Task.Delay(300);
        await transaction.CommitAsync();
        (await ours).ShouldBe(new CommitResult.StreamMoved("b", 1, 2));
        (await log.ReadStream("almaty", "a")).ShouldBeEmpty();
        (await log.Append(Change("almaty", To("b", 2, new ThingHappened("after"))))).ShouldBeOfType<CommitResult.Done>();
    }

    [Fact]
    public async Task What_Marten_leaves_of_an_append_that_failed_is_no_fact_and_holds_up_nobody()
    {
        await Append("almaty", To("a", 0, new ThingHappened("one")));
        await using var marten = _store.Elsewhere(o => o.Events.AppendMode = EventAppendMode.Rich);
        await using (var session = marten.LightweightSession("almaty"))
        {
            session.Events.Append("a", 7, new ThingHappened("never"), new ThingHappened("never"));
            await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        }
        (await Eventually(async () => await Tombstones() is > 0 and var n ? n : default(long?))).ShouldBe(2);
        await Append("almaty", To("a", 1, new ThingHappened("two")));
        var all = await Eventually(async () => await Log.ReadForward(0, 100) is { Count: 2 } two ? two : null);
        all.Select(e => Facts.Types.Read(e)).ShouldBe([new ThingHappened("one"), new ThingHappened("two")]);
        (await Log.Backlog(0)).Events.ShouldBe(2);
    }

    [Fact]
    public async Task A_schema_of_the_other_kind_of_store_is_refused()
    {
        await using (var plain = PostgresEventLog.Open(_store.Connection, "plain", Facts.Types, _real)) await plain.LastPosition();
        await using var log = MartenEventLog.Open(_store.Connection, "plain", Facts.Types, _real);
        (await Should.ThrowAsync<WrongStoreException>(() => log.LastPosition())).Message.ShouldContain("'postgres:'");
        (await Count("SELECT count(*) FROM pg_tables WHERE schemaname = 'plain' AND tablename LIKE 'mt%'")).ShouldBe(0, "nothing of Marten's is made there");
        await using var other = PostgresEventLog.Open(_store.Connection, _store.Schema, Facts.Types, _real);
        (await Should.ThrowAsync<WrongStoreException>(() => other.LastPosition())).Message.ShouldContain("'marten:'");
    }

    private static Commit Change(string mart, params IReadOnlyList<StreamAppend> streams) => new(mart, Noon, Facts.Somebody) { Streams = streams };

    private static StreamAppend To(string stream, int expected, params IReadOnlyList<object> facts) => new(stream, expected, facts);

    private static string Header(IEvent e, string name) => e.GetHeader(name)!.ToString()!;

    private async Task Append(string mart, StreamAppend stream, Cause? cause = null) =>
        (await Log.Append(Change(mart, stream) with { Cause = cause ?? Facts.Somebody })).ShouldBeOfType<CommitResult.Done>();

    private Task<long> Tombstones() => Count($"SELECT count(*) FROM {_store.Schema}.mt_events WHERE type = 'tombstone'");

    private async Task<long> Count(string query)
    {
        await using var db = new NpgsqlConnection(_store.Connection);
        await db.OpenAsync();
        await using var count = new NpgsqlCommand(query, db);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task<T> Eventually<T>(Func<Task<T?>> look)
    {
        for (var until = DateTime.UtcNow.AddSeconds(10); ; await Task.Delay(20))
            if (await look() is { } found) return found;
            else if (DateTime.UtcNow > until) throw new TimeoutException();
    }
}

/// <summary>How many things happened to something.</summary>
public sealed record ThingCount(string Id, int Things);

/// <summary>A projection as somebody writes it who knows Marten.</summary>
internal sealed partial class ThingsByStream : Marten.Events.Aggregation.SingleStreamProjection<ThingCount, string>
{
    public override ThingCount? Evolve(ThingCount? snapshot, string id, IEvent e) => e.Data is ThingHappened ? new(id, (snapshot?.Things ?? 0) + 1) : snapshot;
}
