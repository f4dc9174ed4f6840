using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

// Why: companies fall ill, miss flights and change their minds. Before admission that concerns nobody else; afterwards other services
// must unwind what the company held, so leaving then is another fact, one that travels. Its stand is free in the same commit.

internal static class WithdrawCompany
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies/{company}/withdraw", Post).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<ApplicationSlice.Answer>().WithSummary("A company takes its application back, or leaves the mart");

    public static Decision Decide(Application state, string company, string reason, string? noteId) => state.Standing switch
    {
        Standing.None => Refusals.CompanyUnknown(company),
        Standing.Applied or Standing.Waitlisted => Decision.Of(new ApplicationWithdrawn(company, state.Role, reason, noteId)),
        Standing.Admitted => Decision.Of(new CompanyWithdrew(company, state.Role, reason, noteId)) with { Releases = [Stands.Holder(company)] },
        Standing.Withdrawn => Decision.AlreadyTrue,
        _ => new Refusal("ApplicationDeclined", $"The application of {company} was declined; there is nothing to withdraw."),
    };

    private static Task<IResult> Post(string mart, string company, ReasonRequest request, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, request, Decide);
}
