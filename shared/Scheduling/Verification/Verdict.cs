using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TravelMart.Scheduling.Verification;

/// <summary>What the verifier found out about a plan, by its own count.</summary>
/// <param name="Problem">The problem's name, null where it has none.</param>
/// <param name="Status">The status that the plan states.</param>
/// <param name="Figures">The objectives' values as recomputed; null where there is no plan to count.</param>
/// <param name="CertifiedWeight">
/// The weight that no plan can exceed, as the certificate proves it, rounded down; null where there is no sound certificate.
/// </param>
/// <param name="Errors">Everything that is wrong or untrue, each in one line.</param>
public sealed record Verdict(
    string? Problem, string? Status, PlanFigures? Figures, BigInteger? CertifiedWeight, IReadOnlyList<string> Errors)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>True where the plan keeps every rule and says nothing untrue of itself.</summary>
    public bool Ok => Errors.Count == 0;

    /// <summary>The verdict as one line of JSON, with the number of errors and the first of them.</summary>
    /// <param name="mostErrors">How many errors to spell out.</param>
    public string ToJson(int mostErrors = 20) => new JsonObject
    {
        ["problem"] = Problem,
        ["status"] = Status,
        ["minimum"] = Figures?.Minimum,
        ["weight"] = Figures?.Weight,
        ["count"] = Figures?.Count,
        ["breaks"] = Figures?.Breaks,
        ["maxBreaks"] = Figures?.MaxBreaks,
        ["certifiedWeight"] = CertifiedWeight is { } bound ? JsonNode.Parse(bound.ToString(CultureInfo.InvariantCulture)) : null,
        ["errors"] = new JsonArray([.. Errors.Take(mostErrors).Select(e => (JsonNode)e)]),
        ["errorCount"] = Errors.Count,
        ["ok"] = Ok,
    }.ToJsonString(Readable);
}

/// <summary>A plan's figures, recomputed.</summary>
/// <param name="Minimum">Meetings missing below the participants' minimums, in all.</param>
/// <param name="Weight">Total weight of the placed meetings.</param>
/// <param name="Count">Number of placed meetings.</param>
/// <param name="Breaks">Breaks of all participants.</param>
/// <param name="MaxBreaks">Breaks of the participant that has the most.</param>
public sealed record PlanFigures(long Minimum, long Weight, long Count, long Breaks, long MaxBreaks);
