using TravelMart.Catalogue.Participants;
using TravelMart.Catalogue.Products;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using Contract = TravelMart.Contracts.Registration;

namespace TravelMart.Catalogue.Tests;

public sealed class StandDecisionTests
{
    private static readonly Dictionary<string, string> Names = new() { ["en"] = "Hanok Spa", ["ko"] = "한옥 스파" };
    private static readonly SellerAdmitted Admitted = new("S1", Names, "wellness", "KR", ["ko", "en"], 4, Synthetic: true);
    private static readonly StandPublished Profile = new("S1", new Dictionary<string, string> { ["en"] = "A spa in an old house" }, null, "wellness", ["ko", "en"]);

    private static readonly ProductPublished Massage = new("S1", "P1", new Dictionary<string, string> { ["en"] = "Stone massage", ["ru"] = "Массаж камнями" },
        new Dictionary<string, string> { ["en"] = "Sixty minutes with a Café voucher" }, 9_000_000, null, "KRW", ["relax"]);

    [Fact]
    public void What_is_published_twice_is_a_fact_once()
    {
        PublishStand.Decide(Given(Admitted), Profile).Events.ShouldBe([Profile]);
        PublishStand.Decide(Given(Admitted, Profile), Profile with { Profiles = new Dictionary<string, string>(Profile.Profiles) }).ShouldBe(Decision.AlreadyTrue);
        PublishStand.Decide(Given(Admitted, Profile), Profile with { Website = "https://x.example" }).Events.Count.ShouldBe(1);
        PublishProduct.Decide(Given(Admitted), Massage).Events.ShouldBe([Massage]);
        PublishProduct.Decide(Given(Admitted, Massage), Massage with { Tags = ["relax"] }).ShouldBe(Decision.AlreadyTrue);
        PublishProduct.Decide(Given(Admitted, Massage), Massage with { Tags = ["rest"] }).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void A_product_is_retired_and_restored_as_it_was()
    {
        var retired = RetireProduct.Decide(Given(Admitted, Massage), "S1", "P1").Events.ShouldHaveSingleItem().ShouldBeOfType<ProductRetired>();
        RetireProduct.Decide(Given(Admitted, Massage, retired), "S1", "P1").ShouldBe(Decision.AlreadyTrue);
        RestoreProduct.Decide(Given(Admitted, Massage), "S1", "P1").ShouldBe(Decision.AlreadyTrue);
        PublishProduct.Decide(Given(Admitted, Massage, retired), Massage).Refusal!.Name.ShouldBe("ProductIsRetired");
        var restored = RestoreProduct.Decide(Given(Admitted, Massage, retired), "S1", "P1").Events[0];
        Given(Admitted, Massage, retired, restored).Products["P1"].ShouldBe(new Product(Massage, Retired: false));
        RetireProduct.Decide(Given(Admitted), "S1", "P9").Refusal!.Name.ShouldBe("ProductUnknown");
        RestoreProduct.Decide(Given(Admitted), "S1", "P9").Refusal!.Name.ShouldBe("ProductUnknown");
    }

    [Fact]
    public void A_stand_has_at_most_200_products()
    {
        var full = Given([Admitted, .. Enumerable.Range(1, 200).Select(i => (object)(Massage with { Product = $"X{i}" }))]);
        PublishProduct.Decide(full, Massage).Refusal!.Name.ShouldBe("TooManyProducts");
        PublishProduct.Decide(full, Massage with { Product = "X7", Tags = [] }).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void Only_sellers_concern_the_catalogue_and_who_left_can_come_back_to_the_old_stand()
    {
        var admitted = new Contract.CompanyAdmitted("m", "S1", "seller", Names, "wellness", "KR", ["ko", "en"], 1, 4, Synthetic: true);
        LearnParticipants.Decide(Stand.None, admitted with { Role = "buyer" }, 2).ShouldBe(Decision.AlreadyTrue);
        LearnParticipants.Decide(Stand.None, admitted, 2).Events.ShouldHaveSingleItem().ShouldBeOfType<SellerAdmitted>().Stand.ShouldBe(4);
        LearnParticipants.Decide(Stand.None, new Contract.CompanyWithdrew("m", "S1", "buyer", "x"), 3).ShouldBe(Decision.AlreadyTrue);
        var left = LearnParticipants.Decide(Given(Admitted), new Contract.CompanyWithdrew("m", "S1", "seller", "x"), 3).Events[0];
        Given(Admitted, Profile, Massage, left).Admitted.ShouldBeFalse();
        Given(Admitted, Profile, Massage, left, Admitted).Products.ShouldContainKey("P1");
    }

    [Fact]
    public void What_Registration_told_earlier_changes_nothing_when_it_arrives_later()
    {
        var admitted = new Contract.CompanyAdmitted("m", "S1", "seller", Names, "wellness", "KR", ["ko", "en"], 1, 4, Synthetic: true);
        var withdrew = new Contract.CompanyWithdrew("m", "S1", "seller", "x");
        var left = LearnParticipants.Decide(Stand.None, withdrew, 3).Events.ShouldHaveSingleItem();
        LearnParticipants.Decide(Given(left), admitted, 2).ShouldBe(Decision.AlreadyTrue);
        LearnParticipants.Decide(Given(left), withdrew, 3).ShouldBe(Decision.AlreadyTrue);
        LearnParticipants.Decide(Given(left), admitted, 5).Events.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("https://spa.example/a", true)]
    [InlineData("http://spa.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("spa.example", false)]
    [InlineData("https://user:secret@spa.example", false)]
    [InlineData("ftp://spa.example", false)]
    public void A_website_is_a_web_page(string website, bool fine) =>
        (PublishStand.Check(new(new Dictionary<string, string?> { ["en"] = "x" }, website)).Wrong is null).ShouldBe(fine);

    [Fact]
    public void A_product_names_every_mistake_at_once()
    {
        var wrong = PublishProduct.Check("S1", "no spaces please", new(null, null, 10, 5, "won", ["", new string('x', 41)])).Wrong!;
        ((IReadOnlyDictionary<string, IReadOnlyList<string>>)wrong.Details["errors"]!).Keys
            .ShouldBe(["product", "titles", "priceToMinor", "currency", "tags[0]", "tags[1]"], ignoreOrder: true);
        PublishProduct.Check("S1", "P1", new(new Dictionary<string, string?> { ["en"] = "x" }, null, null, null, "KRW", null)).Wrong!.Name.ShouldBe("ProductNotValid");
    }

    [Theory]
    [InlineData("ru", "ru")]
    [InlineData("ru-KZ", "ru")]
    [InlineData("ja", "en")]
    [InlineData(null, "en")]
    public void A_reader_gets_the_asked_language_or_English_and_is_told_which(string? asked, string language) =>
        InLanguage.Pick(Massage.Titles, asked)!.Language.ShouldBe(language);

    [Fact]
    public void Without_English_any_language_serves()
    {
        InLanguage.Pick(new Dictionary<string, string> { ["ru"] = "да", ["ko"] = "네" }, "de").ShouldBe(new PickedText("네", "ko"));
        InLanguage.Pick(new Dictionary<string, string>(), "de").ShouldBeNull();
    }

    [Theory]
    [InlineData("hanok", 16)]
    [InlineData("한옥", 16)]
    [InlineData("MASSAGE", 8)]
    [InlineData("массаж", 8)]
    [InlineData("relax", 4)]
    [InlineData("old house", 4)]
    [InlineData("cafe", 1)]
    [InlineData("hanok cafe", 17)]
    [InlineData("hanok golf", 0)]
    public void Names_weigh_more_than_titles_tags_profiles_and_texts(string query, int score) =>
        StandIndex.Of("S1", Given(Admitted, Profile, Massage), null).Score(ServiceDefaults.Folding.Words(query)).ShouldBe(score);

    [Fact]
    public void A_retired_product_is_not_found() =>
        StandIndex.Of("S1", Given(Admitted, Profile, Massage, new ProductRetired("S1", "P1")), StandIndex.Of("S1", Given(Admitted, Profile, Massage), null))
            .Score(["massage"]).ShouldBe(0);

    private static Stand Given(params IEnumerable<object> facts) => facts.Aggregate(Stand.None, Stand.Evolve);
}
