using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Portal.Tests;

/// <summary>A mart in the weeks before its day, with a seller of medical care and two buyers, in a whole running system.</summary>
public sealed class Fair : IAsyncLifetime
{
    public const string Mart = "fair";

    internal TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.Start();
        await System.OpenMart(Mart);
        await System.AdmitSeller(Mart, "S1");
        await System.AdmitSeller(Mart, "S2", "Second Clinic");
        foreach (var buyer in new[] { "B1", "B2" })
        {
            (await System.Organizer().Post($"/registration/marts/{Mart}/companies", RegistrationForms.Buyer(buyer))).Expect(201);
            (await System.Organizer().Post($"/registration/marts/{Mart}/companies/{buyer}/approve")).Expect(200);
        }
        (await System.Organizer().Post($"/registration/marts/{Mart}/companies", RegistrationForms.Buyer("B9"))).Expect(201);
        // Matching and the boards hear of the companies a moment later.
        await Poll.Until(async () => (await System.As(Roles.Buyer, "B2").Get($"/matching/marts/{Mart}/participants/B2/free-slots?with=S2")).Ok
            && (await System.As(Roles.Buyer, "B2").Get($"/boards/marts/{Mart}/agendas/B2")).Ok && (await System.As(Roles.Seller, "S2").Get($"/boards/marts/{Mart}/agendas/S2")).Ok);
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();

    internal Visitor Visitor() => new(System.Address);

    internal static string Page(string page) => $"/portal/marts/{Mart}/{page}";
}
