using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Vetting;

// Why: from the moment a company is admitted it may wish, be wished for and be booked, so this is where an organizer says yes. A seller
// gets its stand in the same commit. Two organizers may give one stand away at the same moment: the stand is a claim, the key of the
// claim decides, and whoever comes second reads who holds it and decides again.

internal sealed record ApproveRequest(int? Stand);

/// <summary>Stands as claims: one holder each, outside the time grid.</summary>
internal static class Stands
{
    public const int Highest = 9999;
    public const string Prefix = "stand/";

    public static Claim Claim(int stand, string company) => new($"{Prefix}{stand}", -1, Holder(company));

    public static string Holder(string company) => $"company/{company}";

    public static async Task<IReadOnlyDictionary<int, string>> Taken(IEventLog log, string mart) =>
        (await log.ReadClaims(mart, Prefix)).ToDictionary(c => int.Parse(c.Unit[Prefix.Length..], CultureInfo.InvariantCulture), c => c.Holder);
}

internal static class ApproveCompany
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/companies/{company}/approve", Post).Allow(Roles.Organizer).Produces<ApplicationSlice.Answer>().WithSummary("Admits a company to the mart");

    public static Decision Decide(Application state, string company, int? wanted, IReadOnlyDictionary<int, string> taken) => state.Standing switch
    {
        Standing.None => Refusals.CompanyUnknown(company),
        Standing.Declined => new Refusal("ApplicationDeclined", $"The application of {company} was declined; it must apply anew."),
        Standing.Withdrawn => new Refusal("ApplicationWithdrawn", $"{company} has withdrawn; it must apply anew."),
        Standing.Admitted => wanted is null || wanted == state.Stand
            ? Decision.AlreadyTrue
            : new Refusal("AlreadyAdmitted", $"{company} is admitted already{(state.Stand is { } stand ? $", at stand {stand}" : "")}."),
        _ => state.Role == Sides.Seller ? AdmitSeller(state, company, wanted, taken) : AdmitBuyer(state, company, wanted),
    };

    private static Decision AdmitBuyer(Application state, string company, int? wanted) =>
        wanted is null
            ? Decision.Of(Admitted(state, company, null))
            : new Refusal("BuyersHaveNoStand", $"{company} is a buyer; only sellers have a stand.");

    private static Decision AdmitSeller(Application state, string company, int? wanted, IReadOnlyDictionary<int, string> taken)
    {
        if (wanted is < 1 or > Stands.Highest)
            return Problems.BadRequest("StandNotValid", $"A stand has a number from 1 to {Stands.Highest}.");
        if (wanted is { } asked && taken.TryGetValue(asked, out var holder))
            return StandAlreadyTaken(asked, holder);
        var stand = wanted ?? Enumerable.Range(1, Stands.Highest).FirstOrDefault(n => !taken.ContainsKey(n));
        if (stand == 0) return new Refusal("NoStandLeft", "Every stand is taken.");
        return Decision.Of(Admitted(state, company, stand)) with { Claims = [Stands.Claim(stand, company)] };
    }

    private static Refusal StandAlreadyTaken(int stand, string holder) => new("StandAlreadyTaken", $"Stand {stand} is taken.")
    {
        Details = new Dictionary<string, object?> { ["stand"] = stand, ["heldBy"] = holder },
    };

    private static CompanyAdmitted Admitted(Application a, string company, int? stand) =>
        new(company, a.Role, a.Names, a.Category, a.Country, a.AllLanguages, a.Capacity, stand, a.Synthetic);

    private static async Task<IResult> Post(string mart, string company, ApproveRequest? request, Write write, ApplicationSlice slice, StandQueue queue)
    {
        using var turn = request?.Stand is null ? await queue.Turn(mart) : null;
        return await slice.Run(write, mart, company, async known =>
            Decide(known.Application, company, request?.Stand, await Stands.Taken(slice.Log, mart)));
    }
}
