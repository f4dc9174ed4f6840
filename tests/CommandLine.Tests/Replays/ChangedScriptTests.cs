using System.Text.Json;
using TravelMart.CommandLine.Tests.MartFolders;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>The figure follows from the script and from nothing else: another script, another figure.</summary>
[Collection(Alone.Name)]
public sealed class ChangedScriptTests : IDisposable
{
    private static readonly string[] OfTheLog = ["late_minutes", "outcome", "amount", "currency", "kind", "topics", "products", "follow_up", "note"];
    private readonly TemporaryFolder _mart = TemporaryFolder.OfAlmaty();

    public void Dispose() => _mart.Dispose();

    [Fact]
    public async Task A_meeting_that_nobody_came_to_is_one_consultation_less()
    {
        ChangePlainHeldRow(cells =>
        {
            cells["what"] = "no-show-buyer";
            foreach (var column in OfTheLog) cells[column] = "";
            return true;
        });

        await Expect(("consultations", 149), ("held", 150), ("noShows", 11), ("booked", 161));
    }

    [Fact]
    public async Task A_meeting_of_which_nobody_recorded_anything_is_not_counted()
    {
        ChangePlainHeldRow(_ => false);

        await Expect(("consultations", 149), ("held", 150), ("noShows", 10), ("booked", 161));
    }

    [Fact]
    public async Task A_folder_with_mistakes_loads_nothing()
    {
        var data = Path.Combine(_mart.Path, "data");
        _mart.Write("wishes.csv", _mart.Text("wishes.csv") + "B01,S99,must,,,\nB77,S01,must,,,\n");

        var told = await Verb.Run(ReplayVerb.Create(), _mart.Path, "--json", "--data", data);

        told.Exit.ShouldBe(2);
        told.Output.ShouldBeEmpty();
        told.Errors.ShouldContain("wishes.csv:");
        told.Errors.ShouldContain("S99");
        told.Errors.ShouldContain("B77");
        told.Errors.ShouldContain("nothing was loaded");
        Directory.Exists(data).ShouldBeFalse();
    }

    private async Task Expect(params (string Figure, int Value)[] expected)
    {
        var told = await Verb.Run(ReplayVerb.Create(), _mart.Path, "--json");

        told.Exit.ShouldBe(0, told.Errors);
        var report = JsonDocument.Parse(told.LastLine).RootElement;
        report.GetProperty("equal").GetBoolean().ShouldBeTrue();
        foreach (var side in new[] { "live", "recomputed" })
            foreach (var (figure, value) in expected) report.GetProperty(side).GetProperty(figure).GetInt32().ShouldBe(value, $"{side} {figure}");
    }

    /// <summary>Changes (or drops, for false) the first held row of a pair of which the day tells nothing else.</summary>
    private void ChangePlainHeldRow(Func<Dictionary<string, string>, bool> keep)
    {
        var lines = _mart.Text("day.csv").TrimStart('\ufeff').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')).ToList();
        var columns = lines[0].Split(',');
        var row = lines.FindIndex(l => Cells(l)["what"] == "held" && !l.Contains('"', StringComparison.Ordinal)
            && lines.Count(o => o.Contains($"{Cells(l)["buyer"]},{Cells(l)["seller"]},", StringComparison.Ordinal)) == 1);
        var cells = Cells(lines[row]);
        if (keep(cells)) lines[row] = string.Join(',', columns.Select(c => cells[c]));
        else lines.RemoveAt(row);
        _mart.Write("day.csv", string.Join('\n', lines) + "\n");

        Dictionary<string, string> Cells(string line) => columns.Zip(line.Split(',')).ToDictionary(p => p.First, p => p.Second);
    }
}
