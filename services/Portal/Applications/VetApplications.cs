using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Applications;

// Why: an organizer vets dozens of applications in an evening, side by side, and says yes or no to several at once. Each decision stands alone: what
// is refused for one is said, and the others are done.

internal sealed record ApplicationsModel(Visit Visit, string State, IReadOnlyList<CompanyLine> Lines, IReadOnlyDictionary<string, int> Counts,
    IReadOnlyList<(string Company, Refused Why)> Failed, Refused? Why);

internal static class VetApplications
{
    public static IReadOnlyList<string> States { get; } = ["applied", "waitlisted", "admitted", "declined", "withdrawn"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/applications", visit => Show(visit, [])).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/applications", Decide).Allow(Roles.Organizer);
    }

    private static async Task<IResult> Show(Visit visit, IReadOnlyList<(string, Refused)> failed)
    {
        var asked = visit.Http.Request.Query["state"].ToString();
        var said = await visit.Get<Listed<CompanyLine>>("registration", "companies?take=200");
        var all = said.Value?.Items ?? [];
        var counts = States.ToDictionary(s => s, s => all.Count(c => c.State == s), StringComparer.Ordinal);
        var state = States.Contains(asked) ? asked : counts["applied"] > 0 ? "applied" : "admitted";
        return PageSecurity.Page<ApplicationsPage>(new ApplicationsModel(visit, state, [.. all.Where(c => c.State == state)], counts, failed, said.Refused),
            failed.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Decide(Visit visit, Form form)
    {
        var (verb, chosen) = (form.Text("verb"), form.Texts("company"));
        if (verb is not ("approve" or "waitlist" or "decline") || chosen.Count == 0) return FormExtensions.Done(visit.Path("applications"), "nothing-chosen");
        var failed = new List<(string, Refused)>();
        foreach (var company in chosen)
        {
            var said = await visit.Send<object>(HttpMethod.Post, "registration", $"companies/{Uri.EscapeDataString(company)}/{verb}",
                verb == "approve" ? new { } : new { reason = form.Text("reason") ?? "not-our-segment" }, $"{form.Key}/{company}");
            if (said.Refused is { } why) failed.Add((company, why));
        }
        return failed.Count == 0 ? FormExtensions.Done(visit.Path("applications"), verb) : await Show(visit, failed);
    }
}
