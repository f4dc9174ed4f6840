using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public abstract partial class EveryStore<TStore>
{
    [Fact]
    public async Task A_repeated_command_gets_the_first_answer_and_changes_nothing()
    {
        var first = new Answer(Guid.NewGuid(), "hash-1", 201, """{"meeting":1}""");
        await Append(Change(To("a", 0, Thing())) with { Answer = first });
        var again = Change(To("b", 0, Thing())) with { Answer = first with { RequestHash = "hash-2", Status = 200, Json = "{}" } };
        (await Log.Append(again)).ShouldBe(new CommitResult.AlreadyAnswered(first));
        (await Log.FindAnswer(first.CommandId)).ShouldBe(first);
        (await Log.ReadStream(Mart, "b")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_command_is_told_its_answer_even_where_it_would_now_be_refused()
    {
        var answer = new Answer(Guid.NewGuid(), "hash", 200, "{}");
        var booking = Booking("m1", new Claim("table/7", 3, "m1")) with { Answer = answer };
        await Append(booking);
        (await Log.Append(booking)).ShouldBe(new CommitResult.AlreadyAnswered(answer));
    }

    [Fact]
    public async Task A_command_that_was_never_answered_has_no_answer() => (await Log.FindAnswer(Guid.NewGuid())).ShouldBeNull();

    [Fact]
    public async Task One_command_sent_by_many_at_once_is_done_once()
    {
        var answer = new Answer(Guid.NewGuid(), "hash", 200, "{}");
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            Task.Run(() => Log.Append(Change(To("a", StreamAppend.Any, Thing(i))) with { Answer = answer }))));
        results.OfType<CommitResult.Done>().Count().ShouldBe(1);
        results.OfType<CommitResult.AlreadyAnswered>().Count().ShouldBe(99);
        (await Log.ReadStream(Mart, "a")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_personal_row_is_written_replaced_and_forgotten()
    {
        await Append(Change() with { Personal = [new("note-1", "company/S07", "note", """{"text":"첫 상담"}"""), new("note-2", "company/S08", "note", "{}")] });
        (await Log.ReadPersonal(Mart, "note-1"))!.Json.ShouldBe("""{"text":"첫 상담"}""");
        await Append(Change() with { Personal = [new("note-1", "company/S07", "note", """{"text":"second"}""")] });
        (await Log.ReadPersonalOf(Mart, "company/S07")).ShouldBe([new("note-1", "company/S07", "note", """{"text":"second"}""")]);
        await Append(Change() with { Forget = ["company/S07"] });
        (await Log.ReadPersonal(Mart, "note-1")).ShouldBeNull();
        (await Log.ReadPersonalOf(Mart, "company/S07")).ShouldBeEmpty();
        (await Log.ReadPersonal(Mart, "note-2")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Forgetting_in_one_mart_leaves_another_marts_rows()
    {
        var row = new PersonalRow("d1", "delegate/1", "delegate", "{}");
        await Append(Change() with { Personal = [row] });
        await Append(Change() with { Mart = "another", Personal = [row] });
        await Append(Change() with { Forget = ["delegate/1"] });
        (await Log.ReadPersonal("another", "d1")).ShouldBe(row);
        (await Log.ReadPersonal(Mart, "d1")).ShouldBeNull();
    }

    [Fact]
    public async Task Rows_written_in_a_commit_that_also_forgets_their_owner_stay()
    {
        await Append(Change() with { Personal = [new("old", "delegate/1", "delegate", "{}")] });
        await Append(Change() with { Forget = ["delegate/1"], Personal = [new("new", "delegate/1", "delegate", "{}")] });
        (await Log.ReadPersonalOf(Mart, "delegate/1")).ShouldHaveSingleItem().Id.ShouldBe("new");
    }
}
