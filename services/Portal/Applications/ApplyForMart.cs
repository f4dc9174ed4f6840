using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Applications;

// Why: a company that nobody knows yet asks to take part, by one short form and without an account. What was typed stays when something is wrong.

/// <summary>What was typed into the form.</summary>
internal sealed record TypedApplication(string Role, string? Name, string? EnglishName, string? Country, string? Category, IReadOnlyList<string> Languages, string? Person, string? Email, string? Phone, IReadOnlyList<string> Interests);

internal sealed record ApplyModel(Visit Visit, TypedApplication Typed, bool Sent, Refused? Why)
{
    /// <summary>Whether the service found something wrong with a field, by the beginning of its name there.</summary>
    public bool IsWrong(string field) => Why?.Errors.Keys.Any(k => k.StartsWith(field, StringComparison.Ordinal)) == true;
}

internal static class ApplyForMart
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapOpenPage("/marts/{mart}/apply", visit => visit.OfMart(of => Task.FromResult(Show(of, Nothing(of), of.Done == "applied", null))));
        routes.MapOpenForm("/marts/{mart}/apply", (visit, form) => visit.OfMart(of => Apply(of, form)));
    }

    private static TypedApplication Nothing(Visit visit) =>
        new(visit.Http.Request.Query["role"] == Roles.Seller ? Roles.Seller : Roles.Buyer, null, null, null, null, [], null, null, null, []);

    private static IResult Show(Visit visit, TypedApplication typed, bool sent, Refused? why) =>
        PageSecurity.Page<ApplyPage>(new ApplyModel(visit, typed, sent, why), why?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> Apply(Visit visit, Form form)
    {
        var typed = new TypedApplication(form.Text("role") == Roles.Seller ? Roles.Seller : Roles.Buyer, form.Text("name"), form.Text("englishName"), form.Text("country"), form.Text("category"),
            form.Texts("languages"), form.Text("person"), form.Text("email"), form.Text("phone"), form.Texts("interests"));
        var names = new Dictionary<string, string?> { ["en"] = typed.EnglishName ?? typed.Name };
        if (typed.Name is not null && visit.Words.Language != "en") names[visit.Words.Language] = typed.Name;
        var said = await visit.Services.AsVisitor<object>(visit.Http, $"/registration/marts/{Uri.EscapeDataString(visit.TheMart.Mart)}/applications", new
        {
            role = typed.Role,
            names,
            country = typed.Country,
            category = typed.Role == Roles.Seller ? typed.Category : null,
            interests = typed.Role == Roles.Buyer ? typed.Interests : null,
            languages = typed.Languages,
            contact = new { name = typed.Person, email = typed.Email, phone = typed.Phone, languages = typed.Languages },
            language = visit.Words.Language,
        }, form.Key);
        return said.Refused is { } why ? Show(visit, typed, false, why) : FormExtensions.Done(visit.Path("apply"), "applied");
    }
}
