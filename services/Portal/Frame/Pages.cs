using Microsoft.AspNetCore.Http;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;

namespace TravelMart.Portal.Frame;

/// <summary>What a page that cannot be shown says.</summary>
internal sealed record ClosedModel(Visit Visit, Refused Why);

internal static class Pages
{
    /// <summary>A page that says why what was asked for is not shown.</summary>
    public static IResult Closed(Visit visit, Refused why) => PageSecurity.Page<ClosedPage>(new ClosedModel(visit, why), why.Status);

    /// <summary>A refusal in the person's language: known ones in words, any other in the service's own sentence.</summary>
    public static string Sentence(this Visit visit, Refused why) =>
        visit.Words["x-" + why.Name] is var said && said != "x-" + why.Name ? said : why.Sentence.Length > 0 ? why.Sentence : visit.Words["x-other"];
}
