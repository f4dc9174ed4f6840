using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;
using TravelMart.Registration.Delegates;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Companies;

// Why: a company takes part in nothing until an organizer admits it; applying is how it asks. The company belongs to the event and its
// role to the mart, so one form yields a fact about each (see CompanyProfiles). The persons named in the form go into rows that can be forgotten; the facts
// know them by id only. Who was declined or has withdrawn may apply again, and then the persons of the earlier form are forgotten.

internal sealed record ApplyRequest(string? Company, string? Role, IReadOnlyDictionary<string, string?>? Names, string? Category, string? Country,
    IReadOnlyList<string?>? Languages, int? Capacity, IReadOnlyList<DelegateRequest?>? Delegates, bool Synthetic = false,
    IReadOnlyList<string?>? Interests = null);

internal static class Apply
{
    internal sealed record Answer(string Company, Standing State, IEnumerable<Guid> Delegates);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies", Post).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller)
            .Produces<Answer>(StatusCodes.Status201Created).Produces<Answer>().WithSummary("A company asks to take part in a mart");

    /// <param name="state">The application so far.</param>
    /// <param name="asked">What is asked.</param>
    /// <param name="samePersons">Whether the form names the same persons as the application that is pending or approved.</param>
    public static Decision Decide(Application state, ApplicationMade asked, bool samePersons) => state.Standing switch
    {
        Standing.None or Standing.Declined or Standing.Withdrawn => Decision.Of(asked),
        _ => samePersons && SameForm(state, asked)
            ? Decision.AlreadyTrue
            : new Refusal("AlreadyApplied", $"Company {asked.Company} has applied to this mart already, with other particulars."),
    };

    /// <summary>When a company may apply by itself. An organizer at the desk may enter one at any time.</summary>
    public static Refusal? Untimely(Known known, bool organizer)
    {
        if (organizer) return null;
        if (known.At < known.Mart.ApplicationsOpenAt)
            return new("ApplicationsNotOpenYet", "Applications to this mart are not open yet.")
            {
                Details = new Dictionary<string, object?> { ["applicationsOpenAt"] = known.Mart.ApplicationsOpenAt },
            };
        return known.At >= known.Mart.ClosesAt ? new Refusal("MartIsOver", "This mart is over.") : null;
    }

    private static Refusal RoleIsNotYours(string role) =>
        new("RoleIsNotYours", $"Your token is a {role}'s; you cannot apply as another role.", StatusCodes.Status403Forbidden);

    private static bool SameForm(Application state, ApplicationMade asked) =>
        Same.Json(new { state.Role, state.Names, state.Category, state.Country, state.Languages, state.Capacity, state.Synthetic, state.Interests },
            new { asked.Role, asked.Names, asked.Category, asked.Country, asked.Languages, asked.Capacity, asked.Synthetic, Interests = asked.Interests ?? [] });

    internal static Task<IResult> Post(string mart, ApplyRequest request, Write write, ApplicationSlice slice) =>
        slice.Run(write, mart, request.Company ?? "", async known =>
        {
            if (!write.Caller.IsOrganizer && request.Role != write.Caller.Role)
                return RoleIsNotYours(write.Caller.Role);
            var (asked, persons, wrong) = ApplicationChecks.Check(request, known.Mart, write.CommandId);
            if (wrong is not null) return wrong;
            var registered = await DelegateData.Of(slice.Log, mart, known.Application);
            var decision = Decide(known.Application, asked, Same.Json(registered.Select(p => new Person(p.Data, p.Delegate.Languages)),
                persons.Zip(asked.Delegates, (data, named) => new Person(data, named.Languages))));
            if (decision.Events.Count > 0 && Untimely(known, write.Caller.IsOrganizer) is { } untimely) return untimely;
            var delegates = decision.Events.Count > 0 ? asked.Delegates.Select(d => d.Id) : known.Application.Delegates.Select(d => d.Id);
            return new Change(decision)
            {
                Personal = [.. persons.Zip(asked.Delegates, (data, named) => data.Row(named.Id))],
                Forget = [.. known.Application.Delegates.Select(d => DelegateData.OwnerOf(d.Id))],
                Status = StatusCodes.Status201Created,
                Body = new Answer(asked.Company, decision.Events.Count > 0 ? Standing.Applied : known.Application.Standing, delegates),
            };
        });

    private sealed record Person(DelegateData Data, IReadOnlyList<string> Languages);
}
