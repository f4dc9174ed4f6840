using System.Collections.Immutable;
using TravelMart.EventSourcing;

namespace TravelMart.Registration.Companies;

/// <summary>How far an application has come.</summary>
internal enum Standing
{
    None,
    Applied,
    Waitlisted,
    Admitted,
    Declined,
    Withdrawn,
}

/// <summary>A person who acts for a company, as history knows one: an id and the languages spoken. Name and addresses are personal rows.</summary>
internal sealed record Delegate(Guid Id, IReadOnlyList<string> Languages, bool Forgotten = false);

/// <summary>
/// A company's part in one mart: the fold of its application's facts. As soon as it no longer has a note, the note's row goes: with the next
/// decision, a new application, or a person who is forgotten.
/// </summary>
internal sealed record Application(Standing Standing, string Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, ImmutableList<Delegate> Delegates, bool Synthetic, int? Stand = null, string? Reason = null,
    string? NoteId = null)
{
    /// <summary>The categories of sellers that a buyer looks for.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    public static Application None { get; } =
        new(Standing.None, "", ImmutableDictionary<string, string>.Empty, null, "", [], 1, [], Synthetic: false);

    /// <summary>Languages stated by the company and spoken by its delegates, in order of code.</summary>
    public IReadOnlyList<string> AllLanguages =>
        [.. Languages.Concat(Delegates.Where(d => !d.Forgotten).SelectMany(d => d.Languages)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static Application Evolve(Application state, object fact) => fact switch
    {
        ApplicationMade f => new(Standing.Applied, f.Role, f.Names, f.Category, f.Country, f.Languages, f.Capacity,
            [.. f.Delegates.Select(d => new Delegate(d.Id, d.Languages))], f.Synthetic)
        {
            Interests = f.Interests ?? [],
        },
        CompanyAdmitted f => state with { Standing = Standing.Admitted, Stand = f.Stand, Reason = null, NoteId = null },
        ApplicationWaitlisted f => state with { Standing = Standing.Waitlisted, Reason = f.Reason, NoteId = f.NoteId },
        ApplicationDeclined f => state with { Standing = Standing.Declined, Reason = f.Reason, NoteId = f.NoteId },
        ApplicationWithdrawn f => state with { Standing = Standing.Withdrawn, Reason = f.Reason, NoteId = f.NoteId },
        CompanyWithdrew f => state with { Standing = Standing.Withdrawn, Stand = null, Reason = f.Reason, NoteId = f.NoteId },
        DelegateNamed f => state with { Delegates = state.Delegates.Add(new(f.Delegate, f.Languages)) },
        // Nobody can tell whether the note names the person.
        DelegateForgotten f => state with
        {
            Delegates = [.. state.Delegates.Select(d => d.Id == f.Delegate ? d with { Forgotten = true } : d)],
            NoteId = null,
        },
        NoteForgotten => state with { NoteId = null },
        _ => state,
    };
}

/// <summary>A fact about one company's part in a mart.</summary>
internal interface IApplicationFact
{
    string Company { get; }
}

internal sealed record NamedDelegate(Guid Id, IReadOnlyList<string> Languages);

[EventName("application-made")]
internal sealed record ApplicationMade(string Company, string Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, IReadOnlyList<NamedDelegate> Delegates, bool Synthetic,
    IReadOnlyList<string>? Interests = null) : IApplicationFact;

[EventName("company-admitted")]
internal sealed record CompanyAdmitted(string Company, string Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, int? Stand, bool Synthetic) : IApplicationFact;

[EventName("application-waitlisted")]
internal sealed record ApplicationWaitlisted(string Company, string Role, string Reason, string? NoteId) : IApplicationFact;

[EventName("application-declined")]
internal sealed record ApplicationDeclined(string Company, string Role, string Reason, string? NoteId) : IApplicationFact;

/// <summary>Taken back before admission: nobody outside had heard of the company as a participant, so this stays inside.</summary>
[EventName("application-withdrawn")]
internal sealed record ApplicationWithdrawn(string Company, string Role, string Reason, string? NoteId) : IApplicationFact;

/// <summary>Left after admission: whatever the company held is unwound elsewhere.</summary>
[EventName("company-withdrew")]
internal sealed record CompanyWithdrew(string Company, string Role, string Reason, string? NoteId) : IApplicationFact;

[EventName("delegate-named")]
internal sealed record DelegateNamed(string Company, Guid Delegate, IReadOnlyList<string> Languages) : IApplicationFact;

[EventName("delegate-forgotten")]
internal sealed record DelegateForgotten(string Company, Guid Delegate) : IApplicationFact;

[EventName("note-forgotten")]
internal sealed record NoteForgotten(string Company) : IApplicationFact;

/// <summary>The company itself, whatever its roles in the programmes: it lies under the event, so that one company stays one.</summary>
[EventName("company-described")]
internal sealed record CompanyDescribed(string Company, IReadOnlyDictionary<string, string> Names, string Country, bool Synthetic);
