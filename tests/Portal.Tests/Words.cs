using System.Text.RegularExpressions;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Tests;

/// <summary>Every page speaks six languages whole.</summary>
public sealed partial class Words
{
    private static readonly Vocabularies All = new(typeof(PortalModule).Assembly);

    public static TheoryData<string> Languages => [.. Vocabularies.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_language_lacks_a_word_a_blank_or_a_plural_form(string language)
    {
        var (words, english) = (All.For(language), All.For("en"));
        words.Keys.Select(Stem).Distinct().ShouldBe(english.Keys.Select(Stem).Distinct(), ignoreOrder: true);
        foreach (var key in english.Keys.Where(k => !k.Contains('.', StringComparison.Ordinal)))
        {
            words[key].ShouldNotBeNullOrEmpty(key);
            Blanks(words[key]).ShouldBe(Blanks(english[key]), key);
        }
        foreach (var stem in english.Keys.Where(k => k.Contains('.', StringComparison.Ordinal)).Select(Stem).Distinct())
            foreach (var number in new[] { 0, 1, 2, 5, 11, 21, 22, 25, 101 }) words.Count(stem, number).ShouldContain(number.ToString(System.Globalization.CultureInfo.InvariantCulture), customMessage: $"{stem} {number}");
    }

    // Words that are the same in English and elsewhere, such as a name, are few; a language that was forgotten has many.
    [Theory]
    [MemberData(nameof(Languages))]
    public void No_language_was_left_in_English(string language)
    {
        if (language == "en") return;
        var (words, english) = (All.For(language), All.For("en"));
        english.Keys.Where(k => k.Length > 0 && words.Keys.Contains(k) && words[k] == english[k] && english[k].Any(char.IsLetter)).ShouldBeEmpty();
    }

    // Every page says as whom it is seen.
    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_role_of_a_person_has_a_name(string language)
    {
        foreach (var role in Roles.All.Except([Roles.Service])) All.For(language).Keys.ShouldContain("as-" + role);
    }

    // What an answer to a meeting can be refused for; the names are those of the services.
    [Theory]
    [InlineData("SlotAlreadyTaken")]
    [InlineData("TooManyViewerLinks")]
    [InlineData("SlotIsPast")]
    [InlineData("SlotHasNotBegun")]
    [InlineData("SlotNotProposed")]
    [InlineData("PairAlreadyMeets")]
    [InlineData("PairIsExcluded")]
    [InlineData("NoInterpreterForThisPair")]
    [InlineData("NotPossibleNow")]
    [InlineData("RequestExpired")]
    [InlineData("WaitingForTheOtherSide")]
    [InlineData("WishesAreClosed")]
    [InlineData("MartIsClosed")]
    [InlineData("MeetingIsOver")]
    [InlineData("SignInRefused")]
    [InlineData("LinkNotValid")]
    public void What_people_meet_with_is_refused_in_words_and_by_a_name_that_a_service_gives(string name)
    {
        All.For("ru").Keys.ShouldContain("x-" + name);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TravelMart.sln"))) folder = folder.Parent!;
        Directory.GetFiles(Path.Combine(folder.FullName, "services"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("Portal", StringComparison.Ordinal)).Any(f => File.ReadAllText(f).Contains($"\"{name}\"", StringComparison.Ordinal)).ShouldBeTrue();
    }

    [Fact]
    public void Every_word_that_a_page_says_exists()
    {
        var known = All.For("en").Keys.Select(Stem).ToHashSet(StringComparer.Ordinal);
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TravelMart.sln"))) folder = folder.Parent!;
        var said = Directory.GetFiles(Path.Combine(folder.FullName, "services", "Portal"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => Said().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value)).Distinct().ToList();
        said.Count.ShouldBeGreaterThan(50);
        said.Where(k => !known.Contains(k) && !known.Any(w => k.EndsWith('-') && w.StartsWith(k, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ru", 1, "1 покупатель")]
    [InlineData("ru", 3, "3 покупателя")]
    [InlineData("ru", 11, "11 покупателей")]
    [InlineData("en", 1, "1 buyer")]
    [InlineData("en", 0, "0 buyers")]
    public void Numbers_take_the_plural_form_of_their_language(string language, int number, string said) => All.For(language).Count("n-buyers", number).ShouldBe(said);

    [Theory]
    [InlineData("en", "Thu 13 July")]
    [InlineData("ko", "7월 13일 (목)")]
    [InlineData("ru", "чт, 13 июля")]
    [InlineData("zh", "7月13日 周四")]
    [InlineData("ja", "7月13日(木)")]
    public void A_day_is_written_as_its_language_writes_it(string language, string said) =>
        All.For(language).Day(new DateTimeOffset(2023, 7, 13, 10, 0, 0, TimeSpan.FromHours(6))).ShouldBe(said);

    [Theory]
    [InlineData("en", "Thu 13 July 2023")]
    [InlineData("ko", "2023년 7월 13일 (목)")]
    [InlineData("ru", "чт, 13 июля 2023 г.")]
    [InlineData("zh", "2023年7月13日 周四")]
    [InlineData("ja", "2023年7月13日(木)")]
    public void A_date_is_a_day_with_its_year(string language, string said) =>
        All.For(language).Date(new DateTimeOffset(2023, 7, 13, 10, 0, 0, TimeSpan.FromHours(6))).ShouldBe(said);

    [Theory]
    [InlineData("en", 1250050, "USD", "12,500.50 USD")]
    [InlineData("ru", 1250050, "USD", "12\u00A0500,50 USD")]
    [InlineData("ko", 1250000, "KRW", "1,250,000 KRW")]
    public void An_amount_is_written_as_its_language_writes_it(string language, long minor, string currency, string said) =>
        All.For(language).Money(minor, currency).ShouldBe(said);

    private static string Stem(string key) => key.Split('.')[0];

    private static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();

    [GeneratedRegex("""(?:W|Words)(?:\[|\.Say\(|\.Count\()"(?<key>[a-zA-Z0-9-]+)"(?! \+ \w+\s*\+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}
