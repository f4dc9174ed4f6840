using Microsoft.AspNetCore.Http;
using TravelMart.EventSourcing;
using TravelMart.Registration.Marts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

/// <summary>What a feature knows when it decides about an application.</summary>
internal sealed record Known(MartOpened Mart, string Company, Application Application, DateTimeOffset At);

/// <summary>A decision about an application with the personal rows that go with it.</summary>
internal sealed record Change(Decision Decision)
{
    public IReadOnlyList<PersonalRow> Personal { get; init; } = [];

    public IReadOnlyList<string> Forget { get; init; } = [];

    public int Status { get; init; } = StatusCodes.Status200OK;

    public object? Body { get; init; }

    public static implicit operator Change(Decision decision) => new(decision);

    public static implicit operator Change(Refusal refusal) => new(refusal);
}

/// <summary>The slice that all features about one application share: load, decide, append. Adapter code, no rule of the trade in it.</summary>
internal sealed class ApplicationSlice(RegistrationLog registration, TimeProvider clock)
{
    /// <summary>How the application stands after a change that has nothing else to tell.</summary>
    internal sealed record Answer(string Company, Standing State, int? Stand);

    public IEventLog Log => registration.Log;

    public Task<IResult> Run(Write write, string mart, string company, Func<Known, Task<Change>> decide) =>
        Deciding.Run(registration.Log, write, async () =>
        {
            if (!write.Caller.ActsFor(company)) return Problems.NotYours(company);
            if ((await registration.Mart(mart)).State is not { } opened) return Refusals.MartUnknown(mart);
            if (await write.Time(registration.Log, mart, opened.Rehearsal) is not { } at) return Write.ClockIsNotYours;
            var loaded = await registration.Application(mart, company);
            var change = await decide(new(opened, company, loaded.State, at));
            return change.Decision.Refusal is { } refusal ? refusal : Attempt(write, opened, company, at, loaded, change);
        }, clock);

    private static Attempt Attempt(Write write, MartOpened mart, string company, DateTimeOffset at, Versioned<Application> loaded, Change change)
    {
        var decision = change.Decision;
        var after = decision.Events.Aggregate(loaded.State, Application.Evolve);
        var body = change.Body ?? new Answer(company, after.Standing, after.Stand);
        if (decision.Events.Count == 0) return new Attempt { Body = body };
        return new Attempt
        {
            Body = body,
            Status = change.Status,
            Commit = new Commit(mart.Mart, at, write.CauseFor(company))
            {
                Streams = [new(RegistrationLog.ApplicationStream(company), loaded.Version, decision.Events)],
                Claims = decision.Claims,
                Releases = decision.Releases,
                Personal = change.Personal,
                Forget = loaded.State.NoteId is { } note && note != after.NoteId ? [.. change.Forget, Notes.OwnerOf(company)] : change.Forget,
            },
        };
    }
}

internal static class Causes
{
    /// <summary>Who and why; where an organizer acts for a company, with that company.</summary>
    public static Cause CauseFor(this Write write, string company) =>
        write.Caller.IsOrganizer ? write.Cause with { OnBehalfOf = company } : write.Cause;
}
