using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Desk;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Plans;

// Why: an organizer drafts several plans from all wishes, sees what each honours and leaves out, lays two beside each other, and publishes one. What
// publishing means is said before it is done.

internal sealed record PlanLine(Guid Plan, string? Engine, long? Seed, int Placed, int Unplaced, long? Weight, long? WeightBound, bool IsPublished, bool IsSettled, int CameBack)
{
    /// <summary>The first characters of its id: enough to tell a few plans apart.</summary>
    public string Short => Plan.ToString()[..8];

    /// <summary>Where it stands, as a word.</summary>
    public string State => !IsPublished ? "draft" : IsSettled ? "published" : "publishing";
}

internal sealed record PlacedLine(string Buyer, string Seller, int Slot, long Weight, string Reason);

internal sealed record UnplacedLine(string Buyer, string Seller, string Reason);

internal sealed record PlanDocument(PlanLine Summary, IReadOnlyList<PlacedLine> Placed, IReadOnlyList<UnplacedLine> Unplaced, IReadOnlyList<UnplacedLine> CameBack);

internal sealed record OtherSlotLine(string Buyer, string Seller, int SlotInA, int SlotInB);

internal sealed record ComparisonDocument(PlanLine A, PlanLine B, IReadOnlyList<PlacedLine> OnlyInA, IReadOnlyList<PlacedLine> OnlyInB, IReadOnlyList<OtherSlotLine> OtherSlot);

internal sealed record PlansModel(Visit Visit, IReadOnlyList<PlanLine> Plans, Refused? Why);

internal sealed record PlanModel(Visit Visit, PlanDocument Plan, HallPicture? Hall, Refused? Why)
{
    public string NameOf(string company) => Names.Of(Visit, Hall, company);

    /// <summary>How many meetings each seller would have, the emptiest first.</summary>
    public IEnumerable<(string Name, int Meetings)> Loads =>
        (Hall?.Companies ?? []).Where(c => c.Role == Roles.Seller).Select(c => (Visit.Name(c.Names), Plan.Placed.Count(p => p.Seller == c.Company))).OrderBy(l => l.Item2).ThenBy(l => l.Item1, StringComparer.Ordinal);

    /// <summary>Buyers who would have no meeting at all.</summary>
    public IEnumerable<string> Empty =>
        (Hall?.Companies ?? []).Where(c => c.Role == Roles.Buyer && Plan.Placed.All(p => p.Buyer != c.Company)).Select(c => Visit.Name(c.Names));
}

internal sealed record ComparisonModel(Visit Visit, ComparisonDocument Found, HallPicture? Hall)
{
    public string NameOf(string company) => Names.Of(Visit, Hall, company);
}

internal static class Names
{
    public static string Of(Visit visit, HallPicture? hall, string company) =>
        hall?.Companies.FirstOrDefault(c => c.Company == company) is { } known ? visit.Name(known.Names) : company;
}

internal static class SeePlans
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/plans", visit => All(visit, null)).Allow(Roles.Organizer);
        routes.MapPage("/marts/{mart}/plans/compare", Compare).Allow(Roles.Organizer);
        routes.MapPage("/marts/{mart}/plans/{plan:guid}", visit => One(visit, null)).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/plans", Draft).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/plans/{plan:guid}/publish", Publish).Allow(Roles.Organizer);
    }

    private static string Id(Visit visit) => (string)visit.Http.Request.RouteValues["plan"]!;

    private static async Task<IResult> All(Visit visit, Refused? why)
    {
        var said = await visit.Get<IReadOnlyList<PlanLine>>("matching", "plans");
        return said.Value is { } plans ? PageSecurity.Page<PlansPage>(new PlansModel(visit, plans, why), why?.Status ?? 200) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static async Task<IResult> One(Visit visit, Refused? why)
    {
        var said = await visit.Get<PlanDocument>("matching", "plans/" + Id(visit));
        return said.Value is { } plan ? PageSecurity.Page<PlanPage>(new PlanModel(visit, plan, (await WatchHall.Hall(visit)).Value, why), why?.Status ?? 200) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static async Task<IResult> Compare(Visit visit)
    {
        var query = visit.Http.Request.Query;
        if (!Guid.TryParse(query["a"], out var a) || !Guid.TryParse(query["b"], out var b))
            return await All(visit, new("ChooseTwoPlans", "", StatusCodes.Status400BadRequest, Refused.NoErrors));
        var said = await visit.Get<ComparisonDocument>("matching", $"plans/{a}/compare/{b}");
        return said.Value is { } found ? PageSecurity.Page<ComparePage>(new ComparisonModel(visit, found, (await WatchHall.Hall(visit)).Value)) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static async Task<IResult> Draft(Visit visit, Form form)
    {
        var said = await visit.Send<PlanLine>(HttpMethod.Post, "matching", "plans", new { seed = form.Number("seed") ?? 1 }, form.Key);
        return said.Value is { } drafted ? FormExtensions.Done(visit.Path("plans/" + drafted.Plan), "drafted") : await All(visit, said.Refused);
    }

    private static async Task<IResult> Publish(Visit visit, Form form)
    {
        var said = await visit.Send<object>(HttpMethod.Post, "matching", $"plans/{Id(visit)}/publish", new { }, form.Key);
        return said.Refused is { } why ? await One(visit, why) : FormExtensions.Done(visit.Path("plans/" + Id(visit)), "published");
    }
}
