using TravelMart.EventSourcing;
using TravelMart.Registration.Companies;
using TravelMart.Registration.Delegates;
using TravelMart.Registration.Vetting;

namespace TravelMart.Registration.Tests;

public sealed class VettingDecisionTests
{
    private const string S1 = "S1";
    private static readonly Guid Person = Ids.From("person");
    private static readonly Dictionary<int, string> NoStands = [];

    private static readonly ApplicationMade Applied = new(S1, "seller", new Dictionary<string, string> { ["en"] = "Hanok" }, "medical", "KR", ["ko"], 1,
        [new(Person, ["en", "ko"])], Synthetic: false);

    private static readonly ApplicationMade BuyerApplied = Applied with { Company = "B1", Role = "buyer", Category = null };
    private static readonly CompanyAdmitted Admitted = new(S1, "seller", Applied.Names, "medical", "KR", ["en", "ko"], 1, 1, Synthetic: false);
    private static readonly ApplicationDeclined Declined = new(S1, "seller", "incomplete", null);
    private static readonly ApplicationWaitlisted Waitlisted = new(S1, "seller", "full", null);
    private static readonly CompanyWithdrew Withdrew = new(S1, "seller", "ill", null);

    [Fact]
    public void A_seller_is_admitted_at_the_lowest_free_stand_with_the_languages_of_company_and_delegates()
    {
        var decision = ApproveCompany.Decide(Given(Applied), S1, null, new Dictionary<int, string> { [1] = "company/S8", [3] = "company/S9" });
        var admitted = decision.Events.ShouldHaveSingleItem().ShouldBeOfType<CompanyAdmitted>();
        admitted.Stand.ShouldBe(2);
        admitted.Languages.ShouldBe(["en", "ko"]);
        decision.Claims.ShouldBe([new Claim("stand/2", -1, "company/S1")]);
    }

    [Fact]
    public void A_seller_gets_the_stand_that_is_asked_for() =>
        ApproveCompany.Decide(Given(Applied), S1, 7, NoStands).Claims.ShouldBe([new Claim("stand/7", -1, "company/S1")]);

    [Fact]
    public void A_stand_is_given_once()
    {
        var refusal = ApproveCompany.Decide(Given(Applied), S1, 7, new Dictionary<int, string> { [7] = "company/S9" }).Refusal.ShouldNotBeNull();
        refusal.Name.ShouldBe("StandAlreadyTaken");
        refusal.Details["heldBy"].ShouldBe("company/S9");
    }

    [Fact]
    public void A_buyer_is_admitted_without_a_stand()
    {
        var decision = ApproveCompany.Decide(Given(BuyerApplied), "B1", null, NoStands);
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<CompanyAdmitted>().Stand.ShouldBeNull();
        decision.Claims.ShouldBeEmpty();
        ApproveCompany.Decide(Given(BuyerApplied), "B1", 3, NoStands).Refusal!.Name.ShouldBe("BuyersHaveNoStand");
    }

    [Fact]
    public void The_waiting_can_be_approved_and_the_declined_must_apply_anew()
    {
        ApproveCompany.Decide(Given(Applied, Waitlisted), S1, null, NoStands).Events.Count.ShouldBe(1);
        ApproveCompany.Decide(Given(Applied, Declined), S1, null, NoStands).Refusal!.Name.ShouldBe("ApplicationDeclined");
        ApproveCompany.Decide(Given(Applied, Declined, Applied), S1, null, NoStands).Events.Count.ShouldBe(1);
        ApproveCompany.Decide(Given(Applied, Admitted, Withdrew), S1, null, NoStands).Refusal!.Name.ShouldBe("ApplicationWithdrawn");
    }

    [Fact]
    public void What_is_already_true_yields_no_further_fact()
    {
        ApproveCompany.Decide(Given(Applied, Admitted), S1, null, NoStands).ShouldBe(Decision.AlreadyTrue);
        ApproveCompany.Decide(Given(Applied, Admitted), S1, 1, NoStands).ShouldBe(Decision.AlreadyTrue);
        WaitlistCompany.Decide(Given(Applied, Waitlisted), S1, "other", null).ShouldBe(Decision.AlreadyTrue);
        DeclineCompany.Decide(Given(Applied, Declined), S1, "other", null).ShouldBe(Decision.AlreadyTrue);
        WithdrawCompany.Decide(Given(Applied, Admitted, Withdrew), S1, "other", null).ShouldBe(Decision.AlreadyTrue);
        Apply.Decide(Given(Applied), Applied, samePersons: true).ShouldBe(Decision.AlreadyTrue);
        ForgetDelegate.Decide(Given(Applied, new DelegateForgotten(S1, Person)), S1, Person).ShouldBe(Decision.AlreadyTrue);
        NameDelegate.Decide(Given(Applied), S1, Person, ["ko"]).ShouldBe(Decision.AlreadyTrue);
    }

    [Fact]
    public void An_admitted_company_cannot_be_moved_waitlisted_or_declined()
    {
        ApproveCompany.Decide(Given(Applied, Admitted), S1, 9, NoStands).Refusal!.Name.ShouldBe("AlreadyAdmitted");
        WaitlistCompany.Decide(Given(Applied, Admitted), S1, "x", null).Refusal!.Name.ShouldBe("AlreadyAdmitted");
        DeclineCompany.Decide(Given(Applied, Admitted), S1, "x", null).Refusal!.Name.ShouldBe("AlreadyAdmitted");
    }

    [Fact]
    public void Leaving_before_admission_stays_inside_and_leaving_afterwards_frees_the_stand()
    {
        WithdrawCompany.Decide(Given(Applied), S1, "x", null).Events.ShouldHaveSingleItem().ShouldBeOfType<ApplicationWithdrawn>();
        var left = WithdrawCompany.Decide(Given(Applied, Admitted), S1, "x", null);
        left.Events.ShouldHaveSingleItem().ShouldBeOfType<CompanyWithdrew>();
        left.Releases.ShouldBe(["company/S1"]);
        WithdrawCompany.Decide(Given(Applied, Declined), S1, "x", null).Refusal!.Name.ShouldBe("ApplicationDeclined");
    }

    [Fact]
    public void Nobody_is_vetted_who_has_not_applied()
    {
        foreach (var decision in new[]
        {
            ApproveCompany.Decide(Application.None, S1, null, NoStands), WaitlistCompany.Decide(Application.None, S1, "x", null),
            DeclineCompany.Decide(Application.None, S1, "x", null), WithdrawCompany.Decide(Application.None, S1, "x", null),
            NameDelegate.Decide(Application.None, S1, Person, ["ko"]), ForgetDelegate.Decide(Application.None, S1, Person),
        })
            decision.Refusal!.Name.ShouldBe("CompanyUnknown");
    }

    [Fact]
    public void A_pending_application_is_not_overwritten_by_another_one()
    {
        Apply.Decide(Given(Applied), Applied with { Capacity = 2 }, samePersons: true).Refusal!.Name.ShouldBe("AlreadyApplied");
        Apply.Decide(Given(Applied), Applied, samePersons: false).Refusal!.Name.ShouldBe("AlreadyApplied");
        Apply.Decide(Given(Applied, Declined), Applied, samePersons: true).Events.ShouldBe([Applied]);
    }

    [Fact]
    public void A_company_has_at_most_20_delegates_and_a_forgotten_one_does_not_count()
    {
        var full = Given([Applied, .. Enumerable.Range(0, 19).Select(i => (object)new DelegateNamed(S1, Ids.From($"{i}"), ["ko"]))]);
        NameDelegate.Decide(full, S1, Ids.From("new"), ["ko"]).Refusal!.Name.ShouldBe("TooManyDelegates");
        NameDelegate.Decide(Application.Evolve(full, new DelegateForgotten(S1, Person)), S1, Ids.From("new"), ["ko"]).Events.Count.ShouldBe(1);
    }

    [Fact]
    public void The_languages_of_a_forgotten_delegate_are_not_spoken_any_more() =>
        Given(Applied, new DelegateForgotten(S1, Person)).AllLanguages.ShouldBe(["ko"]);

    [Fact]
    public void A_note_goes_with_what_it_explained_and_with_every_person_of_the_company()
    {
        var waiting = Waitlisted with { NoteId = "note-1" };
        Given(Applied, waiting).NoteId.ShouldBe("note-1");
        foreach (object next in new object[] { Admitted, Declined, Withdrew, Applied, new DelegateForgotten(S1, Person), new NoteForgotten(S1) })
            Given(Applied, waiting, next).NoteId.ShouldBeNull(next.GetType().Name);
        Given(Applied, waiting, new DelegateNamed(S1, Ids.From("new"), ["ko"])).NoteId.ShouldBe("note-1");
        Given(Applied, waiting, new NoteForgotten(S1)).Reason.ShouldBe("full");
    }

    [Fact]
    public void A_note_is_forgotten_once()
    {
        ForgetNote.Decide(Given(Applied, Waitlisted with { NoteId = "note-1" }), S1).Events.ShouldBe([new NoteForgotten(S1)]);
        ForgetNote.Decide(Given(Applied, Waitlisted), S1).ShouldBe(Decision.AlreadyTrue);
        ForgetNote.Decide(Application.None, S1).Refusal!.Name.ShouldBe("CompanyUnknown");
    }

    private static Application Given(params IEnumerable<object> facts) => facts.Aggregate(Application.None, Application.Evolve);
}
