using System.Globalization;
using Spectre.Console;
using TravelMart.Scheduling;

namespace TravelMart.CommandLine.Verbs;

/// <summary>Tells people on standard error what came out: one line, and a table of objectives where somebody is looking.</summary>
internal static class PlanSummary
{
    private const int MostExamples = 5;

    public static void Write(Problem problem, Plan plan, TimeSpan took)
    {
        Console.Error.WriteLine(Line(problem, plan, took));
        if (plan.Conflict is { } conflict)
        {
            Console.Error.WriteLine($"  {string.Join(", ", conflict.Meetings)}: {string.Join("; ", conflict.Rules)}");
        }

        if (plan.Status == PlanStatus.Unknown)
        {
            foreach (var missing in plan.Unplaced.Take(MostExamples))
            {
                Console.Error.WriteLine($"  {missing.Meeting}: {missing.Reason}");
            }
        }

        if (plan.Objectives.Count > 0 && !Console.IsErrorRedirected)
        {
            WriteTable(plan);
        }
    }

    private static string Line(Problem problem, Plan plan, TimeSpan took)
    {
        var seconds = took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var what = plan.Status switch
        {
            PlanStatus.Infeasible => "proven infeasible: these cannot hold together",
            PlanStatus.Unknown when plan.Unplaced.Count == 0 =>
                "no plan found, and none proven impossible: the breaks differ by more than fairness allows",
            PlanStatus.Unknown => $"no plan found, and none proven impossible: {plan.Unplaced.Count} obligatory without a slot",
            _ => $"{(plan.Status == PlanStatus.Optimal ? "optimal" : "feasible")}, "
                + $"{plan.Placed.Count} of {problem.Meetings.Count} meetings placed",
        };
        return $"{problem.Name}: {what} ({seconds} s)";
    }

    private static void WriteTable(Plan plan)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Objective", "Value", "Bound", "Proven");
        foreach (var objective in plan.Objectives)
        {
            table.AddRow(
                objective.Objective.ToName(),
                objective.Value.ToString("N0", CultureInfo.InvariantCulture),
                objective.Bound?.ToString("N0", CultureInfo.InvariantCulture) ?? "none known",
                objective.Proven ? "yes" : "no");
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Write(table);
    }
}
