using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class WishTests
{
    private const string Mart = "/matching/marts/test-mart";

    [Fact]
    public async Task Equal_ranks_are_allowed_and_listed_by_company()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Seller("S2", 2).Seller("S3", 3).Buyer("B1").Write(system);
        var buyer = system.As("buyer", "B1");
        foreach (var (seller, rank) in new[] { ("S3", 1), ("S2", 2), ("S1", 2) })
            (await buyer.Put($"{Mart}/wishes/B1/{seller}", new { strength = "would", rank }, MartBuilder.Before)).Expect(200);

        var wishes = (await buyer.Get($"{Mart}/wishes/B1")).Expect(200).Json.EnumerateArray();
        wishes.Select(w => (About(w), w.GetProperty("rank").GetInt32())).ShouldBe([("S3", 1), ("S1", 2), ("S2", 2)]);
    }

    [Fact]
    public async Task A_never_of_either_side_is_absolute()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Buyer("B1").Write(system);
        (await system.As("seller", "S1").Put($"{Mart}/wishes/S1/B1", new { strength = "never" }, MartBuilder.Before)).Expect(200);
        (await system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1" }, MartBuilder.Before))
            .Refusal.ShouldBe("PairIsExcluded");
    }

    private static string? About(JsonElement wish) => wish.GetProperty("about").GetString();
}
