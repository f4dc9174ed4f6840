using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace TravelMart.Boards.Words;

/// <summary>The labels of one language.</summary>
internal sealed class Vocabulary
{
    // Pauses that every mart knows; organizers name them in their own language.
    private static readonly string[] Pauses = ["pause", "p-lunch", "p-coffee", "p-dinner"];

    private static readonly FrozenDictionary<string, Vocabulary> All =
        Languages.Select(l => new Vocabulary(l)).ToFrozenDictionary(v => v.Language, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> _words;

    private Vocabulary(string language)
    {
        Language = language;
        using var file = typeof(Vocabulary).Assembly.GetManifestResourceStream($"words.{language}.json")!;
        _words = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>BCP 47 code.</summary>
    public string Language { get; }

    /// <summary>Codes of all languages.</summary>
    public static IReadOnlyList<string> Languages => ["en", "ko", "ru", "kk", "zh", "ja"];

    /// <summary>The keys of its words.</summary>
    public IReadOnlyCollection<string> Keys => _words.Keys;

    /// <summary>A word.</summary>
    public string this[string key] => _words.GetValueOrDefault(key, key);

    /// <summary>A sentence with its blanks filled in.</summary>
    public string Say(string key, params ReadOnlySpan<object?> blanks) => string.Format(CultureInfo.InvariantCulture, this[key], blanks);

    /// <summary>A pause by the label that its mart gives it: a known one, in whatever language, is translated; any other stays as it is.</summary>
    public string Pause(string label) =>
        Pauses.FirstOrDefault(key => All.Values.Any(v => v[key].Equals(label.Trim(), StringComparison.OrdinalIgnoreCase))) is { } known ? this[known] : label;

    /// <summary>Why something ended, by its code: a known one in words; any other stays as it is.</summary>
    public string Reason(string code) => _words.GetValueOrDefault("r-" + code, code);

    /// <summary>A language by its code; English for one that is not known.</summary>
    public static Vocabulary For(string? language) => Find(language) ?? All["en"];

    /// <summary>The first language and up to two more that a mart speaks, for labels that stand side by side.</summary>
    public static IReadOnlyList<Vocabulary> Side(string? first, IEnumerable<string> others) =>
        [.. new[] { For(first) }.Concat(others.Select(Find).OfType<Vocabulary>()).DistinctBy(v => v.Language).Take(3)];

    private static Vocabulary? Find(string? language) =>
        language is not null && All.TryGetValue(language.Split('-')[0].ToLowerInvariant(), out var found) ? found : null;
}

/// <summary>Names that come in several languages.</summary>
internal static class NameExtensions
{
    /// <summary>The name in a language, else in English, else in any.</summary>
    public static string In(this IReadOnlyDictionary<string, string> names, string language) =>
        names.GetValueOrDefault(language) ?? names.GetValueOrDefault("en") ?? names.Values.FirstOrDefault() ?? "";
}
