using System.Diagnostics;

namespace TravelMart.CommandLine.Tests;

/// <summary>Runs the program itself, since exit status and the split of output and errors are what scripts rely on.</summary>
public sealed class Plan_and_verify : IDisposable
{
    private const string Feasible = """
        { "format": "travelmart-problem/1", "name": "two", "slots": 2, "participants": [ { "id": "S1" }, { "id": "B1" }, { "id": "B2" } ],
          "meetings": [ { "id": "m1", "participants": ["S1", "B1"], "weight": 9 }, { "id": "m2", "participants": ["S1", "B2"], "weight": 5 } ] }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("travelmart-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_plan_is_written_and_found_in_order()
    {
        var problem = Write(Feasible);
        var plan = Path.Combine(folder.FullName, "plan.json");

        Run("plan", problem, "--out", plan, "--seed", "3").ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(0), r => r.Output.ShouldBeEmpty());

        var verdict = Run("verify", problem, plan);
        verdict.Exit.ShouldBe(0);
        verdict.Output.ShouldStartWith("{\"problem\":\"two\",\"status\":\"optimal\"");
        verdict.Errors.ShouldBe("in order: 2 meetings, weight 14 of at most 14, 0 breaks\n");
    }

    [Fact]
    public void Without_a_file_to_write_the_plan_goes_to_standard_output() =>
        Run("plan", Write(Feasible)).Output.ShouldStartWith("{\"format\":\"travelmart-plan/1\",\"problem\":\"two\"");

    [Fact]
    public void A_malformed_problem_is_status_2_with_a_line_for_each_error()
    {
        var result = Run("plan", Write(Feasible.Replace("\"B2\"]", "\"B9\"]", StringComparison.Ordinal).Replace("9 }", "-9 }", StringComparison.Ordinal)));

        result.Exit.ShouldBe(2);
        result.Errors.ShouldBe(
            "$.meetings[0].weight: -9 is not within 0 to 1000000000000\n$.meetings[1].participants[1]: no participant \"B9\"\n");
    }

    [Fact]
    public void What_is_proven_infeasible_is_status_3_and_names_a_conflict()
    {
        var result = Run("plan", Write(Feasible.Replace("\"weight\": 9", "\"obligatory\": true, \"slot\": 0", StringComparison.Ordinal)
            .Replace("{ \"id\": \"S1\" }", "{ \"id\": \"S1\", \"unavailable\": [0] }", StringComparison.Ordinal)));

        result.Exit.ShouldBe(3);
        result.Output.ShouldContain("\"conflict\":{\"meetings\":[\"m1\"],\"rules\":[\"S1 is not available in slot 0, the only one allowed\"]}");
    }

    [Fact]
    public void What_is_neither_found_nor_disproven_is_status_4()
    {
        const string Triangle = """
            { "format": "travelmart-problem/1", "name": "triangle", "slots": 2, "participants": [ { "id": "A" }, { "id": "B" }, { "id": "C" }, { "id": "D" } ],
              "meetings": [ { "id": "ab", "participants": ["A", "B"], "obligatory": true }, { "id": "bc", "participants": ["B", "C"], "obligatory": true },
                            { "id": "ac", "participants": ["A", "C"], "obligatory": true }, { "id": "ad", "participants": ["A", "D"] } ] }
            """;

        Run("plan", Write(Triangle)).ShouldSatisfyAllConditions(r => r.Exit.ShouldBe(4), r => r.Output.ShouldContain("\"status\":\"unknown\""));
    }

    [Fact]
    public void A_plan_that_is_not_in_order_is_status_1()
    {
        var problem = Write(Feasible);
        var plan = Path.Combine(folder.FullName, "plan.json");
        Run("plan", problem, "--out", plan).Exit.ShouldBe(0);
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"slot\":1", "\"slot\":0", StringComparison.Ordinal));

        var verdict = Run("verify", problem, plan);

        verdict.Exit.ShouldBe(1);
        verdict.Output.ShouldContain("\"ok\":false");
        verdict.Errors.ShouldBe("S1 is double booked in slot 0\nnot in order: 1 thing is wrong\n");
    }

    [Theory]
    [InlineData(1, "There is no verb 'plans'.", "plans")]
    [InlineData(1, "Required argument missing for command: 'plan'.", "plan")]
    [InlineData(1, "--seed takes a whole number, not \"x\".", "plan", "p.json", "--seed", "x")]
    [InlineData(1, "--iterations takes a whole number from 1 on, not \"0\".", "plan", "p.json", "--iterations", "0")]
    [InlineData(1, "--seconds takes a number above 0 and up to 86400, not \"-1\".", "plan", "p.json", "--seconds", "-1")]
    [InlineData(2, "cannot read nowhere.json: there is no such file", "plan", "nowhere.json")]
    [InlineData(2, "cannot read nowhere.json: there is no such file", "verify", "nowhere.json", "nowhere.json")]
    public void Wrong_use_is_one_plain_line(int exit, string line, params string[] arguments)
    {
        var result = Run(arguments);

        result.Exit.ShouldBe(exit);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldStartWith("travelmart: " + line);
        result.Errors.Count(c => c == '\n').ShouldBe(1);
    }

    private string Write(string json)
    {
        var path = Path.Combine(folder.FullName, "problem.json");
        File.WriteAllText(path, json);
        return path;
    }

    private (int Exit, string Output, string Errors) Run(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "TravelMart.CommandLine.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult().ReplaceLineEndings("\n"));
    }
}
