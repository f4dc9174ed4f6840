using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;

namespace TravelMart.Portal.Meetings;

/// <summary>The phrases that a request can be tapped together from. Each exists in every language, so a side reads in its own what the other tapped in another.</summary>
internal static class PhraseBook
{
    private static readonly Vocabularies Words = new(typeof(PhraseBook).Assembly);

    /// <summary>Under each heading, the phrases by their codes.</summary>
    public static IReadOnlyList<(string Heading, IReadOnlyList<string> Codes)> Headings { get; } =
    [
        ("ph-who", ["groups", "individuals", "companies", "patients"]),
        ("ph-what", ["rooms", "group-rates", "programme", "check-ups", "treatment", "shopping"]),
        ("ph-size", ["ten", "thirty", "hundred"]),
        ("ph-when", ["spring", "summer", "autumn", "winter"]),
    ];

    /// <summary>What was ticked, in the order of the book; null for nothing.</summary>
    public static object? Of(Visit visit, Form form)
    {
        var ticked = form.Texts("phrase");
        var codes = Headings.SelectMany(h => h.Codes).Where(ticked.Contains).ToList();
        return codes.Count == 0 ? null : new { language = visit.Words.Language, codes };
    }

    /// <summary>The phrases as a line in the reader's language; a code that the book does not know stays as it is.</summary>
    public static string Say(Vocabulary words, Phrases phrases) =>
        string.Join(" · ", phrases.Codes.Select(c => words["ph-" + c] is var said && said != "ph-" + c ? said : c));

    /// <summary>The line as it was tapped, where that was in another language.</summary>
    public static (string Language, string Line)? Original(Vocabulary reader, Phrases phrases) =>
        phrases.Language != reader.Language && Vocabularies.Languages.Contains(phrases.Language) ? (phrases.Language, Say(Words.For(phrases.Language), phrases)) : null;
}
