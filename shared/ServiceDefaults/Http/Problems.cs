using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Refusals as problem details (RFC 9457): the name in <c>title</c> and <c>type</c>, the sentence in <c>detail</c>.</summary>
public static class Problems
{
    /// <summary>Where a request keeps the name of its refusal, for the log.</summary>
    internal const string RefusalItem = "refusal";

    /// <summary>A refusal as an HTTP result.</summary>
    public static IResult From(Refusal refusal) => new Refused(refusal);

    /// <summary>What was asked for does not exist.</summary>
    public static IResult NotFound(string name, string sentence) => From(new Refusal(name, sentence, StatusCodes.Status404NotFound));

    /// <summary>The request is not of the right shape.</summary>
    public static Refusal BadRequest(string name, string sentence) => new(name, sentence, StatusCodes.Status400BadRequest);

    /// <summary>The caller may not act for this company.</summary>
    public static Refusal NotYours(string company) =>
        new("NotYourCompany", $"You may not act for company {company}.", StatusCodes.Status403Forbidden);

    /// <summary>Nobody knows who calls.</summary>
    public static Refusal NoToken { get; } = new("TokenMissingOrInvalid", "Say who you are with a valid bearer token.", StatusCodes.Status401Unauthorized);

    /// <summary>The caller's role may not do this, whoever it is about.</summary>
    public static Refusal NotForYourRole { get; } = new("NotForYourRole", "Your role may not do this.", StatusCodes.Status403Forbidden);

    /// <summary>The caller has no part in this mart.</summary>
    public static Refusal NotYourMart(string mart) => new("NotYourMart", $"Your token is not for mart {mart}.", StatusCodes.Status403Forbidden);

    internal static async Task Write(HttpContext context, Refusal refusal)
    {
        context.Items[RefusalItem] = refusal.Name;
        context.Response.StatusCode = refusal.Status;
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "1";
        await context.Response.WriteAsJsonAsync(Details(refusal), FactJson.Options, "application/problem+json");
    }

    private static ProblemDetails Details(Refusal refusal)
    {
        var problem = new ProblemDetails
        {
            Type = "urn:travelmart:refusal:" + refusal.Name,
            Title = refusal.Name,
            Detail = refusal.Sentence,
            Status = refusal.Status,
        };
        foreach (var (key, value) in refusal.Details) problem.Extensions[key] = value;
        return problem;
    }

    private sealed class Refused(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, refusal);
    }
}
