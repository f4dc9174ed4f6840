using System.Diagnostics;

namespace TravelMart.Architecture.Tests;

/// <summary>What the repository keeps: texts that somebody wrote, and nothing that a build made.</summary>
public sealed class What_is_kept
{
    [Fact]
    public void Every_file_is_a_text()
    {
        if (!Path.Exists(Path.Combine(Repository.Root, ".git"))) Assert.Skip("these sources are no clone");
        var files = Kept();

        files.ShouldContain("TravelMart.sln");
        files.Where(IsBinary).ShouldBeEmpty();
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
