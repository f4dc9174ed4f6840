using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task A_marts_clock_never_goes_backwards()
    {
        await Append(Change(To("a", 0, Thing())));
        (await Append(Change(To("a", 1, Thing())) with { At = Noon.AddHours(-1) })).At.ShouldBe(Noon);
        (await Append(Change(To("b", 0, Thing())) with { At = Noon.AddHours(1) })).At.ShouldBe(Noon.AddHours(1));
        (await All()).Select(e => e.At).ShouldBe([Noon, Noon, Noon.AddHours(1)]);
        (await Log.LastTime(Mart)).ShouldBe(Noon.AddHours(1));
    }

    [Fact]
    public async Task Clocks_of_two_marts_are_independent()
    {
        await Append(Change(To("a", 0, Thing())));
        var earlier = Noon.AddYears(-3);
        (await Append(Change(To("a", 0, Thing())) with { Mart = "another", At = earlier })).At.ShouldBe(earlier);
        (await Log.LastTime(Mart)).ShouldBe(Noon);
        (await Log.LastTime("another")).ShouldBe(earlier);
        (await Log.LastTime("unknown")).ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_that_loses_does_not_move_the_clock()
    {
        await Append(Change(To("a", 0, Thing())));
        (await Log.Append(Change(To("a", 0, Thing())) with { At = Noon.AddHours(5) })).ShouldBeOfType<CommitResult.StreamMoved>();
        (await Log.LastTime(Mart)).ShouldBe(Noon);
    }

    [Fact]
    public async Task A_commit_without_facts_does_not_move_the_clock()
    {
        await Append(Change(To("a", 0, Thing())));
        await Append(Change() with { At = Noon.AddHours(5), Claims = [new("table/7", 1, "x")] });
        (await Log.LastTime(Mart)).ShouldBe(Noon);
    }

    [Fact]
    public async Task A_copy_keeps_its_time_even_if_it_is_earlier()
    {
        await Append(Change(To("a", 0, Thing())));
        (await Append(Change(To("a", 1, Thing())) with { At = Noon.AddHours(-1), KeepTime = true })).At.ShouldBe(Noon.AddHours(-1));
        (await Log.ReadStream(Mart, "a"))[1].At.ShouldBe(Noon.AddHours(-1));
        (await Log.LastTime(Mart)).ShouldBe(Noon);
    }

    [Fact]
    public async Task A_copy_from_later_moves_the_marts_clock_on()
    {
        await Append(Change(To("a", 0, Thing())) with { At = Noon.AddHours(2), KeepTime = true });
        (await Log.LastTime(Mart)).ShouldBe(Noon.AddHours(2));
        (await Append(Change(To("a", 1, Thing())))).At.ShouldBe(Noon.AddHours(2));
    }

    [Fact]
    public async Task Times_are_kept_to_the_microsecond_and_in_UTC()
    {
        var local = new DateTimeOffset(2023, 10, 26, 18, 0, 0, TimeSpan.FromHours(6)).AddTicks(1234567);
        var done = await Append(Change(To("a", 0, Thing())) with { At = local, KeepTime = true });
        var e = (await Log.ReadStream(Mart, "a"))[0];
        e.At.ShouldBe(Noon.AddTicks(1234560));
        e.At.Offset.ShouldBe(TimeSpan.Zero);
        done.At.ShouldBe(e.At);
    }
}
