using System.Diagnostics;

namespace TravelMart.Architecture.Tests;

/// <summary>What the repository keeps: texts that somebody wrote, the README's pictures, and nothing that a build made.</summary>
public sealed class What_is_kept
{
    [Fact]
    public void Every_file_is_a_text_or_a_picture_of_the_README()
    {
        if (!Path.Exists(Path.Combine(Repository.Root, ".git"))) Assert.Skip("these sources are no clone");
        var files = Kept();

        files.ShouldContain("TravelMart.sln");
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        files.Where(IsBinary).Where(f => !(f.StartsWith("docs/pictures/", StringComparison.Ordinal) && f.EndsWith(".png", StringComparison.Ordinal) && readme.Contains(f, StringComparison.Ordinal))).ShouldBeEmpty();
        files.Where(f => f.Split('/')[..^1].Any(folder => folder is "bin" or "obj" or "artifacts" or "node_modules")).ShouldBeEmpty();
    }

    private static bool IsBinary(string file) => File.ReadAllBytes(Path.Combine(Repository.Root, file)).AsSpan().Contains((byte)0);

    private static List<string> Kept()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "core.quotePath=false", "ls-files"]) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, UseShellExecute = false })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        git.ExitCode.ShouldBe(0);
        return [.. files.Where(f => File.Exists(Path.Combine(Repository.Root, f)))];
    }
}
