using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>One attempt at a command: what it would change, or why not.</summary>
public sealed record Attempt
{
    /// <summary>What to append; null when it is already true.</summary>
    public Commit? Commit { get; init; }

    /// <summary>Why not; null when it may be done.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The body answered on success.</summary>
    public object Body { get; init; } = new { };

    /// <summary>The HTTP status answered on success.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>A refusal is an attempt too.</summary>
    public static implicit operator Attempt(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>The same as the implicit conversion, for languages without it.</summary>
    public static Attempt FromRefusal(Refusal refusal) => refusal;
}

/// <summary>What became of a command.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>It is done, or was already true.</summary>
    public sealed record Done(object Body, int Status, long? Position) : Outcome;

    /// <summary>It is not.</summary>
    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>It was done before, under the same key.</summary>
    public sealed record Repeated(Answer Answer) : Outcome;
}

/// <summary>
/// Load, decide, append; and if somebody was faster, load and decide again, until the decision itself refuses. Two seconds bound it, or
/// twenty attempts on a machine so busy that they take longer: then the store is in trouble, and nothing was decided.
/// </summary>
public static class Deciding
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const int LeastAttempts = 20;

    /// <summary>Runs attempts until one is decided.</summary>
    /// <param name="log">The log to append to.</param>
    /// <param name="attempt">Reads everything afresh and decides; called again after a conflict.</param>
    /// <param name="clock">The real time.</param>
    public static async Task<Outcome> Run(IEventLog log, Func<Task<Attempt>> attempt, TimeProvider clock)
    {
        var begun = clock.GetTimestamp();
        for (var attempts = 0; attempts < LeastAttempts || clock.GetElapsedTime(begun) < Patience; attempts++)
        {
            var tried = await attempt();
            if (tried.Refusal is not null) return new Outcome.Refused(tried.Refusal);
            if (tried.Commit is null) return new Outcome.Done(tried.Body, tried.Status, null);
            switch (await log.Append(tried.Commit))
            {
                case CommitResult.Done done: return new Outcome.Done(tried.Body, tried.Status, done.Position);
                case CommitResult.AlreadyAnswered before: return new Outcome.Repeated(before.Answer);
            }
        }
        return new Outcome.Refused(new("TooManyAtOnce", "Others are changing the same thing; nothing was decided. Try again.",
            StatusCodes.Status503ServiceUnavailable));
    }

    /// <summary>
    /// The same for a write over HTTP: the outcome as a response, and the answer remembered in the commit, which holds nothing else where
    /// it was already true. A refusal may come from the same write, sent twice at once: then the faster one's answer stands.
    /// </summary>
    public static async Task<IResult> Run(IEventLog log, Write write, Func<Task<Attempt>> attempt, TimeProvider clock)
    {
        var outcome = await Run(log, async () =>
        {
            var tried = await attempt();
            var commit = tried.Commit ?? new Commit("", clock.GetUtcNow(), write.Cause);
            return tried.Refusal is not null ? tried : tried with { Commit = commit with { Answer = write.Answer(tried.Status, tried.Body) } };
        }, clock);
        if (outcome is Outcome.Refused && await log.FindAnswer(write.CommandId) is { } before) outcome = new Outcome.Repeated(before);
        return new OutcomeResult(outcome, write);
    }

    private sealed class OutcomeResult(Outcome outcome, Write write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => outcome switch
        {
            Outcome.Done done => Results.Json(done.Body, FactJson.Options, statusCode: done.Status).ExecuteAsync(httpContext),
            Outcome.Repeated repeated => Repeatable.Repeat(httpContext, new(write.CommandId, write.RequestHash), repeated.Answer),
            Outcome.Refused { Refusal: var refusal } => Problems.From(refusal).ExecuteAsync(httpContext),
            _ => throw new InvalidOperationException($"no response for {outcome.GetType().Name}"),
        };
    }
}
