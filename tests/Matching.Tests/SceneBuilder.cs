using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Wishes;

namespace TravelMart.Matching.Tests;

/// <summary>Given these facts and claims, when this side acts at this time: what a decision looks at, without host or store.</summary>
internal static class SceneBuilder
{
    public static readonly Guid Id = new("0198a000-0000-7000-8000-000000000001");
    public static readonly Participant Buyer = new("B1") { IsAdmitted = true, Role = Sides.Buyer, Languages = ["en"] };
    public static readonly Participant Seller = new("S1") { IsAdmitted = true, Role = Sides.Seller, Languages = ["en", "ko"], Stand = 1 };

    public static Scene Scene(string side = Sides.Desk, params object[] facts) => new()
    {
        Mart = new MartSettings { Opened = new MartBuilder().Opened },
        Now = MartBuilder.Before,
        Meeting = facts.Aggregate(new Meeting(Id), Meeting.Evolve),
        Buyer = Buyer,
        Seller = Seller,
        Side = side,
    };

    public static Scene WithClaims(this Scene scene, params Claim[] claims) => scene with
    {
        Held = claims.GroupBy(c => c.Slot).ToDictionary(g => g.Key, g => (IReadOnlyList<Claim>)[.. g]),
    };

    public static Scene At(this Scene scene, int slot, int minutes) => scene with { Now = MartBuilder.Slot(slot).Start.AddMinutes(minutes) };

    public static MeetingRequested Requested(string by = Sides.Buyer, params int[] slots) =>
        new("B1", "S1", by, slots, false, MartBuilder.Before.AddDays(1), null);

    public static MeetingBooked Booked(int slot = 3) =>
        new("B1", "S1", slot, ["company/B1/1", "company/S1/1", "table/1"], "1", null, Origins.PreScheduled, null, false, "asked for");

    /// <summary>The fact that a decision made, if it is of this kind and the only one.</summary>
    public static T Fact<T>(this Decision decision)
    {
        decision.Refusal.ShouldBeNull();
        return decision.Events.ShouldHaveSingleItem().ShouldBeOfType<T>();
    }

    public static void ShouldRefuse(this Decision decision, string name)
    {
        decision.Events.ShouldBeEmpty();
        decision.Claims.ShouldBeEmpty();
        decision.Refusal.ShouldNotBeNull().Name.ShouldBe(name);
    }

    public static Wish Never { get; } = new(Strength.Never, null);
}
