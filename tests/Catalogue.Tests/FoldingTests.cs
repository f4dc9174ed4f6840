using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Tests;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("Café", "cafe")]
    [InlineData("Cafe\u0301", "cafe")]
    [InlineData("ÎLE", "ile")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Straße", "strasse")]
    [InlineData("Алёна ЙОД", "алена иод")]
    [InlineData("Қазақстан", "қазақстан")]
    [InlineData("Đà Nẵng", "da nang")]
    [InlineData("ＳＰＡ１", "spa1")]
    [InlineData("한옥", "한옥")]
    [InlineData("\u1112\u1161\u11ab\u110b\u1169\u11a8", "한옥")]
    [InlineData("\u1109\u1165\u110b\u116e\u11af", "서울")]
    public void Texts_are_compared_without_case_accents_and_ways_of_writing(string text, string folded) => Folding.Fold(text).ShouldBe(folded);

    [Fact]
    public void A_query_is_cut_into_different_words()
    {
        Folding.Words("  Spa  café\tCAFE ").ShouldBe(["spa", "cafe"]);
        Folding.Words(null).ShouldBeEmpty();
    }
}
