namespace TravelMart.Contracts.Tests;

/// <summary>Files that freeze what others rely on. They change only on purpose.</summary>
internal static class Golden
{
    private const string Accept = "TRAVELMART_ACCEPT";

    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "tests", "Contracts.Tests", "Golden");

    /// <summary>Holds a text against its file, or writes the file when asked to.</summary>
    public static void Check(string path, string actual)
    {
        var file = Path.Combine(Root, path);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        var frozen = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (frozen != actual) Assert.Fail(Explain(path, frozen, actual));
    }

    /// <summary>Which files of a folder no longer have anything to freeze.</summary>
    public static IEnumerable<string> Orphans(string folder, IEnumerable<string> expected)
    {
        var orphans = Directory.GetFiles(Path.Combine(Root, folder)).Select(f => Path.GetFileName(f)!).Except(expected).ToList();
        if (Environment.GetEnvironmentVariable(Accept) != "1") return orphans;
        foreach (var orphan in orphans) File.Delete(Path.Combine(Root, folder, orphan));
        return [];
    }

    public static string Explain(string path, string frozen, string actual)
    {
        var (before, now) = (frozen.Split('\n'), actual.Split('\n'));
        var gone = before.Except(now).Select(l => "- " + l);
        var added = now.Except(before).Select(l => "+ " + l);
        return $"""
            {path} no longer says what the program does:
            {string.Join('\n', gone.Concat(added).DefaultIfEmpty("  (the same lines in another order)"))}

            A line that is gone (-) breaks whoever reads old events or messages. If it is meant, say so:
            {Accept}=1 dotnet run --project tests/Contracts.Tests -c Release
            and commit the changed file with the reason.
            """;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TravelMart.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository was not found above the test assembly");
        return folder;
    }
}
