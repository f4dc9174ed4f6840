using System.Text;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Texts as they are compared in a search: lower case, without accents, full-width letters made ordinary, decomposed Korean composed.
/// Done by hand and the same on every machine, because the program runs without the system's culture data, whose normalisation it
/// would otherwise need.
/// </summary>
public static class Folding
{
    private static readonly Dictionary<char, string> Plain = Table(
        "a:àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c:çćĉċč", "d:ďđ", "e:èéêëēĕėęěẹẻẽếềểễệ", "g:ĝğġģ", "h:ĥħ", "i:ìíîïĩīĭįıǐỉịİ", "j:ĵ", "k:ķ", "l:ĺļľŀł",
        "n:ñńņňŉ", "o:òóôõöøōŏőǒơọỏốồổỗộớờởỡợ", "r:ŕŗř", "s:śŝşšș", "t:ţťŧț", "u:ùúûüũūŭůűųǔưụủứừửữự", "w:ŵ", "y:ýÿŷỳỵỷỹ", "z:źżž",
        "ss:ßẞ", "ae:æ", "oe:œ", "th:þ", "е:ё", "и:й", "і:ї");

    /// <summary>The words of a query, folded, without repetitions.</summary>
    public static IReadOnlyList<string> Words(string? query) =>
        [.. Fold(query ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>A text as it is compared.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var given in text)
        {
            var letter = char.ToLowerInvariant(given is >= '\uff01' and <= '\uff5e' ? (char)(given - 0xfee0) : given);
            if (letter is >= '\u0300' and <= '\u036f') continue;
            if (Plain.TryGetValue(letter, out var plain)) folded.Append(plain);
            else AppendComposed(folded, letter);
        }
        return folded.ToString();
    }

    // Hangul is composed by arithmetic: 19 leading consonants, 21 vowels and 27 closing consonants, in order from U+AC00.
    private static void AppendComposed(StringBuilder folded, char letter)
    {
        const int First = 0xac00, Leading = 0x1100, Vowel = 0x1161, Closing = 0x11a7, Vowels = 21, Closings = 28;
        if (folded.Length > 0)
        {
            var before = folded[^1];
            if (before is >= '\u1100' and <= '\u1112' && letter is >= '\u1161' and <= '\u1175')
            {
                folded[^1] = (char)(First + ((before - Leading) * Vowels + letter - Vowel) * Closings);
                return;
            }
            if (before is >= '\uac00' and <= '\ud7a3' && (before - First) % Closings == 0 && letter is >= '\u11a8' and <= '\u11c2')
            {
                folded[^1] = (char)(before + letter - Closing);
                return;
            }
        }
        folded.Append(letter);
    }

    private static Dictionary<char, string> Table(params ReadOnlySpan<string> rows)
    {
        var table = new Dictionary<char, string>();
        foreach (var row in rows)
        {
            var colon = row.IndexOf(':');
            foreach (var letter in row[(colon + 1)..]) table[letter] = row[..colon];
        }
        return table;
    }
}
