using System.Text.Json;
using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task An_appended_fact_is_read_back_with_its_whole_envelope()
    {
        var cause = new Cause(Guid.NewGuid(), "organizer", "S07", "meeting-1", Guid.NewGuid(), "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        var done = await Append(Change(To("meeting-1", 0, new ThingUndone("상담 취소 — отмена"))) with { Cause = cause });
        var e = (await Log.ReadStream(Mart, "meeting-1")).ShouldHaveSingleItem();
        e.Cause.ShouldBe(cause);
        (e.Mart, e.Stream, e.Version, e.Type, e.TypeVersion).ShouldBe((Mart, "meeting-1", 1, "thing-undone", 2));
        (e.Position, e.At, e.RecordedAt).ShouldBe((done.Position, Noon, _real.Now));
        e.Id.Version.ShouldBe(7);
        Facts.Types.Read(e).ShouldBe(new ThingUndone("상담 취소 — отмена"));
    }

    [Fact]
    public async Task A_fact_from_elsewhere_is_kept_with_all_that_it_says()
    {
        await Append(Change(To("copy", 0, new RawFact("from-elsewhere", 3, """{"b":1.50,"a":"상담","none":null,"deep":[{"z":true}]}"""))));
        var e = (await Log.ReadStream(Mart, "copy")).ShouldHaveSingleItem();
        // A store may keep JSON by its meaning: white space and the order of members are not part of it.
        (e.Type, e.TypeVersion, FactJson.Canonical(JsonDocument.Parse(e.Json).RootElement))
            .ShouldBe(("from-elsewhere", 3, """{"a":"상담","b":1.50,"deep":[{"z":true}],"none":null}"""));
    }

    [Fact]
    public async Task Facts_of_one_stream_get_consecutive_versions_and_rising_positions()
    {
        await Append(Change(To("a", 0, Thing(1), Thing(2))));
        await Append(Change(To("a", 2, Thing(3))));
        var events = await Log.ReadStream(Mart, "a");
        events.Select(e => e.Version).ShouldBe([1, 2, 3]);
        events.Select(e => e.Position).ShouldBe(events.Select(e => e.Position).Order());
        (await Log.ReadStream(Mart, "a", afterVersion: 2)).ShouldHaveSingleItem().Version.ShouldBe(3);
    }

    [Fact]
    public async Task Several_streams_are_written_in_one_commit_and_its_position_is_the_last_of_them()
    {
        var done = await Append(Change(To("a", 0, Thing()), To("b", 0, Thing(), Thing())));
        (await All()).Select(e => (e.Stream, e.Version)).ShouldBe([("a", 1), ("b", 1), ("b", 2)]);
        done.Position.ShouldBe(await Log.LastPosition());
    }

    [Fact]
    public async Task A_new_stream_that_exists_already_is_refused_with_its_real_version()
    {
        await Append(Change(To("a", 0, Thing(), Thing())));
        (await Log.Append(Change(To("a", 0, Thing())))).ShouldBe(new CommitResult.StreamMoved("a", 0, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stream_behind_or_beyond_the_expected_version_is_refused(int expected)
    {
        await Append(Change(To("a", 0, Thing(), Thing())));
        (await Log.Append(Change(To("a", expected, Thing())))).ShouldBe(new CommitResult.StreamMoved("a", expected, 2));
        (await Log.ReadStream(Mart, "a")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_is_refused_where_one_was_expected()
    {
        (await Log.Append(Change(To("a", 1, Thing())))).ShouldBe(new CommitResult.StreamMoved("a", 1, 0));
        (await All()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_an_expectation_facts_go_to_the_end_of_the_stream()
    {
        await Append(Change(To("a", StreamAppend.Any, Thing())));
        await Append(Change(To("a", StreamAppend.Any, Thing())));
        (await Log.ReadStream(Mart, "a")).Select(e => e.Version).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task An_assertion_holds_the_commit_back_when_its_stream_has_moved()
    {
        await Append(Change(To("rules", 0, Thing())));
        (await Log.Append(Change(To("a", 0, Thing()), To("rules", 0)))).ShouldBe(new CommitResult.StreamMoved("rules", 0, 1));
        (await Log.ReadStream(Mart, "a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_assertion_that_holds_writes_nothing_to_its_stream()
    {
        await Append(Change(To("rules", 0, Thing())));
        await Append(Change(To("rules", 1), To("a", 0, Thing())));
        (await Log.ReadStream(Mart, "rules")).Count.ShouldBe(1);
        (await Log.ReadStream(Mart, "a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_commit_about_a_whole_mart_is_held_back_when_the_mart_has_gone_on()
    {
        var seen = await Append(Change(To("a", 0, Thing())));
        var since = await Append(Change(To("b", 0, Thing())));
        (await Log.Append(Change(To("c", 0, Thing())) with { LastOfMart = seen.Position })).ShouldBe(new CommitResult.MartMoved(seen.Position, since.Position));
        (await Log.ReadStream(Mart, "c")).ShouldBeEmpty();

        await Append(Change(To("a", 0, Thing())) with { Mart = "tashkent-2024" });
        await Append(Change(To("c", 0, Thing())) with { LastOfMart = since.Position });
        await Append(Change(To("a", 0, Thing())) with { Mart = "osh-2025", LastOfMart = 0 });
    }

    [Fact]
    public async Task The_second_of_two_streams_that_moved_undoes_the_first()
    {
        await Append(Change(To("b", 0, Thing())));
        (await Log.Append(Change(To("a", 0, Thing()), To("b", 0, Thing())))).ShouldBe(new CommitResult.StreamMoved("b", 0, 1));
        (await Log.ReadStream(Mart, "a")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_commit_without_facts_answers_with_the_last_position()
    {
        var first = await Append(Change(To("a", 0, Thing())));
        (await Append(Change(To("a", 1)))).Position.ShouldBe(first.Position);
    }

    [Fact]
    public async Task Streams_of_two_marts_with_one_name_are_two_streams()
    {
        await Append(Change(To("a", 0, Thing())));
        await Append(Change(To("a", 0, Thing())) with { Mart = "tashkent-2024" });
        (await Log.ReadStream("tashkent-2024", "a")).ShouldHaveSingleItem().Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_fact_without_a_name_is_an_error_and_leaves_nothing()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => Log.Append(Change(To("a", 0, Thing(), new Nameless("x")))));
        (await All()).ShouldBeEmpty();
        await Append(Change(To("a", 0, Thing())));
    }

    [Fact]
    public async Task A_copied_message_keeps_its_id_and_comes_in_only_once()
    {
        var id = Guid.CreateVersion7();
        var copy = Change(To("inbox", StreamAppend.Any, Thing(), Thing())) with { FirstEventId = id };
        await Append(copy);
        (await Log.Append(copy)).ShouldBe(new CommitResult.StreamMoved("inbox", StreamAppend.Any, 2));
        (await Log.Append(copy with { Mart = "another" })).ShouldBe(new CommitResult.StreamMoved("inbox", StreamAppend.Any, 0));
        var events = await All();
        events.Count.ShouldBe(2);
        events[0].Id.ShouldBe(id);
        events[1].Id.ShouldNotBe(id);
    }
}
