using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Delegates;

// Why: who travels is often known only weeks after a company applied. A delegate named after admission is known at the desk and to the
// mail; the languages by which the company is matched stay those of its admission, so that agreed meetings do not change under anyone.

internal static class NameDelegate
{
    internal sealed record Answer(string Company, Guid Delegate);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies/{company}/delegates", Post).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<Answer>(StatusCodes.Status201Created).Produces<Answer>().WithSummary("Names a person who acts for the company");

    public static Decision Decide(Application state, string company, Guid id, IReadOnlyList<string> languages) => state.Standing switch
    {
        Standing.None => Refusals.CompanyUnknown(company),
        Standing.Declined => new Refusal("ApplicationDeclined", $"The application of {company} was declined; it must apply anew."),
        Standing.Withdrawn => new Refusal("ApplicationWithdrawn", $"{company} has withdrawn; it must apply anew."),
        _ when state.Delegates.Any(d => d.Id == id) => Decision.AlreadyTrue,
        _ => state.Delegates.Count(d => !d.Forgotten) < DelegateChecks.MostDelegates
            ? Decision.Of(new DelegateNamed(company, id, languages))
            : new Refusal("TooManyDelegates", $"A company has at most {DelegateChecks.MostDelegates} delegates."),
    };

    private static Task<IResult> Post(string mart, string company, DelegateRequest request, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, company, known =>
        {
            var errors = new FieldErrors();
            var (data, languages) = DelegateChecks.Check("", request, errors);
            if (errors.AsRefusal("DelegateNotValid", "The delegate was not named: correct the fields named in errors.") is { } wrong)
                return Task.FromResult<Change>(wrong);
            var id = Ids.From(write.CommandId.ToString(), "delegate");
            return Task.FromResult(new Change(Decide(known.Application, company, id, languages))
            {
                Personal = [data.Row(id)],
                Status = StatusCodes.Status201Created,
                Body = new Answer(company, id),
            });
        });
}
