using System.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// The words of a folder's columns are the members of its enums in lower case with hyphens (<c>NoShowBuyer</c> is written
/// <c>no-show-buyer</c>), so a word cannot be known to the reader and missing from its error message.
/// </summary>
internal static class Words
{
    /// <summary>Every word of an enum, in its order.</summary>
    public static IReadOnlyList<string> Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Write)];

    /// <summary>The word of a member.</summary>
    public static string Write<T>(T member)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in member.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    /// <summary>The member that a word stands for; null for an unknown word.</summary>
    public static T? Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var member in Enum.GetValues<T>())
        {
            if (string.Equals(Write(member), word, StringComparison.OrdinalIgnoreCase))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The words as a choice: <c>must, would or never</c>.</summary>
    public static string Choice(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
}
