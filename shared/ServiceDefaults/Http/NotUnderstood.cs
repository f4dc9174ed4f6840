using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Says in words of the API why a request could not be read. The framework says it in names of our classes, which mean nothing to a caller.
/// </summary>
internal static partial class NotUnderstood
{
    public static string Sentence(BadHttpRequestException bad) => bad.InnerException switch
    {
        JsonException json when Missing().Match(json.Message) is { Success: true } missing => $"The body lacks {missing.Groups[1].Value}.",
        JsonException { Path: { Length: > 1 } path } => $"The body is not valid at {path}.",
        JsonException => "The body is not valid JSON of the shape that this endpoint takes.",
        _ when bad.Message.StartsWith("Implicit body", StringComparison.Ordinal) || bad.Message.Contains("body was provided", StringComparison.Ordinal) => "The request needs a body.",
        _ when Parameter().Match(bad.Message) is { Success: true } wrong => $"'{wrong.Groups[2].Value}' is not a valid {wrong.Groups[1].Value}.",
        _ => bad.Message,
    };

    [GeneratedRegex("missing required properties including: ([^.]+)")]
    private static partial Regex Missing();

    [GeneratedRegex("""^Failed to bind parameter "\S+ (\w+)" from "(.*)"\.$""")]
    private static partial Regex Parameter();
}
