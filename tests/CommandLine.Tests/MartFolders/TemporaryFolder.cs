using System.Text;
using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

/// <summary>A folder that a test may spoil, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mart-").FullName;

    /// <summary>A copy of the sample.</summary>
    public static TemporaryFolder OfAlmaty()
    {
        var folder = new TemporaryFolder();
        AlmatyGenerator.Write(folder.Path, AlmatyGenerator.DefaultSeed);
        return folder;
    }

    public string Text(string file) => File.ReadAllText(System.IO.Path.Combine(Path, file));

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text, new UTF8Encoding(false));

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(System.IO.Path.Combine(Path, file), bytes);

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public string[] Errors() => [.. MartFolder.Read(Path).Errors.Select(e => e.ToString())];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
