using System.Text;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class PersonalDataTests
{
    private static readonly string[] Personal = ["Gil-dong", "Hong", "gildong.hong", "555 0101", "Min-ji", "minji.kim", "Chul-soo", "chulsoo", "Seo-yeon"];

    [Fact]
    public async Task Personal_data_never_enters_history_and_is_gone_once_forgotten()
    {
        var folder = Path.Combine(Path.GetTempPath(), "travelmart-test-" + Guid.NewGuid().ToString("N"));
        try
        {
            await using (var system = await TestSystem.Start(folder)) await ApplyAndForget(system);
            // Not even in the free pages of the files that are left when the process has ended.
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var content = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
                foreach (var text in Personal) content.Contains(text, StringComparison.Ordinal).ShouldBeFalse($"{Path.GetFileName(file)} holds '{text}'");
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public async Task Until_it_is_forgotten_personal_data_is_kept_in_the_store()
    {
        var folder = Path.Combine(Path.GetTempPath(), "travelmart-test-" + Guid.NewGuid().ToString("N"));
        try
        {
            await using (var system = await TestSystem.Start(folder))
            {
                await system.OpenMart("m1");
                await system.AdmitSeller("m1", "S1");
            }
            Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "registration.db"))).ShouldContain("gildong.hong");
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public async Task The_note_of_a_decision_is_read_by_the_company_and_the_organizer_until_it_is_forgotten()
    {
        const string Company = "/registration/marts/m1/companies/B1";
        await using var system = await TestSystem.Start();
        await system.OpenMart("m1");
        var (organizer, buyer) = (system.Organizer(), system.As("buyer", "B1", "m1"));
        (await organizer.Post("/registration/marts/m1/companies", RegistrationForms.Buyer("B1"))).Expect(201);
        (await organizer.Post($"{Company}/waitlist", new { reason = "hall-full", note = "Ms Dana Omarova asked; perhaps in autumn." })).Expect(200);
        foreach (var reader in new[] { organizer, buyer })
        {
            var seen = (await reader.Get(Company)).Expect(200).Json;
            seen.GetProperty("reason").GetString().ShouldBe("hall-full");
            seen.GetProperty("note").GetString().ShouldBe("Ms Dana Omarova asked; perhaps in autumn.");
        }
        (await system.As("buyer", "B2", "m1").Get(Company)).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await system.As("buyer", "B2", "m1").Delete($"{Company}/note")).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await organizer.Get("/registration/marts/m1/companies")).Expect(200).Text.ShouldNotContain("Dana");

        (await buyer.Delete($"{Company}/note")).Expect(200);
        (await buyer.Delete($"{Company}/note")).Expect(200);
        var after = (await buyer.Get(Company)).Expect(200);
        after.Json.GetProperty("reason").GetString().ShouldBe("hall-full");
        after.Text.ShouldNotContain("Dana");
        (await system.Log("registration").ReadPersonalOf("m1", "company/B1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_decision_replaces_the_note_of_the_one_before()
    {
        await using var system = await TestSystem.Start();
        await system.OpenMart("m1");
        var organizer = system.Organizer();
        (await organizer.Post("/registration/marts/m1/companies", RegistrationForms.Seller("S1"))).Expect(201);
        (await organizer.Post("/registration/marts/m1/companies/S1/waitlist", new { reason = "hall-full", note = "first" })).Expect(200);
        (await organizer.Post("/registration/marts/m1/companies/S1/waitlist", new { reason = "hall-full", note = "nobody reads this" })).Expect(200);
        (await organizer.Post("/registration/marts/m1/companies/S1/decline", new { reason = "incomplete", note = "second" })).Expect(200);
        (await organizer.Get("/registration/marts/m1/companies/S1")).Json.GetProperty("note").GetString().ShouldBe("second");
        (await system.Log("registration").ReadPersonalOf("m1", "company/S1")).ShouldHaveSingleItem().Json.ShouldContain("second");
    }

    [Fact]
    public async Task Who_applies_anew_is_not_kept_under_the_old_application()
    {
        await using var system = await TestSystem.Start();
        await system.OpenMart("m1");
        var organizer = system.Organizer();
        var first = (await organizer.Post("/registration/marts/m1/companies", RegistrationForms.Seller("S1"))).Expect(201).Json.GetProperty("delegates")[0].GetString();
        (await organizer.Post("/registration/marts/m1/companies/S1/decline", new { reason = "incomplete", note = "Ask Gil-dong Hong." })).Expect(200);
        (await organizer.Post("/registration/marts/m1/companies", RegistrationForms.Seller("S1"))).Expect(201);
        (await system.Log("registration").ReadPersonal("m1", $"delegate/{first}")).ShouldBeNull();
        (await system.Log("registration").ReadPersonalOf("m1", "company/S1")).ShouldBeEmpty();
        (await organizer.Get("/registration/marts/m1/companies/S1")).Json.GetProperty("delegates").GetArrayLength().ShouldBe(1);
    }

    private static async Task ApplyAndForget(TestSystem system)
    {
        const string Company = "/registration/marts/m1/companies/S1";
        await system.OpenMart("m1");
        await system.AdmitSeller("m1", "S1");
        var seller = system.As("seller", "S1", "m1");
        var named = (await seller.Post($"{Company}/delegates", new { name = "Min-ji Kim", email = "minji.kim@clinic.example", languages = new[] { "ko" } })).Expect(201).Json;
        (await seller.Post($"{Company}/delegates", new { name = "Chul-soo Lee", email = "chulsoo", languages = new[] { "ko" } })).Expect(400).Refusal.ShouldBe("DelegateNotValid");
        (await system.As("seller", "S2", "m1").Post($"{Company}/delegates", new { name = "X", email = "x@x.example", languages = new[] { "ko" } })).Expect(403)
            .Refusal.ShouldBe("NotYourCompany");
        var before = (await seller.Get(Company)).Expect(200).Json.GetProperty("delegates");
        before.EnumerateArray().Select(d => d.GetProperty("name").GetString()).ShouldBe(["Gil-dong Hong", "Min-ji Kim"]);
        (await seller.Post($"{Company}/withdraw", new { reason = "ill", note = "Seo-yeon of the front desk caught a cold." })).Expect(200);
        (await seller.Get(Company)).Json.GetProperty("note").GetString().ShouldBe("Seo-yeon of the front desk caught a cold.");
        await Nowhere_in_history(system);

        (await system.As("seller", "S2", "m1").Delete($"{Company}/delegates/{named.GetProperty("delegate").GetString()}")).Expect(403).Refusal.ShouldBe("NotYourCompany");
        foreach (var person in before.EnumerateArray())
        {
            var path = $"{Company}/delegates/{person.GetProperty("delegate").GetString()}";
            (await seller.Delete(path)).Expect(200).Json.GetProperty("forgotten").GetBoolean().ShouldBeTrue();
            (await seller.Delete(path)).Expect(200);
        }
        (await seller.Delete($"{Company}/delegates/{Guid.NewGuid()}")).Expect(404).Refusal.ShouldBe("DelegateUnknown");
        var after = (await seller.Get(Company)).Expect(200);
        after.Json.GetProperty("delegates").EnumerateArray().Select(d => d.GetProperty("name").GetString()).ShouldBe(["former participant", "former participant"]);
        foreach (var text in Personal) after.Text.ShouldNotContain(text);
        await Nowhere_in_history(system);
    }

    private static async Task Nowhere_in_history(TestSystem system)
    {
        var history = (await system.Organizer().Get("/registration/marts/m1/history")).Expect(200).Text;
        history.ShouldContain("application-made");
        var contracts = (await system.As("service").Get("/registration/marts/m1/contracts")).Expect(200).Text;
        contracts.ShouldContain("CompanyAdmitted");
        var trip = "";
        await Poll.Until(async () => (trip = (await system.Organizer().Get("/registration/marts/m1-trip/history")).Expect(200).Text).Contains("company-described", StringComparison.Ordinal));
        foreach (var text in Personal) (history + contracts + trip).ShouldNotContain(text);
    }
}
