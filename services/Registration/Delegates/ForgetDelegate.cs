using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Delegates;

// Why: a person may ask to be forgotten, and then is, at once: name and addresses are deleted in the commit that says so. History keeps
// an id that means nobody any more, so that figures stay as they were. What was written about the company goes too, since
// it may name the person.

internal static class ForgetDelegate
{
    internal sealed record Answer(string Company, Guid Delegate, bool Forgotten);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/marts/{mart}/companies/{company}/delegates/{delegate:guid}", Delete).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<Answer>().WithSummary("Forgets a person's data");

    public static Decision Decide(Application state, string company, Guid id)
    {
        if (state.Standing == Standing.None) return Refusals.CompanyUnknown(company);
        if (state.Delegates.FirstOrDefault(d => d.Id == id) is not { } known)
            return new Refusal("DelegateUnknown", $"Company {company} has no such delegate.", StatusCodes.Status404NotFound);
        return known.Forgotten ? Decision.AlreadyTrue : Decision.Of(new DelegateForgotten(company, id));
    }

    private static Task<IResult> Delete(string mart, string company, Guid @delegate, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, known => Task.FromResult(new Change(Decide(known.Application, company, @delegate))
        {
            Forget = [DelegateData.OwnerOf(@delegate)],
            Body = new Answer(company, @delegate, Forgotten: true),
        }));
}
