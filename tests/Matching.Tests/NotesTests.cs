using System.Text;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>What is written goes to whom it was written to, stays out of history, and goes when somebody asks.</summary>
public sealed class NotesTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "travelmart-test-" + Guid.NewGuid().ToString("N"));
    private TestSystem _system = null!;
    private ApiClient _buyer = null!, _seller = null!, _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start(_folder);
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Buyer("desk").Write(_system);
        (_buyer, _seller, _desk) = (_system.As("buyer", "B1"), _system.As("seller", "S1"), _system.Organizer());
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Both_sides_and_the_organizer_read_what_was_written_to_each_other_and_by_whom()
    {
        var id = await Ask("Dana Omarova would come.");
        (await _seller.Post($"{Mart}/meetings/{id}/offer", new { slots = new[] { 5 }, note = "Rather later." }, MartBuilder.Before)).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{id}/decline", new { reason = "no-interest", note = "Told by phone." }, MartBuilder.Before)).Expect(200);
        foreach (var reader in new[] { _buyer, _seller, _desk })
            (await Notes(reader, id)).ShouldBe(["request by buyer: Dana Omarova would come.", "offer by seller: Rather later.", "decline by desk: Told by phone."]);
        (await _system.As("buyer", "desk").Get($"{Mart}/meetings/{id}")).Expect(403);
        (await _desk.Get($"{Mart}/meetings?buyer=B1")).Expect(200).Text.ShouldNotContain("Dana");
    }

    [Fact]
    public async Task A_request_that_is_taken_back_says_why()
    {
        var id = await Ask(null);
        (await _buyer.Post($"{Mart}/meetings/{id}/withdraw", new { reason = "plans-changed", note = "We fly home early." }, MartBuilder.Before)).Expect(200);
        (await Notes(_seller, id)).ShouldBe(["withdraw by buyer: We fly home early."]);
    }

    [Fact]
    public async Task What_a_side_writes_into_its_log_is_its_own_and_the_next_edit_takes_its_place()
    {
        var id = await Hold();
        (await _seller.Put($"{Mart}/meetings/{id}/log", new { outcome = "promising", note = "Go down to five percent." })).Expect(200);
        (await _buyer.Put($"{Mart}/meetings/{id}/log", new { outcome = "promising", note = "Too dear." })).Expect(200);
        (await Notes(_seller, id)).ShouldBe(["log by seller: Go down to five percent."]);
        (await Notes(_buyer, id)).ShouldBe(["log by buyer: Too dear."]);
        (await Notes(_desk, id)).Count.ShouldBe(2);

        (await _seller.Put($"{Mart}/meetings/{id}/log", new { outcome = "agreed", note = "Signed." })).Expect(200);
        (await Notes(_seller, id)).ShouldBe(["log by seller: Signed."]);
        await Gone("five percent");
    }

    [Fact]
    public async Task A_dispute_and_its_settlement_say_why()
    {
        var id = await Hold();
        (await _buyer.Post($"{Mart}/meetings/{id}/dispute", new { note = "Nobody was there." })).Expect(200);
        (await _desk.Post($"{Mart}/meetings/{id}/settle", new { note = "The cameras show both." })).Expect(200);
        (await Notes(_seller, id)).ShouldBe(["dispute by buyer: Nobody was there.", "settle by desk: The cameras show both."]);
    }

    [Fact]
    public async Task Who_may_read_a_note_may_have_it_forgotten_and_nothing_of_it_stays()
    {
        var id = await Ask("Ask for Dana Omarova.");
        var note = await Only(_seller, id);
        (await _system.As("buyer", "desk").Delete($"{Mart}/meetings/{id}/notes/{note}")).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await _seller.Delete($"{Mart}/meetings/{id}/notes/{note}")).Expect(200);
        (await _seller.Delete($"{Mart}/meetings/{id}/notes/{note}")).Expect(404).Refusal.ShouldBe("NoteUnknown");
        (await Notes(_buyer, id)).ShouldBeEmpty();
        await Gone("Dana");
        (await _desk.Get($"{Mart}/history")).Expect(200).Text.ShouldContain("note-forgotten");
        (await _system.As("service").Get($"{Mart}/contracts")).Expect(200).Text.ShouldNotContain("orgotten");
    }

    [Fact]
    public async Task A_log_that_is_not_ones_own_cannot_be_forgotten()
    {
        var id = await Hold();
        (await _seller.Put($"{Mart}/meetings/{id}/log", new { outcome = "none", note = "Never again." })).Expect(200);
        (await _buyer.Delete($"{Mart}/meetings/{id}/notes/{await Only(_seller, id)}")).Expect(404).Refusal.ShouldBe("NoteUnknown");
        (await Notes(_seller, id)).ShouldBe(["log by seller: Never again."]);
    }

    [Fact]
    public async Task The_note_of_a_wish_is_for_its_author_and_the_organizer_alone()
    {
        var wish = $"{Mart}/wishes/B1/S1";
        (await _buyer.Put(wish, new { strength = "must", note = "Dana swears by them." }, MartBuilder.Before)).Expect(200);
        foreach (var reader in new[] { _buyer, _desk })
            (await reader.Get($"{Mart}/wishes/B1")).Expect(200).Json[0].GetProperty("note").GetString().ShouldBe("Dana swears by them.");
        (await _seller.Get($"{Mart}/wishes/B1")).Expect(403);
        (await _seller.Delete($"{wish}/note")).Expect(403);

        (await _buyer.Delete($"{wish}/note")).Expect(200);
        (await _buyer.Delete($"{wish}/note")).Expect(404).Refusal.ShouldBe("NoteUnknown");
        (await _buyer.Get($"{Mart}/wishes/B1")).Json[0].GetProperty("strength").GetString().ShouldBe("must");
        await Gone("Dana");
    }

    [Fact]
    public async Task A_wish_that_is_stated_anew_or_taken_back_leaves_no_note_behind()
    {
        var wish = $"{Mart}/wishes/B1/S1";
        (await _buyer.Put(wish, new { strength = "must", note = "Dana swears by them." }, MartBuilder.Before)).Expect(200);
        (await _buyer.Put(wish, new { strength = "must", note = "So does Timur." }, MartBuilder.Before)).Expect(200);
        (await _buyer.Delete(wish, MartBuilder.Before)).Expect(200);
        await Gone("Dana", "Timur");
    }

    [Fact]
    public async Task A_result_has_a_code_for_its_reason_and_a_note_that_only_the_organizer_reads()
    {
        var over = MartBuilder.Slot(15).End;
        (await _desk.Post($"{Mart}/results", new { reason = "Dana forgot her logs" }, over)).Expect(400).Refusal.ShouldBe("CodeNotUnderstood");
        (await _desk.Post($"{Mart}/results", new { reason = "late-logs", note = "Dana forgot her logs." }, over)).Expect(201);
        (await _desk.Get($"{Mart}/results/1/note")).Expect(200).Json.GetProperty("note").GetString().ShouldBe("Dana forgot her logs.");
        (await _seller.Get($"{Mart}/results/1/note")).Expect(403);
        (await _desk.Delete($"{Mart}/results/1/note")).Expect(200);
        (await _desk.Get($"{Mart}/results/1/note")).Expect(404).Refusal.ShouldBe("NoteUnknown");
        await Gone("Dana");
    }

    private async Task<Guid> Ask(string? note) =>
        (await _buyer.Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1", preferredSlots = new[] { 3 }, note }, MartBuilder.Before)).Expect(201)
        .Json.GetProperty("meeting").GetGuid();

    private async Task<Guid> Hold()
    {
        var id = await Ask(null);
        (await _seller.Post($"{Mart}/meetings/{id}/accept", new { slot = 3 }, MartBuilder.Before)).Expect(200);
        (await _seller.Post($"{Mart}/meetings/{id}/held", null, MartBuilder.Slot(3).End)).Expect(200);
        return id;
    }

    private static async Task<List<string>> Notes(ApiClient reader, Guid meeting) =>
        [.. (await reader.Get($"{Mart}/meetings/{meeting}")).Expect(200).Json.GetProperty("notes").EnumerateArray()
            .Select(n => $"{n.GetProperty("on").GetString()} by {n.GetProperty("by").GetString()}: {n.GetProperty("text").GetString()}")];

    private static async Task<string> Only(ApiClient reader, Guid meeting) =>
        (await reader.Get($"{Mart}/meetings/{meeting}")).Expect(200).Json.GetProperty("notes").EnumerateArray().ShouldHaveSingleItem().GetProperty("note").GetString()!;

    /// <summary>Not in history, and not in the free pages of the files that are left when the process has ended.</summary>
    private async Task Gone(params string[] words)
    {
        var history = (await _desk.Get($"{Mart}/history")).Expect(200).Text;
        await _system.DisposeAsync();
        var files = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(f => Encoding.UTF8.GetString(File.ReadAllBytes(f))).ToList();
        foreach (var word in words)
        {
            history.ShouldNotContain(word);
            files.ShouldAllBe(content => !content.Contains(word, StringComparison.Ordinal));
        }
        _system = await TestSystem.Start(_folder);
        (_buyer, _seller, _desk) = (_system.As("buyer", "B1"), _system.As("seller", "S1"), _system.Organizer());
    }
}
