using System.Globalization;
using System.Text.Json;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests.Replays;

[Collection(Alone.Name)]
public sealed partial class AlmatyReplayTests(AlmatyReplay almaty) : IClassFixture<AlmatyReplay>
{
    private static readonly string[] Counts =
        ["sellers", "buyers", "companies", "wishes", "planned", "declined", "cancelled", "noShows", "walkIns", "held", "consultations", "distinctPairs", "psa", "onSite"];

    [Fact]
    public void The_last_line_is_one_object_with_every_figure_that_is_promised()
    {
        almaty.Told.Exit.ShouldBe(0);
        almaty.Told.Errors.ShouldBeEmpty();
        var report = almaty.Report;
        report.GetProperty("mart").GetString().ShouldBe("almaty-2023");
        report.GetProperty("equal").GetBoolean().ShouldBeTrue();
        report.GetProperty("events").GetInt32().ShouldBe(File.ReadLines(almaty.Export).Count());
        report.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        foreach (var figures in new[] { report.GetProperty("live"), report.GetProperty("recomputed") })
        {
            foreach (var count in Counts) figures.GetProperty(count).ValueKind.ShouldBe(JsonValueKind.Number, count);
            figures.GetProperty("sellers").GetInt32().ShouldBe(12);
            figures.GetProperty("buyers").GetInt32().ShouldBe(42);
            figures.GetProperty("companies").GetInt32().ShouldBe(54);
            figures.GetProperty("consultations").GetInt32().ShouldBe(150);
            foreach (var sums in new[] { "byCategory", "byOutcome" })
                figures.GetProperty(sums).EnumerateObject().Sum(s => s.Value.GetInt32()).ShouldBe(150, sums);
        }
        report.GetProperty("reported").GetProperty("consultations").GetInt32().ShouldBe(150);
    }

    [Fact]
    public void A_recount_of_the_exported_history_that_shares_no_code_comes_to_the_same_figures()
    {
        var recount = Recount.Of(File.ReadLines(almaty.Export));

        recount["consultations"].ShouldBe(150);
        foreach (var told in new[] { "live", "recomputed" })
            Recount.Differences(recount, Recount.Told(almaty.Report.GetProperty(told), Counts)).ShouldBeEmpty(told);
    }

    [Fact]
    public async Task Why_a_company_waits_is_in_the_exported_history_as_a_code_and_the_company_reads_more_about_it()
    {
        const string Note = "The hall seats 42 buyers; first on the list if one withdraws.";
        var waits = File.ReadLines(almaty.Export).Single(l => l.Contains("\"application-waitlisted\"", StringComparison.Ordinal) && l.Contains("\"B43\"", StringComparison.Ordinal));
        JsonDocument.Parse(waits).RootElement.GetProperty("data").GetProperty("reason").GetString().ShouldBe("hall-full");
        File.ReadAllText(almaty.Export).ShouldNotContain(Note);
        (await almaty.System.Api.Read("/registration/marts/almaty-2023/companies/B43")).GetProperty("note").GetString().ShouldBe(Note);
    }

    [Theory]
    [InlineData("2023-07-10T12:00")]
    [InlineData("2023-07-13T11:07")]
    [InlineData("2023-07-13T15:00")]
    [InlineData("2023-07-13T23:59")]
    public async Task Recomputing_as_of_a_past_instant_counts_what_had_happened_by_then(string at)
    {
        var then = new DateTimeOffset(DateTime.Parse(at, CultureInfo.InvariantCulture), TimeSpan.FromHours(6));
        var told = await Verb.Run(RecomputeVerb.Create(), "almaty-2023", "--at", at, "--data", almaty.Data);

        told.Exit.ShouldBe(0, told.Errors);
        var recount = Recount.Of(File.ReadLines(almaty.Export), then);
        Recount.Differences(recount, Recount.Told(JsonDocument.Parse(told.Output).RootElement, Counts)).ShouldBeEmpty();
        recount["consultations"].ShouldBe(at switch { "2023-07-10T12:00" => 0, "2023-07-13T23:59" => 150, _ => recount["consultations"] });
        if (at.Contains("T1", StringComparison.Ordinal) && at.StartsWith("2023-07-13", StringComparison.Ordinal)) recount["consultations"].ShouldBeInRange(1, 149);
    }

    [Fact]
    public async Task The_board_in_a_file_has_one_line_for_each_stand_and_no_colours()
    {
        Assert.SkipUnless(Console.IsOutputRedirected, "in a terminal the board has the terminal's width and its colours");
        var told = await Verb.Run(BoardVerb.Create(), "almaty-2023", "--at", "2023-07-13T14:05", "--data", almaty.Data);
        told.Exit.ShouldBe(0, told.Errors);
        told.Output.ShouldNotContain("\u001b");
        told.Output.Split('\n').Count(line => line.Contains('│', StringComparison.Ordinal)).ShouldBe(1 + 12);
        told.Output.ShouldContain("of 156 booked");
    }

    [Fact]
    public async Task A_later_start_on_the_same_data_recomputes_the_same_figures()
    {
        var told = await Verb.Run(RecomputeVerb.Create(), "almaty-2023", "--data", almaty.Data);

        told.Exit.ShouldBe(0, told.Errors);
        var answer = JsonDocument.Parse(told.Output).RootElement;
        answer.GetProperty("equal").GetBoolean().ShouldBeTrue();
        JsonElement.DeepEquals(answer.GetProperty("recomputed"), almaty.Report.GetProperty("live")).ShouldBeTrue(told.Output);
    }

    [Fact]
    public async Task Anybody_with_the_export_finds_the_hash_that_a_sealed_result_states()
    {
        var results = await Results();

        results.Count.ShouldBe(2);
        foreach (var result in results)
        {
            var events = result.GetProperty("historyEvents").GetInt64().ToString(CultureInfo.InvariantCulture);
            var told = await Verb.Run(HistoryVerb.Create(), "hash", almaty.Export, "--events", events);
            told.Output.Trim().ShouldBe($"{result.GetProperty("historyHash").GetString()} {events}");
        }
    }

    [Fact]
    public async Task An_export_in_which_one_word_was_changed_has_another_hash()
    {
        var first = (await Results())[0];
        var forged = almaty.Export + ".forged";
        var lines = await File.ReadAllLinesAsync(almaty.Export);
        var line = Array.FindIndex(lines, l => l.Contains("\"no-show-recorded\"", StringComparison.Ordinal));
        lines[line] = lines[line].Replace("\"side\":\"buyer\"", "\"side\":\"seller\"", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(forged, lines);

        var told = await Verb.Run(HistoryVerb.Create(), "hash", forged, "--events", first.GetProperty("historyEvents").GetInt64().ToString(CultureInfo.InvariantCulture));
        told.Exit.ShouldBe(0);
        told.Output.ShouldNotContain(first.GetProperty("historyHash").GetString()!);
    }

    [Fact]
    public async Task The_second_result_says_what_changed_since_the_first_and_leaves_the_first_as_it_was()
    {
        var results = await Results();

        results[0].GetProperty("differences").GetArrayLength().ShouldBe(0);
        var differences = results[1].GetProperty("differences").EnumerateArray().ToList();
        differences.ShouldNotBeEmpty();
        foreach (var difference in differences)
        {
            Same(difference, "before", results[0], difference.GetProperty("path").GetString()!);
            Same(difference, "after", results[1], difference.GetProperty("path").GetString()!);
        }
        results[1].GetProperty("reason").GetString().ShouldNotBeNullOrEmpty();
        JsonElement.DeepEquals(results[1].GetProperty("totals"), almaty.Report.GetProperty("live")).ShouldBeTrue();
    }

    private static void Same(JsonElement difference, string side, JsonElement result, string path)
    {
        JsonElement? there = result.GetProperty("totals");
        foreach (var step in path.Split('/', StringSplitOptions.RemoveEmptyEntries)) there = Step(there, step);
        JsonElement? said = difference.TryGetProperty(side, out var value) ? value : null;
        (said?.GetRawText()).ShouldBe(there?.GetRawText(), $"{side} of {path}");
    }

    private static JsonElement? Step(JsonElement? from, string step) => from switch
    {
        { ValueKind: JsonValueKind.Object } members => members.TryGetProperty(step, out var member) ? member : null,
        { ValueKind: JsonValueKind.Array } items => int.Parse(step, CultureInfo.InvariantCulture) is var i && i < items.GetArrayLength() ? items[i] : null,
        _ => null,
    };

    private async Task<List<JsonElement>> Results() =>
        [.. (await almaty.System.Api.Read("/boards/marts/almaty-2023/results")).GetProperty("results").EnumerateArray()];
}
