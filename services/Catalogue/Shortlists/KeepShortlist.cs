using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Shortlists;

// Why: a buyer who reads two hundred stands over a week, at a desk and on a phone, marks those worth coming back to, and says once which kinds of seller
// it looks for. Both belong to the company, so that colleagues share them. Neither is a wish: no plan looks at them.

internal sealed record InterestsRequest(IReadOnlyList<string?>? Categories);

internal static class KeepShortlist
{
    internal sealed record Answer(string Company, IReadOnlyList<string> Stands, IReadOnlyList<string>? Interests);

    private const int MostCategories = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}/shortlists/{company}", Get).Allow(Roles.Organizer, Roles.Buyer).Produces<Answer>().WithSummary("The stands that a company has saved, and the categories it looks for");
        routes.MapPut("/marts/{mart}/shortlists/{company}/stands/{stand}", Put).Allow(Roles.Organizer, Roles.Buyer).Produces<Answer>().WithSummary("Saves a stand");
        routes.MapDelete("/marts/{mart}/shortlists/{company}/stands/{stand}", Delete).Allow(Roles.Organizer, Roles.Buyer).Produces<Answer>().WithSummary("Drops a stand that was saved");
        routes.MapPut("/marts/{mart}/shortlists/{company}/interests", Choose).Allow(Roles.Organizer, Roles.Buyer).Produces<Answer>().WithSummary("Chooses the categories that a company looks for");
    }

    public static Decision Save(Shortlist state, string company, string stand) =>
        state.Stands.Contains(stand) ? Decision.AlreadyTrue
        : state.Stands.Count >= Shortlist.MostStands ? new Refusal("TooManySaved", $"At most {Shortlist.MostStands} stands can be saved; drop one first.")
        : Decision.Of(new StandSaved(company, stand));

    public static Decision Drop(Shortlist state, string company, string stand) =>
        state.Stands.Contains(stand) ? Decision.Of(new StandDropped(company, stand)) : Decision.AlreadyTrue;

    public static Decision LookFor(Shortlist state, string company, IReadOnlyList<string> categories) =>
        state.Interests is { } known && known.SequenceEqual(categories, StringComparer.Ordinal) ? Decision.AlreadyTrue : Decision.Of(new InterestsChosen(company, categories));

    private static async Task<IResult> Get(string mart, string company, ClaimsPrincipal user, LiveView<MartCatalogue> view, CancellationToken cancel)
    {
        if (!Caller.From(user).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        var known = await view.Fresh(mart, cancel);
        return known.Mart is null ? Problems.From(Refusals.MartUnknown(mart)) : Results.Ok(Of(company, known.Shortlists.GetValueOrDefault(company) ?? Shortlist.Empty));
    }

    private static Task<IResult> Put(string mart, string company, string stand, Write write, ShortlistSlice slice) =>
        slice.Run(write, mart, company, async (list, catalogue) => (await catalogue.Stand(mart, stand)).State.Admitted ? Save(list, company, stand) : Refusals.SellerNotAdmitted(stand));

    private static Task<IResult> Delete(string mart, string company, string stand, Write write, ShortlistSlice slice) =>
        slice.Run(write, mart, company, (list, _) => Task.FromResult(Drop(list, company, stand)));

    private static Task<IResult> Choose(string mart, string company, InterestsRequest request, Write write, ShortlistSlice slice) =>
        slice.Run(write, mart, company, (list, _) =>
        {
            var errors = new FieldErrors();
            var asked = (request.Categories ?? []).Take(MostCategories + 1).ToList();
            errors.Require(asked.Count <= MostCategories, "categories", $"At most {MostCategories} categories.");
            var codes = asked.Select((c, i) => errors.Code($"categories[{i}]", c, Codes.Company(), "A category is one of the mart's codes.")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return Task.FromResult(errors.AsRefusal("InterestsNotValid", "The interests were not kept: correct the fields named in errors.") is { } wrong ? wrong : LookFor(list, company, codes));
        });

    internal static Answer Of(string company, Shortlist list) => new(company, list.Stands, list.Interests);
}

/// <summary>The slice that all features about one shortlist share: load, decide, append.</summary>
internal sealed class ShortlistSlice(CatalogueLog catalogue, TimeProvider clock)
{
    public Task<IResult> Run(Write write, string mart, string company, Func<Shortlist, CatalogueLog, Task<Decision>> decide) =>
        Deciding.Run(catalogue.Log, write, async () =>
        {
            if (!write.Caller.ActsFor(company)) return Problems.NotYours(company);
            if (!Codes.Company().IsMatch(company)) return Problems.BadRequest("CompanyNotUnderstood", "A company's id has 1 to 40 letters, digits and hyphens.");
            if ((await catalogue.Mart(mart)).State is not { } known) return Refusals.MartUnknown(mart);
            if (await write.Time(catalogue.Log, mart, known.Rehearsal) is not { } at) return Write.ClockIsNotYours;
            var list = await catalogue.Shortlist(mart, company);
            var decision = await decide(list.State, catalogue);
            if (decision.Refusal is { } refusal) return refusal;
            var body = KeepShortlist.Of(company, decision.Events.Aggregate(list.State, Shortlist.Evolve));
            if (decision.Events.Count == 0) return new Attempt { Body = body };
            return new Attempt
            {
                Body = body,
                Commit = new Commit(mart, at, write.Caller.IsOrganizer ? write.Cause with { OnBehalfOf = company } : write.Cause)
                {
                    Streams = [new(CatalogueLog.ShortlistStream(company), list.Version, decision.Events)],
                },
            };
        }, clock);
}
