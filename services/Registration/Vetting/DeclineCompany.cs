using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

// Why: a no with a reason lets a company do better next time. It is final for this application: approving afterwards needs a new one,
// so that nobody is admitted on particulars that were once found wanting.

internal static class DeclineCompany
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies/{company}/decline", Post).Allow(Roles.Organizer).Produces<ApplicationSlice.Answer>().WithSummary("Declines an application");

    public static Decision Decide(Application state, string company, string reason, string? noteId) => state.Standing switch
    {
        Standing.None => Refusals.CompanyUnknown(company),
        Standing.Applied or Standing.Waitlisted => Decision.Of(new ApplicationDeclined(company, state.Role, reason, noteId)),
        Standing.Declined => Decision.AlreadyTrue,
        Standing.Admitted => new Refusal("AlreadyAdmitted", $"{company} is admitted already; it can only withdraw."),
        _ => new Refusal("ApplicationWithdrawn", $"{company} has withdrawn; there is nothing to decline."),
    };

    private static Task<IResult> Post(string mart, string company, ReasonRequest request, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, request, Decide);
}
