using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task A_claim_is_read_by_unit_and_slot()
    {
        await Append(Booking("m1", new Claim("company/S07/1", 3, "m1"), new Claim("table/7", 3, "m1")));
        (await Log.ReadClaims(Mart, 3, ["table/7", "table/8"])).ShouldBe([new("table/7", 3, "m1")]);
        (await Log.ReadClaims(Mart, 4, ["table/7"])).ShouldBeEmpty();
        (await Log.ReadClaims(Mart, 3, [])).ShouldBeEmpty();
        (await Log.ReadClaims("another", 3, ["table/7"])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_claim_that_somebody_holds_is_refused_and_names_the_holder()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1")));
        (await Log.Append(Booking("m2", new Claim("table/7", 3, "m2")))).ShouldBe(new CommitResult.ClaimTaken(new("table/7", 3, "m1")));
    }

    [Fact]
    public async Task A_unit_is_free_in_another_slot_and_in_another_mart()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1")));
        await Append(Booking("m2", new Claim("table/7", 4, "m2")));
        await Append(Booking("m3", new Claim("table/7", 3, "m3")) with { Mart = "another" });
    }

    [Fact]
    public async Task Taking_twice_what_one_holds_is_refused_too()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1")));
        (await Log.Append(Change(To("m1", 1, Thing())) with { Claims = [new("table/7", 3, "m1")] }))
            .ShouldBe(new CommitResult.ClaimTaken(new("table/7", 3, "m1")));
    }

    [Fact]
    public async Task Releasing_by_holder_frees_all_that_the_holder_has_and_nothing_else()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1"), new Claim("company/S07/1", 3, "m1")));
        await Append(Booking("m2", new Claim("table/8", 3, "m2")));
        await Append(Booking("m1", new Claim("table/7", 3, "m1")) with { Mart = "another" });
        await Append(Change(To("m1", 1, Thing())) with { Releases = ["m1"] });
        (await Log.ReadClaims(Mart)).ShouldBe([new("table/8", 3, "m2")]);
        (await Log.ReadClaims("another")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_move_releases_and_claims_in_one_commit()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1"), new Claim("company/S07/1", 3, "m1")));
        await Append(Change(To("m1", 1, Thing())) with { Releases = ["m1"], Claims = [new("table/7", 3, "m1"), new("company/S07/1", 4, "m1")] });
        (await Log.ReadClaims(Mart)).ShouldBe([new("table/7", 3, "m1"), new("company/S07/1", 4, "m1")]);
    }

    [Fact]
    public async Task A_move_that_fails_keeps_what_was_held_before()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1")));
        await Append(Booking("m2", new Claim("table/7", 4, "m2")));
        (await Log.Append(Change(To("m1", 1, Thing())) with { Releases = ["m1"], Claims = [new("table/7", 4, "m1")] }))
            .ShouldBe(new CommitResult.ClaimTaken(new("table/7", 4, "m2")));
        (await Log.ReadClaims(Mart, 3, ["table/7"])).ShouldHaveSingleItem().Holder.ShouldBe("m1");
    }

    [Fact]
    public async Task Claims_are_listed_by_prefix_in_order_of_slot_and_unit()
    {
        await Append(Booking("m1", new("table/8", 1, "m1"), new("table/7", 1, "m1"), new("table/9", 0, "m1"), new("company/S1/1", 1, "m1")));
        (await Log.ReadClaims(Mart, "table/")).Select(c => (c.Slot, c.Unit)).ShouldBe([(0, "table/9"), (1, "table/7"), (1, "table/8")]);
        (await Log.ReadClaims(Mart)).Count.ShouldBe(4);
        (await Log.ReadClaims(Mart, "tab_e")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_unit_is_found_by_prefix_whatever_letter_follows()
    {
        await Append(Booking("m1", new("company/상담", 1, "m1"), new("company/\U0001F600", 1, "m1"), new("Company/x", 1, "m1")));
        (await Log.ReadClaims(Mart, "company/")).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("a claim")]
    [InlineData("a stream")]
    [InlineData("a fact")]
    public async Task A_commit_that_loses_leaves_nothing(string loses)
    {
        await Append(Booking("winner", new Claim("table/7", 3, "winner")) with { Personal = [new("note-0", "company/S07", "note", "{}")] });
        var command = Guid.NewGuid();
        var loser = Change(To("loser", 0, Thing()), To("winner", loses == "a stream" ? 0 : 1, loses == "a fact" ? new Nameless("x") : Thing())) with
        {
            Claims = [new("company/S07/1", 3, "loser"), new("table/7", loses == "a claim" ? 3 : 4, "loser")],
            Releases = ["nobody"],
            Personal = [new("note-1", "company/S07", "note", "{}")],
            Forget = ["company/S07"],
            Answer = new(command, "hash", 200, "{}"),
        };
        if (loses == "a fact") await Should.ThrowAsync<InvalidOperationException>(() => Log.Append(loser));
        else (await Log.Append(loser)).ShouldNotBeOfType<CommitResult.Done>();

        (await All()).ShouldHaveSingleItem().Stream.ShouldBe("winner");
        (await Log.ReadClaims(Mart)).ShouldBe([new("table/7", 3, "winner")]);
        (await Log.ReadPersonalOf(Mart, "company/S07")).ShouldHaveSingleItem().Id.ShouldBe("note-0");
        (await Log.FindAnswer(command)).ShouldBeNull();
    }

    [Fact]
    public async Task A_commit_that_loses_gives_back_what_it_released()
    {
        await Append(Booking("m1", new Claim("table/7", 3, "m1")));
        (await Log.Append(Change(To("m1", 0, Thing())) with { Releases = ["m1"] })).ShouldBeOfType<CommitResult.StreamMoved>();
        (await Log.ReadClaims(Mart)).Count.ShouldBe(1);
    }
}
