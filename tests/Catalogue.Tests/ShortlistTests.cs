using TravelMart.Catalogue.Shortlists;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Catalogue.Tests;

public sealed class ShortlistTests : IAsyncLifetime
{
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await TestSystem.Start();

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public void A_stand_is_saved_once_and_dropped_once_and_only_so_many_are_kept()
    {
        var one = Shortlist.Evolve(Shortlist.Empty, new StandSaved("B1", "S1"));
        KeepShortlist.Save(Shortlist.Empty, "B1", "S1").Events.ShouldBe([new StandSaved("B1", "S1")]);
        KeepShortlist.Save(one, "B1", "S1").ShouldBe(Decision.AlreadyTrue);
        KeepShortlist.Drop(one, "B1", "S1").Events.ShouldBe([new StandDropped("B1", "S1")]);
        KeepShortlist.Drop(Shortlist.Empty, "B1", "S1").ShouldBe(Decision.AlreadyTrue);
        var full = Enumerable.Range(0, Shortlist.MostStands).Aggregate(Shortlist.Empty, (list, n) => Shortlist.Evolve(list, new StandSaved("B1", $"S-{n}")));
        KeepShortlist.Save(full, "B1", "S1").Refusal!.Name.ShouldBe("TooManySaved");
    }

    [Fact]
    public void Interests_are_unknown_until_chosen_and_none_is_a_choice()
    {
        Shortlist.Empty.Interests.ShouldBeNull();
        var none = Shortlist.Evolve(Shortlist.Empty, KeepShortlist.LookFor(Shortlist.Empty, "B1", []).Events.ShouldHaveSingleItem());
        none.Interests.ShouldBe([]);
        KeepShortlist.LookFor(none, "B1", []).ShouldBe(Decision.AlreadyTrue);
    }

    [Theory]
    [InlineData("tourism", "2023-001", "2024-12-31", true)]
    [InlineData("tourism", "2023-001", null, true)]
    [InlineData("Not A Code", "2023-001", null, false)]
    [InlineData("tourism", "", null, false)]
    [InlineData("tourism", "2023-001", "next year", false)]
    public void What_a_stand_states_has_a_kind_a_number_and_perhaps_an_end(string kind, string number, string? until, bool fine) =>
        (PublishStand.Check(new(new Dictionary<string, string?> { ["en"] = "x" }, null, [new(kind, number, until)])).Wrong is null).ShouldBe(fine);

    [Fact]
    public async Task A_buyer_keeps_a_shortlist_of_stands_that_take_part()
    {
        const string Own = "/catalogue/marts/m1/shortlists/B1";
        var buyer = _system.As("buyer", "B1", "m1");
        (await buyer.Put(Own + "/stands/S1", new { })).Expect(404).Refusal.ShouldBe("MartUnknown");
        await _system.OpenMart("m1");
        await _system.AdmitSeller("m1", "S1");
        (await Soon.Eventually(() => buyer.Put(Own + "/stands/S1", new { }), a => a.Ok)).Expect(200).Json.GetProperty("stands")[0].GetString().ShouldBe("S1");
        (await buyer.Put(Own + "/stands/S9", new { })).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
        (await buyer.Put(Own + "/interests", new { categories = new[] { "medical", "medical" } })).Expect(200).Json.GetProperty("interests").GetArrayLength().ShouldBe(1);
        (await buyer.Put(Own + "/interests", new { categories = new[] { "no code" } })).Expect(400).Refusal.ShouldBe("InterestsNotValid");
        var known = (await buyer.Get(Own)).Expect(200).Json;
        (known.GetProperty("stands").GetArrayLength(), known.GetProperty("interests")[0].GetString()).ShouldBe((1, "medical"));
        (await _system.As("buyer", "B2", "m1").Get(Own)).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await buyer.Delete(Own + "/stands/S1")).Expect(200).Json.GetProperty("stands").GetArrayLength().ShouldBe(0);
        (await buyer.Get("/catalogue/marts/m1/stands?category=hotel&category=medical")).Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await buyer.Get("/catalogue/marts/m1/stands?category=hotel")).Json.GetProperty("total").GetInt32().ShouldBe(0);
    }
}
