using System.Text.RegularExpressions;

namespace TravelMart.Pages;

/// <summary>
/// Where a long word of a name may break in a narrow column: between syllables with a hyphen, or in the middle of a Korean word without
/// one. Browsers' dictionaries, where there are any, know no names.
/// </summary>
public static partial class Hyphens
{
    private const int LeastLetters = 7;
    private const int LeastBefore = 2;
    private const int LeastAfter = 3;
    private const string Vowel = "[aeiouyаеёиоуыэюяәіөұү]";

    // "Kh" and its like are one, and so is "ng" at the end of a syllable.
    private const string Consonant = "(?:[cgkpstz]h|[cgkpstz](?!h)|ng(?=[^aeiouy])|n(?!g[^aeiouy])|[bdfhjlmqrvwxбвгджзйклмнпрстфхцчшщғқңһ][ьъ]?)";
    private const char SoftHyphen = '\u00AD';
    private const char MayBreak = '\u200B';

    /// <summary>The word with its breaks marked; the word itself where it has none.</summary>
    public static string Soften(string word)
    {
        if (LongHangul().IsMatch(word)) return word.Insert((word.Length + 1) / 2, MayBreak.ToString());
        if (word.Length < LeastLetters) return word;
        var breaks = BetweenSyllables().Matches(word).Select(m => m.Index).Where(i => i >= LeastBefore && i <= word.Length - LeastAfter);
        return breaks.Reverse().Aggregate(word, (rest, i) => rest.Insert(i, SoftHyphen.ToString()));
    }

    // One consonant goes with the vowel after it; of several, the first stays with the vowel before.
    [GeneratedRegex($"(?<={Vowel})(?={Consonant}{Vowel})|(?<={Vowel}{Consonant})(?={Consonant}+{Vowel})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BetweenSyllables();

    [GeneratedRegex(@"^[\uAC00-\uD7A3]{6,}$")]
    private static partial Regex LongHangul();
}
