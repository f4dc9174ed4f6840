namespace TravelMart.Catalogue.Stands;

/// <summary>A text with the language it is in.</summary>
internal sealed record PickedText(string Text, string Language);

/// <summary>Picks the text that a reader understands best, and says which language it turned out to be.</summary>
internal static class InLanguage
{
    private const string Fallback = "en";

    /// <summary>The asked language, else its base (<c>ko</c> for <c>ko-KR</c>), else English, else any; null where there is no text.</summary>
    public static PickedText? Pick(IReadOnlyDictionary<string, string> texts, string? asked)
    {
        foreach (var language in new[] { asked, asked?.Split('-')[0], Fallback })
            if (language is not null && texts.TryGetValue(language, out var text)) return new(text, language);
        return texts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new PickedText(t.Value, t.Key)).FirstOrDefault();
    }
}
