using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using TravelMart.Scheduling;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart plan</c>: makes a plan for a problem file.</summary>
internal static class PlanVerb
{
    private const int MostSeconds = 86_400;

    // Of the time given; what is left makes the agendas compact.
    private const double ShareForWeight = 0.75;

    private static readonly Argument<string> ProblemPath = new("PROBLEM")
    {
        Description = "The problem file (travelmart-problem/1).",
    };

    private static readonly Option<string?> OutPath = new("--out", "-o")
    {
        Description = "Where to write the plan (travelmart-plan/1). Without it, the plan goes to standard output.",
        HelpName = "PLAN",
    };

    private static readonly Option<long> Seed = new("--seed")
    {
        Description = "Settles what is otherwise arbitrary: the same problem and seed give the same plan on every machine.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => Whole(result, "--seed", long.MinValue, long.MaxValue),
    };

    private static readonly Option<double?> Seconds = new("--seconds")
    {
        Description = "Stop after so many seconds with the best plan so far.",
        HelpName = "S",
        CustomParser = ParseSeconds,
    };

    private static readonly Option<long?> Iterations = new("--iterations")
    {
        Description = "Stop after so many rounds of work; unlike --seconds, this gives the same plan on every machine.",
        HelpName = "N",
        CustomParser = result => Whole(result, "--iterations", 1, long.MaxValue),
    };

    private static readonly Option<bool> Progress = new("--progress")
    {
        Description = "Say on standard error how the work goes: weight, what no plan exceeds, and the gap.",
    };

    public static Command Create()
    {
        var command = new Command(
            "plan",
            "Makes a plan: which meetings take place, in which slot, and why the others do not. "
            + "Exit status 0: a plan was written; 2: the problem is malformed; 3: it is proven that no plan exists; 4: none was found.")
        {
            ProblemPath, OutPath, Seed, Seconds, Iterations, Progress,
        };
        command.SetAction((use, stop) => Task.FromResult(Run(use, stop)));
        return command;
    }

    private static int Run(ParseResult use, CancellationToken interrupted)
    {
        var path = use.GetRequiredValue(ProblemPath);
        if (InputFile.Read(path) is not { } bytes)
        {
            return ExitCode.MalformedInput;
        }

        var reading = ProblemFile.Read(bytes);
        foreach (var note in reading.Notes.Concat(reading.Errors))
        {
            Console.Error.WriteLine(note);
        }

        if (reading.Problem is not { } problem)
        {
            return ExitCode.MalformedInput;
        }

        var clock = Stopwatch.StartNew();
        var plan = Search(problem, use, interrupted);
        if (!TryWrite(plan, use.GetValue(OutPath)))
        {
            return ExitCode.WrongUse;
        }

        PlanSummary.Write(problem, plan, clock.Elapsed);
        return plan.Status switch
        {
            PlanStatus.Infeasible => ExitCode.Infeasible,
            PlanStatus.Unknown => ExitCode.NoPlanFound,
            _ => ExitCode.Done,
        };
    }

    private static Plan Search(Problem problem, ParseResult use, CancellationToken interrupted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var tidyUp = new CancellationTokenSource();
        var (seconds, rounds) = (use.GetValue(Seconds), use.GetValue(Iterations));
        if (seconds is { } limit)
        {
            stop.CancelAfter(TimeSpan.FromSeconds(limit));
            tidyUp.CancelAfter(TimeSpan.FromSeconds(limit * ShareForWeight));
            rounds ??= long.MaxValue;
        }

        var budget = new SearchBudget(use.GetValue(Seed), rounds) { TidyUp = seconds is null ? default : tidyUp.Token };
        using var progress = use.GetValue(Progress) ? new PlanProgress() : null;
        return new Optimizer().Schedule(problem, budget, progress, stop.Token);
    }

    private static bool TryWrite(Plan plan, string? path)
    {
        var bytes = PlanFile.Write(plan);
        try
        {
            if (path is not null)
            {
                File.WriteAllBytes(path, bytes);
                return true;
            }

            using var output = Console.OpenStandardOutput();
            output.Write(bytes);
            return true;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Console.Error.WriteLine($"travelmart: cannot write {path ?? "the plan"}: {broken.Message.ReplaceLineEndings(" ")}");
            return false;
        }
    }

    private static long Whole(ArgumentResult result, string option, long least, long most)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{option} takes a whole number{(least == 1 ? " from 1 on" : "")}, not \"{text}\".");
        return 0;
    }

    private static double? ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= MostSeconds)
        {
            return number;
        }

        result.AddError($"--seconds takes a number above 0 and up to {MostSeconds}, not \"{text}\".");
        return null;
    }
}
