using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary>
/// <c>travelmart test</c>: installs what the tests need, runs every test project, and ends with one line that counts them all.
/// </summary>
internal static class TestVerb
{
    // The pages are tried in a real browser, with fonts for their languages; the services apart on real servers.
    private static readonly (string Package, string Proof)[] Packages =
        [
        ("chromium", "/usr/bin/chromium"), ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto"), ("fonts-noto-core", "/usr/share/fonts/truetype/noto"),
        ("postgresql", "/usr/lib/postgresql"), ("rabbitmq-server", "/usr/lib/rabbitmq"),
    ];

    private static readonly string[] NeedServers = ["Cluster.Tests", "EndToEnd.Tests"];

    // Built with Marten, what differs is where match history is kept: the suite of stores, and the services that race for it and replay it.
    private static readonly string[] DependOnTheStore = ["Cluster.Tests", "EventLog.Tests"];

    // Within a project, tests that need a server say so.
    private static readonly string[] WithoutServers = ["-trait-", "needs=server"];

    public static Command Create()
    {
        var fast = new Option<bool>("--fast") { Description = "Only the tests that need nothing installed: no browser, no server." };
        var command = new Command("test", "Runs every test and ends with a line 'N passed, N failed'.") { fast };
        command.SetAction((use, cancel) => Shared.Guard(() => Run(use.GetValue(fast), cancel)));
        return command;
    }

    private static async Task<int> Run(bool fast, CancellationToken cancel)
    {
        var root = Environment.GetEnvironmentVariable("TRAVELMART_ROOT") ?? Directory.GetCurrentDirectory();
        if (!fast && await Install(cancel) is { } missing)
        {
            await Console.Error.WriteLineAsync("travelmart: the tests need " + missing);
            return ExitCode.WrongUse;
        }
        var (passed, failed, skipped) = (0, 0, 0);
        var projects = Projects(root).Where(p => (!fast || !NeedServers.Contains(p)) && (!LogPlace.HasMarten || DependOnTheStore.Contains(p))).ToList();
        // The services apart spend most of their time waiting for a killed one to come back: others are tried beside them, but for the browser's.
        foreach (var lanes in new[] { projects.Except(["EndToEnd.Tests"]), projects.Intersect(["EndToEnd.Tests"]) })
            await Task.WhenAll(lanes.GroupBy(p => p == "Cluster.Tests").Select(async lane => { foreach (var project in lane) await Try(project); }));
        var end = skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {skipped} skipped") : "";
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed{end}"));
        return failed == 0 && passed > 0 ? ExitCode.Done : ExitCode.WrongUse;

        async Task Try(string project)
        {
            var (p, f, s) = await RunProject(project, fast, cancel);
            lock (projects) (passed, failed, skipped) = (passed + p, failed + f, skipped + s);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{project}: {p} of {p + f}{(f > 0 ? "  FAILED" : "")}"));
        }
    }

    private static IEnumerable<string> Projects(string root) =>
        Directory.EnumerateDirectories(Path.Combine(root, "tests"), "*.Tests").Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    private static async Task<(int Passed, int Failed, int Skipped)> RunProject(string project, bool fast, CancellationToken cancel)
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var program = Path.Combine(built, project, "release", $"TravelMart.{project}.dll");
        var results = Path.Combine(built, "..", "test-results", project + ".xml");
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        var (exit, output) = await Execute("dotnet", [program, "-xml", results, "-noColor", .. fast ? WithoutServers : []], cancel);
        if (!File.Exists(results))
        {
            Console.Out.WriteLine(output);
            return (0, 1, 0);
        }
        var assemblies = XDocument.Load(results).Root!.Elements("assembly").ToList();
        var (passed, failed, skipped) = (Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"));
        if (failed > 0 || exit != 0) Console.Out.WriteLine(output);
        return (passed, failed == 0 && exit != 0 ? 1 : failed, skipped);

        int Sum(string name) => assemblies.Sum(a => (int?)a.Attribute(name) ?? 0);
    }

    /// <summary>Installs what is missing; a sentence about what could not be installed, or null.</summary>
    private static async Task<string?> Install(CancellationToken cancel)
    {
        var missing = Packages.Where(p => !Path.Exists(p.Proof)).Select(p => p.Package).ToArray();
        if (missing.Length == 0) return null;
        var names = string.Join(' ', missing);
        if (!Path.Exists("/usr/bin/apt-get") || Environment.UserName != "root") return $"{names}: install it and start again, or use --fast";
        await Console.Error.WriteLineAsync($"travelmart: installing {names} …");
        foreach (var arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", .. missing] })
            if (await Execute("apt-get", arguments, cancel) is ({ } exit, var output) && exit != 0) return $"{names}, and apt-get failed: {output.Trim().Split('\n')[^1]}";
        return null;
    }

    private static async Task<(int Exit, string Output)> Execute(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        await using var stop = cancel.Register(() => process.Kill(entireProcessTree: true));
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await output + await errors);
    }
}
