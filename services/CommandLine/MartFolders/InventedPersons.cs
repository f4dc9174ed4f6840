namespace TravelMart.CommandLine.MartFolders;

/// <summary>Makes up persons for companies that have none, always the same ones for the same company.</summary>
internal static class InventedPersons
{
    private static readonly string[] KazakhGiven =
    [
        "Aigerim", "Aruzhan", "Aslan", "Assel", "Bekzat", "Bota", "Dana", "Daniyar", "Dinara", "Erlan", "Gulnara", "Ilyas", "Kamila",
        "Madina", "Marat", "Nurlan", "Rustem", "Saule", "Timur", "Zarina",
    ];

    private static readonly string[] KazakhFamily =
    [
        "Abenova", "Akhmet", "Baigali", "Dauletkyzy", "Ermek", "Iskakov", "Kassym", "Mukan", "Nurgali", "Omar", "Sadyk", "Serik",
        "Tileu", "Yessen", "Zhaksy",
    ];

    private static readonly string[] KoreanGiven =
    [
        "Ara", "Bora", "Dahee", "Doyun", "Eunji", "Haneul", "Hyunwoo", "Jiho", "Minseo", "Nari", "Seojun", "Sora", "Taeyang", "Yuna",
    ];

    private static readonly string[] KoreanFamily = ["Bae", "Cho", "Gu", "Han", "Jang", "Ko", "Lim", "Noh", "Ryu", "Seo", "Shim", "Woo"];

    /// <summary>Some persons of a company.</summary>
    public static IReadOnlyList<FolderDelegate> For(string company, int count, IReadOnlyList<string> languages, bool seller)
    {
        var draw = Draw.From(company);
        var persons = new List<FolderDelegate>(count);
        for (var i = 1; i <= count; i++)
        {
            var name = seller
                ? $"{draw.Of(KoreanGiven)} {draw.Of(KoreanFamily)}"
                : $"{draw.Of(KazakhGiven)} {draw.Of(KazakhFamily)}";
            var email = $"{company.ToLowerInvariant()}.{i}@example.com";
            persons.Add(new FolderDelegate(name, email, languages.Count > 0 ? languages[0] : "en", Invented: true));
        }

        return persons;
    }
}
