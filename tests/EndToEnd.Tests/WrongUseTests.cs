using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>Whoever uses the command line wrongly is told so in one plain line, and scripts see it in the exit status.</summary>
public sealed class WrongUseTests
{
    public static TheoryData<string> Verbs =>
        ["", "run", "test", "replay", "recompute", "history", "history export", "history hash", "board", "plan", "verify", "sample", "bench", "doctor"];

    [Theory]
    [InlineData("frobnicate", "no verb 'frobnicate'")]
    [InlineData("recompute", "'recompute'")]
    [InlineData("replay", "'replay'")]
    [InlineData("board almaty-2023 --colour red", "--colour")]
    [InlineData("replay no-such-mart", "no mart folder 'no-such-mart'")]
    [InlineData("recompute almaty-2023 --data {nowhere}", "no data in {nowhere}")]
    [InlineData("history export almaty-2023 --data {nowhere}", "no data in {nowhere}")]
    [InlineData("history hash {nowhere}", "{nowhere}")]
    [InlineData("recompute no-such-mart --data {empty}", "no mart 'no-such-mart'")]
    [InlineData("history export no-such-mart --data {empty}", "no mart 'no-such-mart'")]
    [InlineData("board no-such-mart --data {empty}", "no-such-mart")]
    [InlineData("recompute almaty-2023 --against here", "'here' is not an address")]
    [InlineData("recompute almaty-2023 --against ftp://127.0.0.1", "ftp://127.0.0.1")]
    [InlineData("board almaty-2023 --against http://127.0.0.1:9", "does not answer")]
    [InlineData("run --port 99999", "--port is a number")]
    [InlineData("run --port many", "--port is a number")]
    [InlineData("run --port", "--port")]
    [InlineData("run --speed -1", "--speed")]
    [InlineData("sample busan-1999 --out {nowhere}", "busan-1999")]
    [InlineData("history hash {text}", ":1: this is not a line of an exported history")]
    public async Task It_is_told_in_one_line(string arguments, string said)
    {
        using var folders = new Folders();
        await using var process = await Launched.Run([.. arguments.Split(' ').Select(folders.Fill)]);

        IsOnePlainLine(process, folders.Fill(said));
    }

    [Fact]
    public async Task A_port_that_somebody_else_has_is_named()
    {
        using var folders = new Folders();
        await using var system = await TestSystem.Start();
        await using var process = await Launched.Run("run", "--empty", "--data", folders.Empty, "--port", $"{system.Address.Port}");

        IsOnePlainLine(process, $"port {system.Address.Port} is in use");
    }

    [Theory]
    [InlineData("recompute", "yesterday")]
    [InlineData("recompute", "2023-13-45T99:99")]
    [InlineData("board", "noon")]
    public async Task An_instant_that_is_none_is_told_how_to_write_one(string verb, string at)
    {
        await using var system = await TestSystem.Start();
        await new SmallMart(system.Organizer()).Open();
        await Patience.Until(async () => (await system.Organizer().Get($"/boards/marts/{SmallMart.Id}/totals")).Ok, () => "the mart does not reach the boards");
        await using var process = await Launched.Run(verb, SmallMart.Id, "--at", at, "--against", system.Address.ToString());

        IsOnePlainLine(process, "ISO 8601");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Help_is_there_for_every_verb(string verb)
    {
        await using var process = await Launched.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        process.ExitCode.ShouldBe(0, process.ToString());
        process.Errors.ShouldBeEmpty();
        process.Output[0].ShouldBe("Description:");
        process.Output.ShouldContain("Usage:");
    }

    [Theory]
    [InlineData("", "board", "history")]
    [InlineData("history", "export", "hash")]
    public async Task Where_no_verb_is_said_the_help_names_them(string said, params string[] verbs)
    {
        await using var process = await Launched.Run(said.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        process.ExitCode.ShouldBe(0, process.ToString());
        process.Errors.ShouldBeEmpty();
        foreach (var verb in verbs) process.Output.ShouldContain(l => l.StartsWith($"  {verb} ", StringComparison.Ordinal));
    }

    private static void IsOnePlainLine(Launched process, string said)
    {
        process.ExitCode.ShouldNotBe(0, process.ToString());
        var line = process.Errors.ShouldHaveSingleItem(process.ToString());
        line.ShouldStartWith("travelmart: ");
        line.ShouldContain(said);
        line.ShouldNotContain("Exception");
        line.ShouldNotContain("   at ");
        process.Output.ShouldBeEmpty();
    }

    private sealed class Folders : IDisposable
    {
        private readonly DirectoryInfo _all = Directory.CreateTempSubdirectory("travelmart-use-");

        public Folders() => File.WriteAllText(Path.Combine(_all.FullName, "text"), "Dear diary\n");

        public string Empty => Directory.CreateDirectory(Path.Combine(_all.FullName, "empty")).FullName;

        public string Fill(string text) => text.Replace("{empty}", Empty, StringComparison.Ordinal)
            .Replace("{nowhere}", Path.Combine(_all.FullName, "nowhere"), StringComparison.Ordinal).Replace("{text}", Path.Combine(_all.FullName, "text"), StringComparison.Ordinal);

        public void Dispose() => _all.Delete(recursive: true);
    }
}
