using TravelMart.EventSourcing;
using TravelMart.Matching.Participants;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>A slot is called free where a meeting would be accepted at this moment, and nowhere else.</summary>
public sealed class FreeSlotsTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private readonly List<string> _reads = [];
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start(configure: Interference.On("matching", (method, _, go) =>
        {
            lock (_reads) _reads.Add(method);
            return go();
        }));
        await new MartBuilder { Slots = 8 }.Seller("S1", 1).Seller("S2", 2).Buyer("B1").Buyer("B2").Write(_system);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task What_either_side_holds_is_not_free_and_one_look_at_the_claims_tells()
    {
        await Book("B2", "S1", 3);
        await Book("B1", "S2", 5);
        (await _system.As("seller", "S1").Put($"{Mart}/participants/S1/availability", new { blockedSlots = new[] { 0, 1 } }, MartBuilder.Before)).Expect(200);
        lock (_reads) _reads.Clear();
        (await Free("S1")).ShouldBe([2, 4, 6, 7]);
        lock (_reads) _reads.Count(r => r == nameof(IEventLog.ReadClaims)).ShouldBe(1);
    }

    [Fact]
    public async Task A_pair_that_meets_already_has_free_slots_only_for_meeting_again()
    {
        await Book("B1", "S1", 3);
        (await Free("S1")).ShouldBeEmpty();
        (await Free("S1", "&repeat=true")).ShouldBe([0, 1, 2, 4, 5, 6, 7]);
    }

    [Fact]
    public async Task A_slot_that_is_over_is_not_free()
    {
        (await _system.Organizer().Post($"{Mart}/clock", null, MartBuilder.Slot(4).Start)).Expect(200);
        (await Free("S1")).ShouldBe([4, 5, 6, 7]);
    }

    [Fact]
    public async Task A_company_that_left_and_a_pair_that_is_excluded_have_none()
    {
        (await _system.As("seller", "S2").Put($"{Mart}/wishes/S2/B1", new { strength = "never" }, MartBuilder.Before)).Expect(200);
        (await Free("S2")).ShouldBeEmpty();
        await _system.Log("matching").Append(new Commit("test-mart", MartBuilder.Before, new Cause(Guid.CreateVersion7(), "test"))
        {
            Streams = [new(Participant.StreamOf("S1"), StreamAppend.Any, [new ParticipantWithdrew("S1", "changed-plans")])],
        }, TestContext.Current.CancellationToken);
        (await Free("S1")).ShouldBeEmpty();
    }

    private async Task<List<int>> Free(string seller, string further = "") =>
        [.. (await _system.As("buyer", "B1").Get($"{Mart}/participants/B1/free-slots?with={seller}{further}")).Expect(200).Json.GetProperty("slots").EnumerateArray().Select(s => s.GetInt32())];

    private async Task Book(string buyer, string seller, int slot)
    {
        var id = (await _system.As("buyer", buyer).Post($"{Mart}/meetings", new { buyer, seller }, MartBuilder.Before)).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await _system.As("seller", seller).Post($"{Mart}/meetings/{id}/accept", new { slot }, MartBuilder.Before)).Expect(200);
    }
}
