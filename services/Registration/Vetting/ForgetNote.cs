using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

// Why: a note may name anybody, also persons that no company has registered. Who may read it may have it forgotten; the reason stays.

internal static class ForgetNote
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/marts/{mart}/companies/{company}/note", Delete).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<ApplicationSlice.Answer>().WithSummary("Forgets the note of the last decision");

    public static Decision Decide(Application state, string company) =>
        state.Standing == Standing.None ? Refusals.CompanyUnknown(company)
        : state.NoteId is null ? Decision.AlreadyTrue
        : Decision.Of(new NoteForgotten(company));

    private static Task<IResult> Delete(string mart, string company, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, known => Task.FromResult<Change>(Decide(known.Application, company)));
}
