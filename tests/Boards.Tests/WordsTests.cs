using System.Text.RegularExpressions;
using TravelMart.Boards.Words;
using TravelMart.Pages;

namespace TravelMart.Boards.Tests;

public sealed partial class WordsTests
{
    public static TheoryData<string> Languages => [.. Vocabularies.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_language_lacks_a_word_or_a_blank_in_it(string language)
    {
        var (words, english) = (BoardWords.For(language), BoardWords.For("en"));
        words.Language.ShouldBe(language);
        words.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var key in english.Keys)
        {
            words[key].ShouldNotBeNullOrEmpty(key);
            Blanks(words[key]).ShouldBe(Blanks(english[key]), key);
        }
    }

    [Fact]
    public void An_unknown_language_is_answered_in_English() => BoardWords.For("xx").Language.ShouldBe("en");

    [Theory]
    [InlineData("lunch", "ru", "обед")]
    [InlineData("Lunch ", "ko", "점심")]
    [InlineData("점심", "en", "lunch")]
    [InlineData("Кофе-пауза", "ja", "コーヒー休憩")]
    [InlineData("pause", "kk", "үзіліс")]
    [InlineData("Welcome speech", "ru", "Welcome speech")]
    public void A_pause_that_every_mart_knows_is_translated_and_any_other_stays_as_it_is(string label, string language, string said) =>
        BoardWords.For(language).Pause(label).ShouldBe(said);

    [Theory]
    [InlineData("company-withdrew", "ko", "업체가 참가를 취소함")]
    [InlineData("pair-excluded", "ru", "одна из сторон исключила встречу")]
    [InlineData("our-own-code", "ru", "our-own-code")]
    [InlineData("Mutual: must from the buyer, would 2 from the seller.", "ja", "Mutual: must from the buyer, would 2 from the seller.")]
    public void A_reason_that_every_mart_knows_is_said_in_words_and_any_other_stays_as_it_is(string code, string language, string said) =>
        BoardWords.For(language).Reason(code).ShouldBe(said);

    [Theory]
    [InlineData("Soonchunhyang", "Soon-chun-hyang")]
    [InlineData("Kazakhstan", "Ka-zakh-stan")]
    [InlineData("Myeongdong", "Myeong-dong")]
    [InlineData("International", "In-ter-na-tio-nal")]
    [InlineData("Университета", "Уни-вер-си-тета")]
    [InlineData("Кольсай-Тур", "Коль-сай-Тур")]
    [InlineData("순천향대학교", "순천향|대학교")]
    [InlineData("Altyn", "Altyn")]
    [InlineData("투어", "투어")]
    [InlineData("1234567890", "1234567890")]
    public void Long_words_may_break_between_syllables(string word, string broken) =>
        Hyphens.Soften(word).Replace('\u00AD', '-').Replace('\u200B', '|').ShouldBe(broken);

    private static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();
}
