using TravelMart.Pages;

namespace TravelMart.Boards.Words;

/// <summary>The words of boards.</summary>
internal static class BoardWords
{
    private static readonly Vocabularies All = new(typeof(BoardWords).Assembly);

    public static Vocabulary For(string? language) => All.For(language);

    public static IReadOnlyList<Vocabulary> Side(string? first, IEnumerable<string> others) => All.Side(first, others);
}
