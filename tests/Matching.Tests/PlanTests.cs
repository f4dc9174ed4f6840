using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class PlanTests
{
    private const string Mart = "/matching/marts/test-mart";

    [Fact]
    public async Task A_pair_that_meets_by_an_earlier_plan_does_not_come_back_from_a_later_one()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder { Slots = 1 }.Seller("S1", 1).Buyer("B1").Buyer("B2").Write(system);
        foreach (var buyer in new[] { "B1", "B2" })
            (await system.As("buyer", buyer).Put($"{Mart}/wishes/{buyer}/S1", new { strength = "must" }, MartBuilder.Before)).Expect(200);
        var desk = system.Organizer();
        var (first, second) = (await Draft(desk, 1), await Draft(desk, 2));

        var placed = (await Publish(desk, first)).GetProperty("placed").EnumerateArray().Select(Buyer).ShouldHaveSingleItem();
        var later = await Publish(desk, second);

        later.GetProperty("cameBack").EnumerateArray().Select(Buyer).ShouldBe([placed == "B1" ? "B2" : "B1"]);
        (await desk.Get($"{Mart}/meetings")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static async Task<Guid> Draft(ApiClient desk, int seed) =>
        (await desk.Post($"{Mart}/plans", new { seed }, MartBuilder.Before)).Expect(201).Json.GetProperty("plan").GetGuid();

    private static async Task<JsonElement> Publish(ApiClient desk, Guid plan)
    {
        (await desk.Post($"{Mart}/plans/{plan}/publish", at: MartBuilder.Before)).Expect(202);
        JsonElement shown = default;
        await Poll.Until(async () =>
        {
            shown = (await desk.Get($"{Mart}/plans/{plan}")).Expect(200).Json;
            return shown.GetProperty("summary").GetProperty("isSettled").GetBoolean();
        });
        return shown;
    }

    private static string? Buyer(JsonElement entry) => entry.GetProperty("buyer").GetString();
}
