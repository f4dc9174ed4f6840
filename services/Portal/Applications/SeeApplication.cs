using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Applications;

// Why: a company sees how its application stands and why, names who comes, and can withdraw, with what that means said before.

internal sealed record DelegateLine(Guid Delegate, string Name, string? Email, string? Phone, IReadOnlyList<string> Languages, bool Forgotten);

internal sealed record OwnApplication(string Company, string Role, string State, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int Capacity, int? Stand, string? Reason, string? Note, IReadOnlyList<DelegateLine> Delegates, bool Synthetic, DateTimeOffset AppliedAt, DateTimeOffset ChangedAt, IReadOnlyList<string>? Interests = null);

internal sealed record ApplicationModel(Visit Visit, OwnApplication Own, IReadOnlyList<int> Blocked, Refused? Why);

internal static class SeeApplication
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/application", visit => Show(visit, null)).Allow(Roles.Buyer, Roles.Seller);
        Verb(routes, "delegates", "named", HttpMethod.Post, _ => "delegates", f => new { name = f.Text("name"), email = f.Text("email"), phone = f.Text("phone"), languages = f.Texts("languages") });
        Verb(routes, "delegates/forget", "forgotten", HttpMethod.Delete, f => "delegates/" + Uri.EscapeDataString(f.Text("delegate") ?? ""), _ => new { });
        routes.MapForm("/marts/{mart}/application/hours", async (visit, form) =>
        {
            var said = await visit.Send<object>(HttpMethod.Put, "matching", $"participants/{Uri.EscapeDataString(visit.Company)}/availability", new { blockedSlots = form.Numbers("slot") }, form.Key);
            return said.Refused is { } why ? await Show(visit, why) : FormExtensions.Done(visit.Path("application"), "kept");
        }).Allow(Roles.Buyer, Roles.Seller);
        Verb(routes, "withdraw", "left", HttpMethod.Post, _ => "withdraw", f => new { reason = f.Text("reason") ?? "" });
    }

    private static string Of(Visit visit) => "companies/" + Uri.EscapeDataString(visit.Company);

    private static async Task<Microsoft.AspNetCore.Http.IResult> Show(Visit visit, Refused? why)
    {
        var said = await visit.Get<OwnApplication>("registration", Of(visit));
        var day = await visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");
        return said.Value is { } own ? PageSecurity.Page<ApplicationPage>(new ApplicationModel(visit, own, day.Value?.BlockedSlots ?? [], why), why?.Status ?? 200) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static void Verb(IEndpointRouteBuilder routes, string path, string done, HttpMethod method, Func<Form, string> to, Func<Form, object> body) =>
        routes.MapForm("/marts/{mart}/application/" + path, async (visit, form) =>
        {
            var said = await visit.Send<object>(method, "registration", $"{Of(visit)}/{to(form)}", body(form), form.Key);
            return said.Refused is { } why ? await Show(visit, why) : FormExtensions.Done(visit.Path("application"), done);
        }).Allow(Roles.Buyer, Roles.Seller);
}
