using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace TravelMart.Pages;

/// <summary>The words of pages in all their languages: those that every page shares, and those of one service.</summary>
public sealed class Vocabularies
{
    private readonly FrozenDictionary<string, Vocabulary> _all;

    /// <summary>Reads the words that are embedded in a service, <c>words.en.json</c> and so on, beside the shared ones.</summary>
    public Vocabularies(Assembly service) =>
        _all = Languages.Select(l => new Vocabulary(l, [typeof(Vocabularies).Assembly, service], () => _all!.Values)).ToFrozenDictionary(v => v.Language, StringComparer.Ordinal);

    /// <summary>BCP 47 codes of all languages.</summary>
    public static IReadOnlyList<string> Languages => ["en", "ko", "ru", "kk", "zh", "ja"];

    /// <summary>A language by its code; English for one that is not known.</summary>
    public Vocabulary For(string? language) => Find(language) ?? _all["en"];

    /// <summary>The language that a browser asks for first and that there is; English otherwise.</summary>
    /// <param name="acceptLanguage">The header, such as <c>kk-KZ,ru;q=0.8</c>.</param>
    public Vocabulary Of(string? acceptLanguage) =>
        (acceptLanguage ?? "").Split(',').Select(Wanted).OrderByDescending(w => w.Weight).Select(w => Find(w.Language)).FirstOrDefault(v => v is not null) ?? _all["en"];

    /// <summary>The first language and up to two more that a mart speaks, for labels that stand side by side.</summary>
    public IReadOnlyList<Vocabulary> Side(string? first, IEnumerable<string> others) =>
        [.. new[] { For(first) }.Concat(others.Select(Find).OfType<Vocabulary>()).DistinctBy(v => v.Language).Take(3)];

    private Vocabulary? Find(string? language) =>
        language is not null && _all.TryGetValue(language.Split('-')[0].ToLowerInvariant(), out var found) ? found : null;

    private static (string Language, double Weight) Wanted(string part)
    {
        var pieces = part.Trim().Split(";q=");
        return (pieces[0], pieces.Length == 1 ? 1 : double.TryParse(pieces[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) ? weight : 0);
    }
}

/// <summary>The words of one language.</summary>
public sealed class Vocabulary
{
    // Pauses that every mart knows; organizers name them in their own language.
    private static readonly string[] Pauses = ["pause", "p-lunch", "p-coffee", "p-dinner"];

    private readonly FrozenDictionary<string, string> _words;
    private readonly Func<IEnumerable<Vocabulary>> _all;

    internal Vocabulary(string language, IEnumerable<Assembly> places, Func<IEnumerable<Vocabulary>> all)
    {
        (Language, _all) = (language, all);
        _words = places.SelectMany(p => Read(p, language)).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>BCP 47 code.</summary>
    public string Language { get; }

    /// <summary>The keys of its words.</summary>
    public IReadOnlyCollection<string> Keys => _words.Keys;

    /// <summary>A word.</summary>
    public string this[string key] => _words.GetValueOrDefault(key, key);

    /// <summary>A sentence with its blanks filled in.</summary>
    public string Say(string key, params ReadOnlySpan<object?> blanks) => string.Format(CultureInfo.InvariantCulture, this[key], blanks);

    /// <summary>
    /// A number with its noun, <c>{0}</c> being the number: the word <c>key.one</c>, <c>key.few</c>, <c>key.many</c> or <c>key.other</c>, as the
    /// language's plural rules of the Unicode CLDR have it for whole numbers.
    /// </summary>
    public string Count(string key, long number) =>
        string.Format(CultureInfo.InvariantCulture, _words.GetValueOrDefault($"{key}.{Plural(number)}") ?? this[key + ".other"], number);

    /// <summary>A pause by the label that its mart gives it: a known one, in whatever language, is translated; any other stays as it is.</summary>
    public string Pause(string label) =>
        Pauses.FirstOrDefault(key => _all().Any(v => v[key].Equals(label.Trim(), StringComparison.OrdinalIgnoreCase))) is { } known ? this[known] : label;

    /// <summary>Why something ended, by its code: a known one in words; any other stays as it is.</summary>
    public string Reason(string code) => _words.GetValueOrDefault("r-" + code, code);

    private string Plural(long number) => Language switch
    {
        "ru" => (number % 10, number % 100) switch
        {
            (1, not 11) => "one",
            ( >= 2 and <= 4, not (>= 12 and <= 14)) => "few",
            _ => "many",
        },
        "en" or "kk" => number == 1 ? "one" : "other",
        _ => "other",
    };

    private static Dictionary<string, string> Read(Assembly place, string language)
    {
        using var file = place.GetManifestResourceStream($"words.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }
}

/// <summary>Names that come in several languages.</summary>
public static class NameExtensions
{
    /// <summary>The name in a language, else in English, else in any.</summary>
    public static string In(this IReadOnlyDictionary<string, string> names, string language) =>
        names.GetValueOrDefault(language) ?? names.GetValueOrDefault("en") ?? names.Values.FirstOrDefault() ?? "";
}
