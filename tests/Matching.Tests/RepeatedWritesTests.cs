using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>The same write sent again, however late and however close behind the first: one answer, and nothing done twice.</summary>
public sealed class RepeatedWritesTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private TestSystem _system = null!;
    private Func<Task>? _faster;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start(configure: Interference.On("matching", (method, _, go) =>
            method == nameof(IEventLog.FindAnswer) && Interlocked.Exchange(ref _faster, null) is { } first ? AfterLooking(first, go) : go()));
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(_system);
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task A_write_that_is_sent_twice_at_once_is_answered_twice_alike()
    {
        var id = (await _system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before)).Expect(201).Json.GetProperty("meeting").GetGuid();
        Task<ApiAnswer> Offer() => _system.As("seller", "S1").Post($"{Mart}/meetings/{id}/offer", new { slots = new[] { 5 } }, MartBuilder.Before, key: "one");
        ApiAnswer? first = null;
        _faster = async () => first = await Offer();

        var second = await Offer();

        first!.Expect(200);
        second.ShouldBe(first);
    }

    [Fact]
    public async Task A_write_that_found_its_wish_fulfilled_does_not_undo_what_was_wished_later()
    {
        Task<ApiAnswer> Wish(string key, string strength, int? rank = null) =>
            _system.As("buyer", "B1").Put($"{Mart}/wishes/B1/S1", new { strength, rank }, MartBuilder.Before, key);
        (await Wish("first", "must")).Expect(200);
        var fulfilled = (await Wish("second", "must")).Expect(200);
        (await Wish("third", "would", 2)).Expect(200);

        (await Wish("second", "must")).ShouldBe(fulfilled);

        (await _system.As("buyer", "B1").Get($"{Mart}/wishes/B1")).Json[0].GetProperty("strength").GetString().ShouldBe("would");
    }

    private static async Task<Answer?> AfterLooking(Func<Task> first, Func<object?> go)
    {
        var answer = await (Task<Answer?>)go()!;
        await first();
        return answer;
    }
}
