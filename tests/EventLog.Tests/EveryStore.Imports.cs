using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task An_imported_history_keeps_its_order_ids_versions_times_and_envelopes()
    {
        var history = Elsewhere();
        (await Log.Import(new(Mart, history))).ShouldBeOfType<CommitResult.Done>();
        var read = await All(Mart);
        read.Select(e => e with { Position = 0 }).ShouldBe(history.Select(e => e with { Position = 0 }));
        read.Select(e => e.Position).ShouldBe(read.Select(e => e.Position).Distinct().Order());
    }

    [Fact]
    public async Task A_history_is_imported_in_pieces_and_goes_on_from_there()
    {
        var history = Elsewhere();
        await Log.Import(new(Mart, [.. history.Take(2)]));
        await Log.Import(new(Mart, [.. history.Skip(2)]));
        (await All(Mart)).Select(e => e.Id).ShouldBe(history.Select(e => e.Id));
        await Append(Change(To("b", 2, Thing())));
        (await All(Mart))[^1].Version.ShouldBe(3);
    }

    [Fact]
    public async Task A_history_that_is_there_already_or_does_not_fit_is_refused_and_leaves_nothing()
    {
        var history = Elsewhere();
        await Log.Import(new(Mart, history));
        (await Log.Import(new(Mart, history))).ShouldBe(new CommitResult.StreamMoved("a", 0, 3));
        var claim = new Claim("table/9", 1, "meeting/x");
        (await Log.Import(new("other", [.. history.Skip(2).Select(e => e with { Mart = "other" })]) { Claims = [claim] })).ShouldBe(new CommitResult.StreamMoved("a", 1, 0));
        (await Log.Import(new("other", [history[0] with { Mart = "other" }]) { Claims = [claim] })).ShouldBeOfType<CommitResult.StreamMoved>("its id is taken");
        (await All()).Count.ShouldBe(history.Count);
        (await Log.ReadClaims("other")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_stood_beside_a_history_comes_with_it()
    {
        var answer = new Answer(Guid.NewGuid(), "hash", 201, "{}");
        var (claim, note) = (new Claim("table/9", 1, "meeting/x"), new PersonalRow("note-1", "company/S07", "note", """{"text":"안녕"}"""));
        await Log.Import(new(Mart, Elsewhere()) { Claims = [claim], Personal = [note], Answers = [answer] });
        (await Log.ReadClaims(Mart)).ShouldBe([claim]);
        (await Log.ReadAllPersonal(Mart)).ShouldBe([note]);
        (await Log.FindAnswer(answer.CommandId)).ShouldBe(answer);
        (await Log.Append(Booking("meeting/y", claim with { Holder = "meeting/y" }))).ShouldBe(new CommitResult.ClaimTaken(claim));
    }

    [Fact]
    public async Task The_clock_goes_on_from_the_latest_time_of_an_imported_history()
    {
        await Log.Import(new(Mart, Elsewhere()));
        (await Log.LastTime(Mart)).ShouldBe(Noon.AddMinutes(4));
        (await Append(Change(To("new", 0, Thing())))).At.ShouldBe(Noon.AddMinutes(4));
    }

    // Two streams in turn, and one fact that was noted late.
    private static List<RecordedEvent> Elsewhere() =>
    [
        .. new (string Stream, int Version, int Minute)[] { ("a", 1, 0), ("b", 1, 1), ("a", 2, 4), ("b", 2, 3), ("a", 3, 3) }.Select((e, i) => new RecordedEvent(
            1000 + i, Mart, e.Stream, e.Version, Guid.CreateVersion7(Noon.AddHours(i)), i == 4 ? "from-elsewhere" : "thing-happened", 1, Noon.AddMinutes(e.Minute), Noon.AddDays(1).AddTicks(10 * i),
            new Cause(Guid.NewGuid(), "seller:S07", i % 2 == 0 ? "S07" : null, "meeting-1", i == 0 ? null : Guid.NewGuid(), i == 2 ? null : $"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b{i}-01"),
            $$"""{"what": "{{i}}", "number": {{i}}}""")),
    ];
}
