using System.Net;
using System.Net.Http.Json;
using System.Text;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

/// <summary>What is left out of a request is not guessed, and a request that cannot be read is told in words of the API.</summary>
public sealed class RequestsNotUnderstoodTests : IAsyncLifetime
{
    private const string Mart = "/matching/marts/test-mart";
    private TestSystem _system = null!;
    private ApiClient _desk = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(_system);
        _desk = _system.Organizer();
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task A_slot_that_is_left_out_is_not_taken_for_the_first_one()
    {
        var id = await Ask();
        foreach (var verb in new[] { "accept", "move" })
        {
            var answer = await _desk.Post($"{Mart}/meetings/{id}/{verb}", new { }, MartBuilder.Before);
            answer.Expect(400).Refusal.ShouldBe("RequestNotUnderstood");
            answer.Json.GetProperty("detail").GetString().ShouldBe("The body lacks 'slot'.");
        }
        (await _desk.Post($"{Mart}/meetings/walk-in", new { buyer = "B1", seller = "S1" }, MartBuilder.DayStart)).Expect(400);
    }

    [Fact]
    public async Task A_wish_without_strength_is_no_must_and_availability_without_slots_frees_nothing()
    {
        var buyer = _system.As("buyer", "B1");
        (await buyer.Put($"{Mart}/wishes/B1/S1", new { }, MartBuilder.Before)).Expect(400);
        (await buyer.Put($"{Mart}/participants/B1/availability", new { }, MartBuilder.Before)).Expect(400);
    }

    [Fact]
    public async Task A_value_of_the_wrong_kind_is_named_without_names_of_classes()
    {
        var answer = await _system.As("buyer", "B1").Put($"{Mart}/wishes/B1/S1", new { strength = "maybe" }, MartBuilder.Before);
        answer.Expect(400).Json.GetProperty("detail").GetString().ShouldBe("The body is not valid at $.strength.");
    }

    [Theory]
    [InlineData("""{ "strength": "must", "note": "a\u0000b" }""")]
    [InlineData("""{ "strength": "must", "note": "a\ud800b" }""")]
    public async Task A_character_that_no_store_keeps_is_refused(string body)
    {
        // The words of the request as they are: no serializer of ours would write them.
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Mart}/wishes/B1/S1") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await _system.As("buyer", "B1").Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("CharacterNotAllowed");
    }

    [Fact]
    public async Task Meetings_are_found_by_the_status_that_answers_write()
    {
        await Ask();
        (await _desk.Get($"{Mart}/meetings?status=requested")).Expect(200).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await _desk.Get($"{Mart}/meetings?status=booked")).Expect(200).Json.GetProperty("total").GetInt32().ShouldBe(0);
        (await _desk.Get($"{Mart}/meetings?status=nonsense")).Expect(400).Refusal.ShouldBe("StatusNotUnderstood");
        (await _desk.Get($"{Mart}/meetings?take=5000")).Expect(400).Refusal.ShouldBe("PageNotValid");
    }

    [Theory]
    [InlineData("2023-07-07T10:00:00", 400)]
    [InlineData("yesterday", 400)]
    [InlineData("9999-12-31T00:00Z", 400)]
    [InlineData("1999-12-31T00:00Z", 400)]
    [InlineData("2023-07-07T10:00:00+06:00", 200)]
    [InlineData("2023-07-07T04:00Z", 200)]
    public async Task The_time_of_a_rehearsal_has_an_offset(string time, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Mart}/clock") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add("Mart-Time", time);
        using var answer = await _desk.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        if (status == 200) text.ShouldContain("2023-07-07T04:00:00+00:00");
    }

    [Fact]
    public async Task The_clock_of_a_rehearsal_is_moved_by_an_organizer_or_whoever_rehearses_and_by_nobody_else()
    {
        var request = new { buyer = "B1", seller = "S1" };
        var later = MartBuilder.Before.AddHours(1);
        (await _system.As("buyer", "B1", rehearses: false).Post($"{Mart}/meetings", request, later)).Expect(403).Refusal.ShouldBe("ClockIsNotYours");
        (await Now()).ShouldBeLessThan(later);
        (await _system.As("buyer", "B1", rehearses: false).Post($"{Mart}/meetings", request)).Expect(201);
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", request, later)).Expect(201);
        (await Now()).ShouldBe(later);
        (await _system.As("organizer", rehearses: false).Post($"{Mart}/clock", null, later.AddHours(1))).Expect(200);
        (await Now()).ShouldBe(later.AddHours(1));
    }

    private async Task<DateTimeOffset> Now() =>
        (await _system.Log("matching").LastTime("test-mart", TestContext.Current.CancellationToken)).ShouldNotBeNull();

    private async Task<Guid> Ask() =>
        (await _system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before)).Expect(201)
        .Json.GetProperty("meeting").GetGuid();
}
