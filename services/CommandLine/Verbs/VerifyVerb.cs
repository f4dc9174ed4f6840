using System.CommandLine;
using System.Text.Json;
using TravelMart.Scheduling.Verification;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart verify</c>: checks a plan against its problem without trusting whoever made it.</summary>
internal static class VerifyVerb
{
    // A plan of another problem is wrong in thousands of ways, and nobody reads them all.
    private const int MostErrors = 20;

    private static readonly Argument<string> ProblemPath = new("PROBLEM") { Description = "The problem file (travelmart-problem/1)." };

    private static readonly Argument<string> PlanPath = new("PLAN") { Description = "The plan file (travelmart-plan/1)." };

    public static Command Create()
    {
        var command = new Command(
            "verify",
            "Checks a plan: every rule, every stated figure, and the certificate. The verdict is one line of JSON on standard output. "
            + "Exit status 0: all is true; 1: something is not; 2: a file cannot be read.")
        {
            ProblemPath, PlanPath,
        };
        command.SetAction(use => Run(use.GetRequiredValue(ProblemPath), use.GetRequiredValue(PlanPath)));
        return command;
    }

    private static int Run(string problemPath, string planPath)
    {
        if (ReadJson(problemPath) is not { } problem || ReadJson(planPath) is not { } plan)
        {
            return ExitCode.MalformedInput;
        }

        var verdict = PlanVerifier.Verify(problem, plan);
        Console.Out.WriteLine(verdict.ToJson(MostErrors));
        foreach (var error in verdict.Errors.Take(MostErrors))
        {
            Console.Error.WriteLine(error);
        }

        if (verdict.Errors.Count > MostErrors)
        {
            Console.Error.WriteLine($"... and {verdict.Errors.Count - MostErrors} more");
        }

        Console.Error.WriteLine(Summary(verdict));
        return verdict.Ok ? ExitCode.Done : ExitCode.PlanIsWrong;
    }

    private static string Summary(Verdict verdict) => (verdict.Ok, verdict.Figures) switch
    {
        (false, _) => $"not in order: {verdict.Errors.Count} {(verdict.Errors.Count == 1 ? "thing is" : "things are")} wrong",
        (true, null) => $"in order: the plan says {verdict.Status} and places nothing",
        (true, { } figures) => $"in order: {figures.Count} meetings, weight {figures.Weight}"
            + (verdict.CertifiedWeight is { } bound ? $" of at most {bound}" : "") + $", {figures.Breaks} breaks",
    };

    private static ReadOnlyMemory<byte>? ReadJson(string path)
    {
        if (InputFile.Read(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var parsed = JsonDocument.Parse(bytes);
            return bytes;
        }
        catch (JsonException broken)
        {
            Console.Error.WriteLine($"travelmart: {path} is not JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
            return null;
        }
    }
}
