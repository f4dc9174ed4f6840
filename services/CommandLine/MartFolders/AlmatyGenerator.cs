using System.Text;
using TravelMart.CommandLine.MartFolders.Almaty;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// Makes the sample of the Almaty mart of 2023: what the press reported, kept as data, and invented parts drawn from a seed.
/// Another seed gives another mart with the same figures.
/// </summary>
internal static class AlmatyGenerator
{
    /// <summary>The sample's name.</summary>
    public const string Name = "almaty-2023";

    /// <summary>The seed of the sample that the program ships.</summary>
    public const int DefaultSeed = 2023;

    /// <summary>The files by name, as bytes.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(int seed)
    {
        // One line of draws for each file, so that a change to one leaves the others as they are.
        Draw For(string part) => Draw.From($"{Name} {seed} {part}");

        var pairs = new AlmatyPairs(For("pairs"));
        var story = new AlmatyStory(pairs, For("story"));
        return new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["mart.json"] = Encoding.UTF8.GetBytes(AlmatySettings.Json),
            ["companies.csv"] = Spreadsheet(new AlmatyCompanies(pairs, For("companies")).Write()),
            ["products.csv"] = Spreadsheet(AlmatyProducts.Write()),
            ["wishes.csv"] = Spreadsheet(new AlmatyWishes(pairs, story, For("wishes")).Write()),
            ["requests.csv"] = Spreadsheet(new AlmatyRequests(pairs, story, For("requests")).Write()),
            ["day.csv"] = Spreadsheet(new AlmatyDay(pairs, story, For("day")).Write()),
        };
    }

    /// <summary>Writes the files into a folder.</summary>
    public static void Write(string folder, int seed)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, bytes) in Files(seed))
        {
            File.WriteAllBytes(Path.Combine(folder, file), bytes);
        }
    }

    /// <summary>With a byte order mark: without it, spreadsheets show Korean and Russian names as rubbish.</summary>
    private static byte[] Spreadsheet(string text) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
}
