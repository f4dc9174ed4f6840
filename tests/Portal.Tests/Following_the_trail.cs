using System.Text.RegularExpressions;
using TravelMart.Portal.Trails;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Tests;

/// <summary>Who did what, as an organizer reads it.</summary>
public sealed partial class Following_the_trail(Fair fair) : IClassFixture<Fair>
{
    [Fact]
    public async Task Every_service_tells_its_part_and_companies_have_their_names()
    {
        var asked = (await fair.System.Organizer().Post($"/matching/marts/{Fair.Mart}/meetings", new { buyer = "B1", seller = "S2" }, onBehalfOf: "B1")).Expect(201).Json.GetProperty("meeting").GetGuid();
        (await fair.System.As(Roles.Seller, "S2").Post($"/matching/marts/{Fair.Mart}/meetings/{asked}/accept", new { slot = 3 })).Expect(200);
        (await fair.System.As(Roles.Seller, "S2").Put($"/catalogue/marts/{Fair.Mart}/stands/S2", new { profiles = new { en = "Skin care" } })).Expect(200);
        (await fair.System.As(Roles.Buyer, "B1").Put($"/catalogue/marts/{Fair.Mart}/shortlists/B1/stands/S1", new { })).Expect(200);
        using var organizer = fair.Visitor();
        var all = await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("trail?lang=en"));
        // The sheet has everything; a page only the latest.
        var everything = (await organizer.See(Fair.Page("trail.csv"))).Html;
        foreach (var said in new[] { "opened the mart", "applied", "approved a company", "wrote the stand", "asked for a meeting", "booked a meeting" }) everything.ShouldContain(said);
        everything.ShouldNotContain("stand-saved", customMessage: "what a company marks for itself is nobody else's");
        all.Text.ShouldNotContain("Aigerim", customMessage: "no person is named");

        var requests = await organizer.See(Fair.Page("trail?kind=requests"));
        requests.Text.ShouldContain("asked for a meeting organizer Steppe Travel B1 Steppe Travel, Second Clinic");
        requests.Html.ShouldNotContain("booked a meeting");
        var meetings = await organizer.See(Fair.Page("trail?kind=meetings&company=S2"));
        meetings.Text.ShouldContain("booked a meeting");
        meetings.Text.ShouldContain("Second Clinic seller · S2");
        (await organizer.See(Fair.Page("trail?kind=meetings&company=S1"))).Text.ShouldContain("Nothing yet.");
        (await organizer.See(Fair.Page("trail?from=2031-01-01T00:00"))).Text.ShouldContain("Nothing yet.");
        (await organizer.See(Fair.Page("trail?to=2031-01-01T00:00&kind=mart"))).Text.ShouldContain("opened the mart");

        var sheet = (await organizer.See(Fair.Page("trail.csv?company=S2&kind=meetings"))).Html;
        sheet.ShouldContain("at,recorded_at,fact,what,role,company,company_name,on_behalf_of");
        sheet.ShouldContain("meeting-booked,booked a meeting,seller,S2,Second Clinic");
        sheet.ShouldNotContain("@", customMessage: "no person is named");
    }

    [Fact]
    public async Task Older_pages_go_on_where_the_newer_one_ended_and_nothing_is_shown_twice()
    {
        foreach (var n in Enumerable.Range(0, 60)) (await fair.System.As(Roles.Buyer, "B2").Put($"/matching/marts/{Fair.Mart}/wishes/B2/S1", new { strength = "would", rank = (n % 2) + 1 })).Expect(200);
        using var organizer = fair.Visitor();
        await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("trail?lang=en"));
        var (page, seen, pages) = (await organizer.See(Fair.Page("trail?company=B2")), 0, 0);
        var total = int.Parse(Lines().Match(page.Text).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);
        for (; pages < 9; pages++)
        {
            seen += Rows().Count(page.Html);
            var older = Older().Match(page.Html);
            if (!older.Success) break;
            page = await organizer.See(System.Net.WebUtility.HtmlDecode(older.Groups["to"].Value));
        }
        (seen, pages > 0).ShouldBe((total, true));
    }

    [Fact]
    public async Task A_trail_is_the_organizers()
    {
        (await fair.System.As(Roles.Buyer, "B1").Get($"/matching/marts/{Fair.Mart}/trail")).Expect(403).Refusal.ShouldBe("NotForYourRole");
        (await fair.System.Organizer().Get($"/matching/marts/{Fair.Mart}/trail?take=5001")).Expect(400).Refusal.ShouldBe("PageNotValid");
        using var buyer = fair.Visitor();
        await buyer.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"));
        (await buyer.See(Fair.Page("trail"))).Path.ShouldStartWith("/portal/sign-in");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("matching-7.registration-12", "matching-7.registration-12")]
    [InlineData("matching-x.registration-12.?", "registration-12")]
    public void A_place_in_the_trail_is_read_as_it_was_written(string text, string read) => Cursor.Read(text).ToString().ShouldBe(read);

    [Fact]
    public void A_service_that_told_nothing_on_a_page_stays_where_it_was()
    {
        Trails.TrailLine Line(string service, long position) => new(service, position, Guid.Empty, default, default, "", "", null, [], null, null, null);
        Cursor.Read("registration-9").After([Line("matching", 5), Line("matching", 3)]).ToString().ShouldBe("matching-3.registration-9");
    }

    // A fact that nobody gave a kind to would be missing from every trail without anybody noticing.
    [Fact]
    public void Every_fact_is_of_a_kind_or_left_out_on_purpose()
    {
        string[] leftOut = ["company-described", "event-opened", "mart-learned", "seller-admitted", "seller-left", "participant-admitted", "participant-withdrew", "plan-entries", "stand-saved", "stand-dropped", "interests-chosen"];
        var told = TrailKinds.Of(null).SelectMany(s => s.Types.Select(t => (s.Service, Type: t))).ToHashSet();
        foreach (IServiceModule module in new IServiceModule[] { new Registration.RegistrationModule(), new Catalogue.CatalogueModule(), new Matching.MatchingModule() })
            EventSourcing.EventTypes.In(module.GetType().Assembly).All.Select(t => t.Name).Except(leftOut).Where(n => !told.Contains((module.Name, n)) && !(module.Name == "matching" && n is "mart-opened" or "phases-moved")).ShouldBeEmpty(module.Name);
        var words = new Pages.Vocabularies(typeof(PortalModule).Assembly).For("en");
        told.Select(t => "ev-" + t.Type).Concat(TrailKinds.All.Keys.Select(k => "tk-" + k)).Except(words.Keys).ShouldBeEmpty();
    }

    [GeneratedRegex(@"Audit trail (?<n>\d+) lines", RegexOptions.ExplicitCapture)]
    private static partial Regex Lines();

    [GeneratedRegex("<td class=\"at\">")]
    private static partial Regex Rows();

    [GeneratedRegex("href=\"(?<to>[^\"]*before=[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Older();
}
