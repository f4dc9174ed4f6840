using System.Xml.Linq;

namespace TravelMart.Architecture.Tests;

/// <summary>A project file of the repository.</summary>
/// <param name="Name">Such as <c>Matching</c>.</param>
/// <param name="Room"><c>shared</c>, <c>services</c> or <c>tests</c>.</param>
/// <param name="References">Projects that it references, by name.</param>
/// <param name="Packages">Packages that it references, without analyzers.</param>
internal sealed record Project(string Name, string Room, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public override string ToString() => $"{Room}/{Name}";
}

/// <summary>The repository as its files stand.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<Project> Projects { get; } =
        [.. new[] { "shared", "services", "tests", "benchmarks" }.Select(r => Path.Combine(Root, r)).Where(Directory.Exists)
            .SelectMany(r => Directory.GetFiles(r, "*.csproj", SearchOption.AllDirectories)).Select(Read)];

    public static Project Project(string name) => Projects.Single(p => p.Name == name);

    /// <summary>The sources under a folder, with their lines cleared of comments.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<string> Lines)> Sources(string folder) =>
        Directory.GetFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(Root, f).Replace('\\', '/'), (IReadOnlyList<string>)[.. File.ReadLines(f).Select(WithoutComment)]));

    private static string WithoutComment(string line) => line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line;

    private static Project Read(string file)
    {
        var xml = XDocument.Load(file);
        return new(Path.GetFileNameWithoutExtension(file), Path.GetRelativePath(Root, file).Replace('\\', '/').Split('/')[0],
            [.. Includes(xml, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')))],
            [.. Includes(xml, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string element) =>
        xml.Descendants(element).Where(e => e.Attribute("PrivateAssets")?.Value != "all").Select(e => e.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TravelMart.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the repository was not found above the test assembly");
        return folder;
    }
}
