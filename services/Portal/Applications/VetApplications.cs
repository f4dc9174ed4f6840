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
    IReadOnlyList<(string Company, Refused Why)> Failed, bool TickAll, Refused? Why);

internal sealed record BesideModel(Visit Visit, IReadOnlyList<OwnApplication> Applications, IReadOnlyList<(string Company, Refused Why)> Failed);

internal static class VetApplications
{
    public static IReadOnlyList<string> States { get; } = ["applied", "waitlisted", "admitted", "declined", "withdrawn"];

    /// <summary>Why an application may wait or be declined, by the codes that stay in history.</summary>
    public static IReadOnlyList<string> Reasons { get; } = ["not-our-segment", "too-few-delegates", "season-sold-out", "hall-full"];

    public const int LeastBeside = 2, MostBeside = 6;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/applications", visit => Show(visit, [])).Allow(Roles.Organizer);
        routes.MapPage("/marts/{mart}/applications/beside", visit => Beside(visit, [.. visit.Http.Request.Query["company"].OfType<string>().Distinct(StringComparer.Ordinal)], [])).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/applications", Decide).Allow(Roles.Organizer);
    }

    private static async Task<IResult> Show(Visit visit, IReadOnlyList<(string, Refused)> failed)
    {
        var asked = visit.Http.Request.Query["state"].ToString();
        var said = await visit.Get<Listed<CompanyLine>>("registration", "companies?take=200");
        var all = said.Value?.Items ?? [];
        var counts = States.ToDictionary(s => s, s => all.Count(c => c.State == s), StringComparer.Ordinal);
        var state = States.Contains(asked) ? asked : counts["applied"] > 0 ? "applied" : "admitted";
        return PageSecurity.Page<ApplicationsPage>(new ApplicationsModel(visit, state, [.. all.Where(c => c.State == state)], counts, failed, visit.Http.Request.Query["tick"] == "all", said.Refused),
            failed.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Beside(Visit visit, IReadOnlyList<string> companies, IReadOnlyList<(string, Refused)> failed)
    {
        if (companies.Count is < LeastBeside or > MostBeside) return Frame.Pages.Closed(visit, new("ChooseTwoToSixApplications", "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var applications = new List<OwnApplication>();
        foreach (var company in companies)
        {
            var said = await visit.Get<OwnApplication>("registration", "companies/" + Uri.EscapeDataString(company));
            if (said.Value is not { } one) return Frame.Pages.Closed(visit, said.Refused!);
            applications.Add(one);
        }
        return PageSecurity.Page<BesidePage>(new BesideModel(visit, applications, failed), failed.Count > 0 ? StatusCodes.Status409Conflict : StatusCodes.Status200OK);
    }

    /// <summary>The address at which applications lie side by side.</summary>
    public static string BesidePath(Visit visit, IEnumerable<string> companies) =>
        visit.Path("applications/beside") + QueryString.Create(companies.Select(c => KeyValuePair.Create("company", (string?)c)));

    private static async Task<IResult> Decide(Visit visit, Form form)
    {
        var (verb, chosen, beside) = (form.Text("verb"), form.Texts("company"), form.Texts("beside"));
        if (verb == "beside") return Results.Redirect(BesidePath(visit, chosen), permanent: false, preserveMethod: false);
        var back = beside.Count > 0 ? BesidePath(visit, beside) : visit.Path("applications");
        if (verb is not ("approve" or "waitlist" or "decline") || chosen.Count == 0) return FormExtensions.Done(back, "nothing-chosen");
        var failed = new List<(string, Refused)>();
        foreach (var company in chosen)
        {
            var said = await visit.Send<object>(HttpMethod.Post, "registration", $"companies/{Uri.EscapeDataString(company)}/{verb}",
                verb == "approve" ? new { } : new { reason = form.Text("reason") ?? Reasons[0], note = form.Text("note") }, $"{form.Key}/{company}");
            if (said.Refused is { } why) failed.Add((company, why));
        }
        return failed.Count == 0 ? FormExtensions.Done(back, verb) : beside.Count > 0 ? await Beside(visit, beside, failed) : await Show(visit, failed);
    }
}
