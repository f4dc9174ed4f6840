using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class VettingHttpTests(RunningSystem running) : IClassFixture<RunningSystem>
{
    private readonly TestSystem _system = running.System;

    [Fact]
    public async Task A_company_applies_waits_is_admitted_and_leaves_and_every_step_is_published_once()
    {
        var mart = await running.Mart();
        var seller = _system.As("seller", "S1", mart);
        var applied = (await seller.Post(Companies(mart), RegistrationForms.Seller("S1"))).Expect(201).Json;
        applied.GetProperty("state").GetString().ShouldBe("applied");
        applied.GetProperty("delegates").GetArrayLength().ShouldBe(1);
        (await Act(mart, "S1", "waitlist", new { reason = "hall-full", note = "Perhaps in autumn." })).Expect(200).Json.GetProperty("state").GetString().ShouldBe("waitlisted");
        (await Act(mart, "S1", "waitlist", new { reason = "still-full" })).Expect(200);
        var admitted = (await Act(mart, "S1", "approve", new { stand = 12 })).Expect(200).Json;
        admitted.GetProperty("state").GetString().ShouldBe("admitted");
        admitted.GetProperty("stand").GetInt32().ShouldBe(12);
        (await Act(mart, "S1", "approve", new { })).Expect(200).Json.GetProperty("stand").GetInt32().ShouldBe(12);
        (await seller.Post($"{Companies(mart)}/S1/withdraw", new { reason = "flight-cancelled" })).Expect(200).Json.GetProperty("state").GetString().ShouldBe("withdrawn");
        (await seller.Post($"{Companies(mart)}/S1/withdraw", new { reason = "again" })).Expect(200);

        (await Feed(mart)).Select(l => l.GetProperty("type").GetString()!.Split('.')[^1])
            .ShouldBe(["MartOpened", "CompanyApplied", "CompanyWaitlisted", "CompanyAdmitted", "CompanyWithdrew"]);
        var told = (await Feed(mart))[2].GetProperty("body");
        told.GetProperty("reason").GetString().ShouldBe("hall-full");
        told.ToString().ShouldNotContain("note", Case.Insensitive);
        var body = (await Feed(mart))[3].GetProperty("body");
        body.GetProperty("languages").EnumerateArray().Select(l => l.GetString()).ShouldBe(["en", "ko"]);
        body.GetProperty("capacity").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Declined_is_final_until_the_company_applies_anew()
    {
        var mart = await running.Mart();
        await Applied(mart, RegistrationForms.Buyer("B1"));
        (await Act(mart, "B1", "decline", new { reason = "not-an-agency" })).Expect(200);
        (await Act(mart, "B1", "decline", new { reason = "not-an-agency" })).Expect(200);
        (await Act(mart, "B1", "approve")).Expect(409).Refusal.ShouldBe("ApplicationDeclined");
        (await Act(mart, "B1", "waitlist", new { reason = "x" })).Expect(409).Refusal.ShouldBe("ApplicationDeclined");
        (await Act(mart, "B1", "withdraw", new { reason = "x" })).Expect(409).Refusal.ShouldBe("ApplicationDeclined");
        await Applied(mart, RegistrationForms.Buyer("B1"));
        (await Act(mart, "B1", "approve")).Expect(200);
        (await Act(mart, "B1", "decline", new { reason = "x" })).Expect(409).Refusal.ShouldBe("AlreadyAdmitted");
        (await Act(mart, "B1", "approve", new { stand = 3 })).Expect(409).Refusal.ShouldBe("AlreadyAdmitted");
    }

    [Fact]
    public async Task Applying_refuses_what_it_should()
    {
        var mart = await running.Mart();
        var buyer = _system.As("buyer", "B1", mart);
        (await buyer.Post(Companies(mart), RegistrationForms.Buyer("B2"))).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await buyer.Post(Companies(mart), RegistrationForms.Seller("B1"))).Expect(403).Refusal.ShouldBe("RoleIsNotYours");
        (await buyer.Post(Companies("other"), RegistrationForms.Buyer("B1"))).Expect(403).Refusal.ShouldBe("NotYourMart");
        (await _system.Organizer().Post(Companies("other"), RegistrationForms.Buyer("B1"))).Expect(404).Refusal.ShouldBe("MartUnknown");
        var form = RegistrationForms.Seller("S1");
        form["category"] = "casino";
        form["country"] = "Korea";
        form["delegates"]![0]!["email"] = "nobody";
        var wrong = (await _system.Organizer().Post(Companies(mart), form)).Expect(400);
        wrong.Refusal.ShouldBe("ApplicationNotValid");
        wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["category", "country", "delegates[0].email"], ignoreOrder: true);
        (await buyer.Post(Companies(mart), RegistrationForms.Buyer("B1"))).Expect(201);
        (await buyer.Post(Companies(mart), RegistrationForms.Buyer("B1"))).Expect(200).Json.GetProperty("delegates").GetArrayLength().ShouldBe(1);
        var other = RegistrationForms.Buyer("B1");
        other["delegates"]![0]!["phone"] = "+7 701 000 0000";
        (await buyer.Post(Companies(mart), other)).Expect(409).Refusal.ShouldBe("AlreadyApplied");
        (await Act(mart, "B1", "approve", new { stand = 3 })).Expect(409).Refusal.ShouldBe("BuyersHaveNoStand");
        (await Act(mart, "B9", "approve")).Expect(404).Refusal.ShouldBe("CompanyUnknown");
        (await Act(mart, "B1", "decline", new { })).Expect(400).Refusal.ShouldBe("CodeNotUnderstood");
        (await Act(mart, "B1", "decline", new { reason = "Aigerim Serikova was late" })).Expect(400).Refusal.ShouldBe("CodeNotUnderstood");
        (await Act(mart, "B1", "decline", new { reason = "late", note = new string('x', 4001) })).Expect(400).Refusal.ShouldBe("RequestNotUnderstood");
        (await buyer.Post($"{Companies(mart)}/B1/approve")).Expect(403).Refusal.ShouldBe("NotForYourRole");
        (await _system.As("seller", "S5", mart).Post($"{Companies(mart)}/B1/withdraw", new { reason = "x" })).Expect(403).Refusal.ShouldBe("NotYourCompany");
    }

    [Fact]
    public async Task A_company_applies_by_itself_only_while_applications_are_open()
    {
        (await _system.Organizer().Post("/registration/events", RegistrationForms.Event("early-trip", "early"), RegistrationForms.Spring.AddDays(-60))).Expect(201);
        (await _system.Organizer().Post("/registration/marts", RegistrationForms.Mart("early", "early-trip"), RegistrationForms.Spring.AddDays(-60))).Expect(201);
        var buyer = _system.As("buyer", "B1");
        (await buyer.Post(Companies("early"), RegistrationForms.Buyer("B1"))).Expect(409).Refusal.ShouldBe("ApplicationsNotOpenYet");
        (await _system.Organizer().Post(Companies("early"), RegistrationForms.Buyer("B2"))).Expect(201);
        (await buyer.Post(Companies("early"), RegistrationForms.Buyer("B1"), new DateTimeOffset(2023, 8, 1, 0, 0, 0, TimeSpan.Zero))).Expect(409).Refusal.ShouldBe("MartIsOver");
        (await buyer.Post(Companies("early"), RegistrationForms.Buyer("B1"), RegistrationForms.Spring)).Expect(201);
    }

    [Fact]
    public async Task Of_many_sellers_that_are_given_one_stand_at_once_exactly_one_gets_it()
    {
        var mart = await running.Mart();
        var sellers = Enumerable.Range(1, 30).Select(i => $"S{i}").ToList();
        foreach (var seller in sellers) await Applied(mart, RegistrationForms.Seller(seller));
        var answers = await Task.WhenAll(sellers.Select(s => Act(mart, s, "approve", new { stand = 7 })));
        answers.Count(a => a.Ok).ShouldBe(1);
        answers.Where(a => !a.Ok).ShouldAllBe(a => a.Refusal == "StandAlreadyTaken" && (int)a.Status == 409);
        var winner = sellers[Array.FindIndex(answers, a => a.Ok)];
        answers.First(a => !a.Ok).Json.GetProperty("heldBy").GetString().ShouldBe($"company/{winner}");
        (await Feed(mart)).Count(l => l.GetProperty("type").GetString()!.EndsWith("CompanyAdmitted", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Sellers_that_are_approved_at_once_get_different_stands_without_a_gap_and_a_freed_one_is_given_again()
    {
        var mart = await running.Mart();
        var sellers = Enumerable.Range(1, 100).Select(i => $"S{i}").ToList();
        foreach (var seller in sellers) await Applied(mart, RegistrationForms.Seller(seller));
        var answers = await Task.WhenAll(sellers.Select(s => Act(mart, s, "approve")));
        answers.Select(a => a.Expect(200).Json.GetProperty("stand").GetInt32()).Order().ShouldBe(Enumerable.Range(1, 100));
        var freed = answers[4].Json.GetProperty("stand").GetInt32();
        (await Act(mart, "S5", "withdraw", new { reason = "ill" })).Expect(200);
        await Applied(mart, RegistrationForms.Seller("S999"));
        (await Act(mart, "S999", "approve")).Expect(200).Json.GetProperty("stand").GetInt32().ShouldBe(freed);
    }

    [Fact]
    public async Task Lists_show_what_each_may_see()
    {
        var mart = await running.Mart();
        await _system.AdmitSeller(mart, "S1", "Bukchon Café Spa");
        await Applied(mart, RegistrationForms.Buyer("B1"));
        var all = (await _system.Organizer().Get(Companies(mart))).Expect(200).Json;
        all.GetProperty("total").GetInt32().ShouldBe(2);
        all.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("company").GetString()).ShouldBe(["B1", "S1"]);
        (await Total($"{Companies(mart)}?state=admitted")).ShouldBe(1);
        (await Total($"{Companies(mart)}?state=nonsense")).ShouldBe(0);
        (await Total($"{Companies(mart)}?role=buyer")).ShouldBe(1);
        (await Total($"{Companies(mart)}?text=cafe bukchon")).ShouldBe(1);
        (await Total($"{Companies(mart)}?text=한옥")).ShouldBe(1);
        (await Total($"{Companies(mart)}?text=nowhere")).ShouldBe(0);
        var second = (await _system.Organizer().Get($"{Companies(mart)}?skip=1&take=1")).Json;
        second.GetProperty("items")[0].GetProperty("company").GetString().ShouldBe("S1");
        second.GetProperty("total").GetInt32().ShouldBe(2);
        (await _system.Organizer().Get($"{Companies(mart)}?take=500")).Expect(400).Refusal.ShouldBe("PageNotValid");
        (await _system.As("buyer", "B1", mart).Get(Companies(mart))).Expect(403).Refusal.ShouldBe("NotForYourRole");

        var directory = (await _system.As("buyer", "B1", mart).Get($"/registration/marts/{mart}/directory")).Expect(200);
        directory.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("company").GetString()).ShouldBe(["S1"]);
        directory.Text.ShouldNotContain("Hong");
        (await _system.As("").Get($"/registration/marts/{mart}/directory")).Expect(401);
        (await _system.As("buyer", "B1", "other").Get($"/registration/marts/{mart}/directory")).Expect(403).Refusal.ShouldBe("NotYourMart");
        (await _system.As("buyer", "B1", mart).Get($"{Companies(mart)}/S1")).Expect(403).Refusal.ShouldBe("NotYourCompany");
        (await _system.As("buyer", "B1", mart).Get($"{Companies(mart)}/B1")).Expect(200).Json.GetProperty("delegates")[0].GetProperty("email").GetString()
            .ShouldBe("a.serikova@steppe.example");
        (await _system.As("buyer", "B7", mart).Get($"{Companies(mart)}/B7")).Expect(404).Refusal.ShouldBe("CompanyUnknown");
    }

    private static string Companies(string mart) => $"/registration/marts/{mart}/companies";

    private async Task Applied(string mart, JsonObject form) => (await _system.Organizer().Post(Companies(mart), form)).Expect(201);

    private Task<ApiAnswer> Act(string mart, string company, string verb, object? body = null) =>
        _system.Organizer().Post($"{Companies(mart)}/{company}/{verb}", body);

    private async Task<int> Total(string path) => (await _system.Organizer().Get(path)).Expect(200).Json.GetProperty("total").GetInt32();

    private async Task<List<JsonElement>> Feed(string mart) =>
        [.. (await _system.As("service").Get($"/registration/marts/{mart}/contracts")).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonDocument.Parse(l).RootElement)];
}
