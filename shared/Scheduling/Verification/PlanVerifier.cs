using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace TravelMart.Scheduling.Verification;

/// <summary>
/// Checks a plan against its problem: every rule, every figure, every claim. It works on the two JSON files alone and shares no
/// code with the schedulers, so that a mistake of theirs cannot hide here. Four short files, meant to be read by whoever doubts us.
/// </summary>
public static class PlanVerifier
{
    /// <summary>Checks a plan. Files that are not in their format are reported in the verdict, never thrown.</summary>
    public static Verdict Verify(string problemJson, string planJson) =>
        Verify(Encoding.UTF8.GetBytes(problemJson), Encoding.UTF8.GetBytes(planJson));

    /// <summary>Checks a plan, both files in UTF-8. Files that are not in their format are reported, never thrown.</summary>
    public static Verdict Verify(ReadOnlyMemory<byte> problemUtf8, ReadOnlyMemory<byte> planUtf8)
    {
        var reading = "problem";
        try
        {
            using var problemFile = JsonDocument.Parse(problemUtf8);
            var problem = new RawProblem(problemFile.RootElement);
            reading = "plan";
            using var planFile = JsonDocument.Parse(planUtf8);
            return Verify(problem, planFile.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException or KeyNotFoundException
            or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            var error = $"the {reading} is not in its format: {wrong.Message.ReplaceLineEndings(" ")}";
            return new Verdict(null, null, null, null, [error]);
        }
    }

    private static Verdict Verify(RawProblem problem, JsonElement plan)
    {
        var errors = new List<string>();
        var status = RawProblem.Get(plan, "status")?.GetString();
        if (RawProblem.Get(plan, "problem")?.GetString() is { } name && name != (problem.Name ?? ""))
        {
            errors.Add($"the plan is for the problem \"{name}\"");
        }

        if (status is not ("optimal" or "feasible"))
        {
            CheckWithoutPlan(problem, plan, status, errors);
            return new Verdict(problem.Name, status, null, null, errors);
        }

        var rules = new RuleCheck(problem, errors);
        var figures = rules.Check(plan);
        CheckUnplaced(problem, plan, rules.SlotOf, errors);
        var certified = Certified(problem, plan, errors);
        CheckObjectives(problem, plan, figures, certified, errors);
        return new Verdict(problem.Name, status, figures, certified, errors);
    }

    private static void CheckWithoutPlan(RawProblem problem, JsonElement plan, string? status, List<string> errors)
    {
        if (status is not ("infeasible" or "unknown"))
        {
            errors.Add($"there is no status \"{status}\"");
        }

        if (status == "infeasible")
        {
            var conflict = RawProblem.Get(plan, "conflict");
            var meetings = conflict is { } c ? RawProblem.List(c, "meetings").Select(m => m.GetString()!).ToArray() : [];
            var unknown = meetings.Where(m => !problem.Meetings.ContainsKey(m));
            errors.AddRange(unknown.Select(m => $"the conflict names no meeting of the problem: \"{m}\""));
            if (meetings.Length == 0 && !(conflict is { } rules && RawProblem.List(rules, "rules").Any()))
            {
                errors.Add("infeasible without a conflict");
            }
        }
    }

    private static void CheckUnplaced(RawProblem problem, JsonElement plan, Dictionary<string, int> placed, List<string> errors)
    {
        var explained = new HashSet<string>();
        foreach (var row in RawProblem.List(plan, "unplaced"))
        {
            var id = RawProblem.Get(row, "meeting")?.GetString() ?? "";
            explained.Add(id);
            if (!problem.Meetings.ContainsKey(id) || placed.ContainsKey(id))
            {
                errors.Add($"unplaced names \"{id}\", which is {(placed.ContainsKey(id) ? "placed" : "no meeting of the problem")}");
            }

            if (string.IsNullOrWhiteSpace(RawProblem.Get(row, "reason")?.GetString()))
            {
                errors.Add($"unplaced meeting {id} has no reason");
            }
        }

        var forgotten = problem.Meetings.Keys.Count(m => !placed.ContainsKey(m) && !explained.Contains(m));
        if (forgotten > 0)
        {
            errors.Add($"{forgotten} meetings are neither placed nor explained");
        }
    }

    private static BigInteger? Certified(RawProblem problem, JsonElement plan, List<string> errors)
    {
        try
        {
            return RawProblem.Get(plan, "certificate") is { } certificate && RawProblem.Get(certificate, "prices") is { } prices
                ? WeightBound.Of(problem, prices)
                : null;
        }
        catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or OverflowException)
        {
            errors.Add($"certificate: {wrong.Message}");
            return null;
        }
    }

    private static void CheckObjectives(
        RawProblem problem, JsonElement plan, PlanFigures figures, BigInteger? certified, List<string> errors)
    {
        var stated = RawProblem.List(plan, "objectives").ToLookup(o => RawProblem.Get(o, "name")?.GetString() ?? "");
        var allProven = true;
        foreach (var name in problem.Objectives)
        {
            if (stated[name].Count() != 1)
            {
                errors.Add($"{name} is stated {stated[name].Count()} times");
                allProven = false;
                continue;
            }

            var objective = stated[name].First();
            var value = name switch
            {
                "minimum" => figures.Minimum,
                "weight" => figures.Weight,
                "count" => figures.Count,
                "breaks" => figures.Breaks,
                _ => throw new FormatException($"there is no objective \"{name}\""),
            };
            allProven &= CheckClaim(name, value, objective, errors);
            if (name == "weight" && problem.Objectives[0] == "weight" && RawProblem.Get(objective, "bound") is { } bound)
            {
                CheckWeightBound(problem, bound.GetInt64(), certified, errors);
            }
        }

        if (RawProblem.Get(plan, "status")?.GetString() == "optimal" && !allProven)
        {
            errors.Add("the plan is called optimal and not every objective is proven");
        }
    }

    private static bool CheckClaim(string name, long value, JsonElement objective, List<string> errors)
    {
        var stated = RawProblem.Get(objective, "value")?.GetInt64();
        var bound = RawProblem.Get(objective, "bound")?.GetInt64();
        var proven = RawProblem.Get(objective, "proven")?.GetBoolean();
        if (stated != value)
        {
            errors.Add($"{name} is stated as {stated?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} and is {value}");
        }

        if (name is "weight" or "count" ? bound < value : bound > value)
        {
            errors.Add($"{name}: the value {value} is better than its own bound {bound}");
        }

        if (proven != (bound == value))
        {
            errors.Add($"{name}: proven does not agree with value and bound");
        }

        return proven == true;
    }

    private static void CheckWeightBound(RawProblem problem, long bound, BigInteger? certified, List<string> errors)
    {
        if (certified is null && bound < problem.Meetings.Values.Sum(m => m.Weight))
        {
            errors.Add("the weight bound has no certificate");
        }
        else if (certified > bound)
        {
            errors.Add($"the certificate proves only {certified}, not {bound}");
        }
    }
}
