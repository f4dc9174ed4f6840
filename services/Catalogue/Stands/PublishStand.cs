using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Stands;

// Why: a buyer decides whom to wish for from what sellers say of themselves, in a language the buyer reads. The stand's category and
// languages are not asked for again: they were vetted at admission.

internal sealed record ComplianceRequest(string? Kind, string? Number, string? Until);

internal sealed record PublishStandRequest(IReadOnlyDictionary<string, string?>? Profiles, string? Website, IReadOnlyList<ComplianceRequest?>? Compliance = null);

internal static class PublishStand
{
    internal sealed record Answer(string Company);

    private const int LongestProfile = 4000;
    private const int LongestWebsite = 300;
    private const int MostCompliance = 10;
    private const int LongestNumber = 60;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/marts/{mart}/stands/{company}", Put).Allow(Roles.Organizer, Roles.Seller).Produces<Answer>()
            .WithSummary("A seller publishes its profile, or changes it");

    public static Decision Decide(Stand state, StandPublished asked) =>
        state.Published && Same.Json(new { state.Profiles, state.Website, state.Compliance }, new { asked.Profiles, asked.Website, Compliance = asked.Compliance ?? [] })
            ? Decision.AlreadyTrue
            : Decision.Of(asked);

    public static (IReadOnlyDictionary<string, string> Profiles, string? Website, IReadOnlyList<ComplianceEntry>? Compliance, Refusal? Wrong) Check(PublishStandRequest request)
    {
        var errors = new FieldErrors();
        var profiles = errors.Texts("profiles", request.Profiles, LongestProfile);
        var website = errors.OptionalText("website", request.Website, LongestWebsite);
        // A link that is shown to others leads to a web page and nowhere else.
        errors.Require(website is null || IsWebPage(website),
            "website", "A website is written https://example.com.");
        var compliance = Compliance(request.Compliance ?? [], errors);
        return (profiles, website, compliance, errors.AsRefusal("StandNotValid", "The stand was not published: correct the fields named in errors."));
    }

    private static List<ComplianceEntry>? Compliance(IReadOnlyList<ComplianceRequest?> asked, FieldErrors errors)
    {
        errors.Require(asked.Count <= MostCompliance, "compliance", $"At most {MostCompliance} registrations and insurances.");
        var stated = asked.Take(MostCompliance).Select((c, i) => new ComplianceEntry(
            errors.Code($"compliance[{i}].kind", c?.Kind, Codes.Reason(), "A kind is a code of small letters, digits and hyphens."),
            errors.Text($"compliance[{i}].number", c?.Number, LongestNumber),
            string.IsNullOrEmpty(c?.Until) ? null : errors.Date($"compliance[{i}].until", c.Until))).ToList();
        return stated.Count == 0 ? null : stated;
    }

    private static bool IsWebPage(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "https" or "http") && address.UserInfo.Length == 0;

    private static Task<IResult> Put(string mart, string company, PublishStandRequest request, Write write, StandSlice slice) =>
        slice.Run(write, mart, company, new Answer(company), stand =>
        {
            var (profiles, website, compliance, wrong) = Check(request);
            return wrong is not null ? wrong : Decide(stand, new(company, profiles, website, stand.Seller!.Category, stand.Seller.Languages, compliance));
        });
}
