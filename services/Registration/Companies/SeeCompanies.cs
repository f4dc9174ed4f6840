using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Delegates;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

// Why: an organizer vets from a list of everybody; a company sees its own application with the persons it named and what was written
// to explain a decision; and everybody in the mart finds the admitted ones in a directory that names companies only, never persons.

internal sealed record CompanyLine(string Company, string Role, Standing State, IReadOnlyDictionary<string, string> Names,
    string? Category, string Country, IReadOnlyList<string> Languages, int Capacity, int? Stand, string? Reason, int Delegates,
    bool Synthetic, DateTimeOffset AppliedAt, DateTimeOffset ChangedAt, IReadOnlyList<string> Interests)
{
    public static CompanyLine Of(string company, CompanyRow row)
    {
        var a = row.Application;
        return new(company, a.Role, a.Standing, a.Names, a.Category, a.Country, a.AllLanguages, a.Capacity, a.Stand, a.Reason,
            a.Delegates.Count(d => !d.Forgotten), a.Synthetic, row.AppliedAt, row.ChangedAt, a.Interests);
    }
}

internal sealed record DirectoryLine(string Company, string Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, int? Stand, bool Synthetic, IReadOnlyList<string> Interests);

internal sealed record DelegateLine(Guid Delegate, string Name, string? Email, string? Phone, IReadOnlyList<string> Languages, bool Forgotten);

internal sealed record OwnApplication(string Company, string Role, Standing State, IReadOnlyDictionary<string, string> Names,
    string? Category, string Country, IReadOnlyList<string> Languages, int Capacity, int? Stand, string? Reason, string? Note,
    IReadOnlyList<DelegateLine> Delegates,
    bool Synthetic, DateTimeOffset AppliedAt, DateTimeOffset ChangedAt, IReadOnlyList<string> Interests)
{
    public static OwnApplication Of(CompanyLine a, string? note, IReadOnlyList<DelegateLine> delegates) => new(a.Company, a.Role, a.State, a.Names, a.Category, a.Country,
        a.Languages, a.Capacity, a.Stand, a.Reason, note, delegates, a.Synthetic, a.AppliedAt, a.ChangedAt, a.Interests);
}

internal static class SeeCompanies
{
    private const string FormerParticipant = "former participant";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}/companies", All).Allow(Roles.Organizer).Produces<Page<CompanyLine>>().WithSummary("Every application to a mart");
        routes.MapGet("/marts/{mart}/companies/{company}", One).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<OwnApplication>().WithSummary("A company's own application, with the persons it named and the note of the last decision");
        routes.MapGet("/marts/{mart}/directory", Directory).Allow([.. Roles.Participants]).RequireRateLimiting(RateLimits.Search).Produces<Page<DirectoryLine>>().WithSummary("The admitted companies of a mart");
    }

    private static async Task<IResult> All(string mart, LiveView<MartCompanies> view, CancellationToken cancel, string? state = null,
        string? role = null, string? text = null, int skip = 0, int take = Page.Usual)
    {
        var known = await view.Fresh(mart, cancel);
        if (known.Mart is null) return Problems.From(Refusals.MartUnknown(mart));
        return Page.Of(Matching(known, role, text).Where(c => state is null || NameOf(c.Value.Application.Standing) == state)
            .Select(c => CompanyLine.Of(c.Key, c.Value)).ToList(), skip, take);
    }

    private static async Task<IResult> Directory(string mart, LiveView<MartCompanies> view, CancellationToken cancel, string? role = null,
        string? text = null, int skip = 0, int take = Page.Usual)
    {
        var known = await view.Fresh(mart, cancel);
        if (known.Mart is null) return Problems.From(Refusals.MartUnknown(mart));
        return Page.Of(Matching(known, role, text).Where(c => c.Value.Application.Standing == Standing.Admitted)
            .Select(c => Line(c.Key, c.Value.Application)).ToList(), skip, take);
    }

    private static async Task<IResult> One(string mart, string company, ClaimsPrincipal user, RegistrationLog registration,
        LiveView<MartCompanies> view, CancellationToken cancel)
    {
        if (!Caller.From(user).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        var known = await view.Fresh(mart, cancel);
        if (known.Mart is null) return Problems.From(Refusals.MartUnknown(mart));
        if (!known.Companies.TryGetValue(company, out var row)) return Problems.From(Refusals.CompanyUnknown(company));
        var delegates = new List<DelegateLine>();
        foreach (var person in row.Application.Delegates) delegates.Add(Line(person, await DelegateData.Read(registration.Log, mart, person.Id, cancel)));
        var note = await Notes.Read(registration.Log, mart, row.Application.NoteId, cancel);
        return Results.Ok(OwnApplication.Of(CompanyLine.Of(company, row), note?.Text, delegates));
    }

    private static IEnumerable<KeyValuePair<string, CompanyRow>> Matching(MartCompanies known, string? role, string? text)
    {
        var words = Folding.Words(text);
        return known.Companies.Where(c => (role is null || c.Value.Application.Role == role) && words.All(w => Mentions(c.Key, c.Value.Application, w)));
    }

    private static bool Mentions(string company, Application application, string word) =>
        application.Names.Values.Append(company).Any(name => Folding.Fold(name).Contains(word, StringComparison.Ordinal));

    private static string NameOf(Standing standing) => JsonSerializer.Serialize(standing, FactJson.Options).Trim('"');

    private static DirectoryLine Line(string company, Application a) =>
        new(company, a.Role, a.Names, a.Category, a.Country, a.AllLanguages, a.Capacity, a.Stand, a.Synthetic, a.Interests);

    private static DelegateLine Line(Companies.Delegate person, DelegateData? data) =>
        new(person.Id, data?.Name ?? FormerParticipant, data?.Email, data?.Phone, person.Languages, data is null);
}
