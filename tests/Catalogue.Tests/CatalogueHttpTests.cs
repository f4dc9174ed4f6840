using System.Diagnostics;
using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.Catalogue.Tests;

public sealed class CatalogueHttpTests : IAsyncLifetime
{
    private static readonly object Profile = new { profiles = new { en = "Massage in an old house", ko = "한옥에서 마사지" }, website = "https://spa.example" };

    private static readonly object Massage = new
    {
        titles = new { en = "Stone massage", ru = "Массаж камнями" },
        texts = new { en = "With a café voucher" },
        priceFromMinor = 90000,
        currency = "KRW",
        tags = new[] { "relax" },
    };

    private TestSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await TestSystem.Start();

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task Until_the_facts_have_arrived_callers_are_told_to_come_back()
    {
        (await Seller("S1").Put(Stand("S1"), Profile)).Expect(404).Refusal.ShouldBe("MartUnknown");
        (await Seller("S1").Get(Stands)).Expect(404).Refusal.ShouldBe("MartUnknown");
        await _system.OpenMart("m1");
        (await Soon.Eventually(() => Seller("S1").Put(Stand("S1"), Profile), a => a.Refusal != "MartUnknown")).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
        (await Seller("S1").Get(Stand("S1"))).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
        (await Seller("S1").Put(Product("S1", "P1"), Massage)).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
        await _system.AdmitSeller("m1", "S1");
        (await Soon.Eventually(() => Seller("S1").Put(Stand("S1"), Profile), a => a.Ok)).Expect(200);
    }

    [Fact]
    public async Task A_seller_fills_its_stand_and_a_buyer_reads_it_in_a_language()
    {
        await Open("S1");
        (await Seller("S1").Put(Stand("S1"), Profile)).Expect(200);
        (await Seller("S1").Put(Stand("S1"), Profile)).Expect(200);
        (await Seller("S1").Put(Product("S1", "P1"), Massage)).Expect(200);
        var seen = (await Buyer.Get(Stand("S1") + "?language=ko")).Expect(200).Json;
        seen.GetProperty("name").GetProperty("text").GetString().ShouldBe("한옥 클리닉");
        seen.GetProperty("profile").GetProperty("language").GetString().ShouldBe("ko");
        seen.GetProperty("products")[0].GetProperty("title").GetProperty("language").GetString().ShouldBe("en");
        seen.GetProperty("products")[0].GetProperty("priceFromMinor").GetInt64().ShouldBe(90000);
        seen.GetProperty("languages").EnumerateArray().Select(l => l.GetString()).ShouldBe(["en", "ko"]);
        (await Buyer.Get(Stand("S1") + "?language=ru")).Json.GetProperty("products")[0].GetProperty("title").GetProperty("text").GetString().ShouldBe("Массаж камнями");
        (await Published()).ShouldBe(["StandPublished", "ProductPublished"]);
    }

    [Fact]
    public async Task A_retired_product_is_not_found_until_it_is_restored()
    {
        await Open("S1");
        (await Seller("S1").Put(Product("S1", "P1"), Massage)).Expect(200);
        (await Total("text=massage")).ShouldBe(1);
        (await Seller("S1").Post(Product("S1", "P1") + "/retire")).Expect(200);
        (await Seller("S1").Post(Product("S1", "P1") + "/retire")).Expect(200);
        (await Total("text=massage")).ShouldBe(0);
        (await Buyer.Get(Stand("S1"))).Json.GetProperty("products").GetArrayLength().ShouldBe(0);
        (await Buyer.Get(Stand("S1") + "?includeRetired=true")).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await Seller("S1").Get(Stand("S1") + "?includeRetired=true")).Json.GetProperty("products")[0].GetProperty("retired").GetBoolean().ShouldBeTrue();
        (await Seller("S1").Put(Product("S1", "P1"), Massage)).Expect(409).Refusal.ShouldBe("ProductIsRetired");
        (await Seller("S1").Post(Product("S1", "P1") + "/restore")).Expect(200);
        (await Total("text=massage")).ShouldBe(1);
        (await Seller("S1").Post(Product("S1", "P9") + "/retire")).Expect(404).Refusal.ShouldBe("ProductUnknown");
        (await Published()).ShouldBe(["ProductPublished", "ProductRetired", "ProductRestored"]);
    }

    [Fact]
    public async Task A_search_finds_any_language_and_ranks_names_first()
    {
        await Open("S1", "S2", "S3");
        (await Seller("S2").Put(Product("S2", "P1"), Massage)).Expect(200);
        (await Seller("S3").Put(Stand("S3"), new { profiles = new { en = "Best massage", ko = "최고의 마사지" } })).Expect(200);
        (await Found("text=massage")).ShouldBe(["S2", "S3"]);
        (await Found("text=Массаж")).ShouldBe(["S2"]);
        (await Found("text=CAFÉ")).ShouldBe(["S2"]);
        (await Found("text=마사지")).ShouldBe(["S3"]);
        (await Found("text=hanok massage")).ShouldBe(["S2", "S3"]);
        (await Found("text=golf")).ShouldBeEmpty();
        (await Found("")).ShouldBe(["S1", "S2", "S3"]);
        (await Found("skip=1&take=1")).ShouldBe(["S2"]);
        (await Found("category=hotel")).ShouldBeEmpty();
        (await Found("category=medical&language=ko")).ShouldBe(["S1", "S2", "S3"]);
        (await Found("language=fr")).ShouldBeEmpty();
        var hit = (await Buyer.Get(Stands + "?text=massage")).Json.GetProperty("items")[0];
        hit.GetProperty("found")[0].GetProperty("product").GetString().ShouldBe("P1");
        (await Buyer.Get(Stands + "?take=201")).Expect(400).Refusal.ShouldBe("PageNotValid");
        (await Buyer.Get(Stands + "?text=" + new string('x', 201))).Expect(400).Refusal.ShouldBe("QueryTooLong");
    }

    [Fact]
    public async Task A_seller_that_left_disappears()
    {
        await Open("S1");
        (await Seller("S1").Put(Product("S1", "P1"), Massage)).Expect(200);
        (await _system.Organizer().Post("/registration/marts/m1/companies/S1/withdraw", new { reason = "ill" })).Expect(200);
        (await Soon.Eventually(() => Buyer.Get(Stand("S1")), a => !a.Ok)).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
        (await Total("")).ShouldBe(0);
        (await Seller("S1").Put(Stand("S1"), Profile)).Expect(404).Refusal.ShouldBe("SellerNotAdmitted");
    }

    [Fact]
    public async Task Everybody_keeps_to_their_own()
    {
        await Open("S1", "S2");
        (await Seller("S2").Put(Stand("S1"), Profile)).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await Buyer.Put(Stand("S1"), Profile)).Expect(403).Refusal.ShouldBe("NotForYourRole");
        (await _system.As("seller", "S1", "other").Put(Stand("S1"), Profile)).Expect(403).Refusal.ShouldBe("NotYourMart");
        (await _system.As("").Get(Stands)).Expect(401).Refusal.ShouldBe("TokenMissingOrInvalid");
        (await _system.Organizer().Put(Stand("S1"), Profile)).Expect(200);
        var wrong = (await Seller("S1").Put(Stand("S1"), new { website = "javascript:alert(1)" })).Expect(400);
        wrong.Refusal.ShouldBe("StandNotValid");
        wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["profiles", "website"]);
        (await Seller("S1").Put(Product("S1", "P1"), new { })).Expect(400).Refusal.ShouldBe("ProductNotValid");
    }

    [Fact]
    public async Task Who_searches_all_the_time_is_asked_to_wait_and_others_are_not()
    {
        await Open("S1");
        var greedy = _system.As("buyer", "B9", "m1");
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 301; i++) answers.Add(await greedy.Get(Stands + "?take=1"));
        answers.Take(300).ShouldAllBe(a => a.Ok);
        answers[^1].Expect(429).Refusal.ShouldBe("TooManyAttempts");
        (await Buyer.Get(Stands)).Expect(200);
    }

    private const string Stands = "/catalogue/marts/m1/stands";

    private static string Stand(string company) => $"{Stands}/{company}";

    private static string Product(string company, string product) => $"{Stands}/{company}/products/{product}";

    private ApiClient Buyer => _system.As("buyer", "B1", "m1");

    private ApiClient Seller(string company) => _system.As("seller", company, "m1");

    private async Task Open(params string[] sellers)
    {
        await _system.OpenMart("m1");
        foreach (var seller in sellers) await _system.AdmitSeller("m1", seller);
        foreach (var seller in sellers) (await Soon.Eventually(() => Buyer.Get(Stand(seller)), a => a.Ok)).Expect(200);
    }

    private async Task<int> Total(string query) => (await Buyer.Get($"{Stands}?{query}")).Expect(200).Json.GetProperty("total").GetInt32();

    private async Task<List<string?>> Found(string query) =>
        [.. (await Buyer.Get($"{Stands}?{query}")).Expect(200).Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("company").GetString())];

    private async Task<List<string>> Published() =>
        [.. (await _system.As("service").Get("/catalogue/marts/m1/contracts")).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement.GetProperty("type").GetString()!.Split('.')[^1])];
}
