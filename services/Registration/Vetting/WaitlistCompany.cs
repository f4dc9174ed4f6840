using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

// Why: a hall has only so many stands, and an organizer who is not sure yet says so instead of keeping silent. A waiting company can
// still be approved or declined.

internal static class WaitlistCompany
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies/{company}/waitlist", Post).Allow(Roles.Organizer).Produces<ApplicationSlice.Answer>().WithSummary("Puts an application on the waiting list");

    public static Decision Decide(Application state, string company, string reason, string? noteId) => state.Standing switch
    {
        Standing.None => Refusals.CompanyUnknown(company),
        Standing.Applied => Decision.Of(new ApplicationWaitlisted(company, state.Role, reason, noteId)),
        Standing.Waitlisted => Decision.AlreadyTrue,
        Standing.Admitted => new Refusal("AlreadyAdmitted", $"{company} is admitted already; it can only withdraw."),
        Standing.Declined => new Refusal("ApplicationDeclined", $"The application of {company} was declined; it must apply anew."),
        _ => new Refusal("ApplicationWithdrawn", $"{company} has withdrawn; it must apply anew."),
    };

    private static Task<IResult> Post(string mart, string company, ReasonRequest request, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, request, Decide);
}
