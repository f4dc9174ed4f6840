using TravelMart.Boards.Hall;
using TravelMart.Boards.Pages;

namespace TravelMart.Boards.Tests;

/// <summary>The list behind a figure has as many meetings as the figure says, for every figure that counts meetings.</summary>
public sealed class FiguresTests
{
    private static readonly Story Day = FullDay.Tell(17, 55);

    private static ResultsModel Page => new(new Shown(Day.State, Day.Now, true), "en", opens: true);

    public static TheoryData<string, int> Counted
    {
        get
        {
            var t = Page.Totals;
            var data = new TheoryData<string, int>
            {
                { "consultations", t.Consultations }, { "booked", t.Booked }, { "held", t.Held }, { "no-shows", t.NoShows }, { "planned", t.Planned }, { "requests", t.Requests },
                { "declined", t.Declined }, { "expired", t.Expired }, { "withdrawn", t.Withdrawn }, { "cancelled", t.Cancelled }, { "disputed", t.Disputed },
                { "psa", t.Psa }, { "on-site", t.OnSite }, { "walk-in", t.WalkIns },
            };
            foreach (var (outcome, count) in t.ByOutcome) data.Add("outcome-" + outcome, count);
            foreach (var (category, count) in t.ByCategory) data.Add("category-" + category, count);
            foreach (var bar in Page.Hours) data.Add("hour-" + bar.Hour, bar.Consultations);
            foreach (var kind in t.Amounts.GroupBy(a => a.Kind)) data.Add("amount-" + kind.Key, kind.Sum(a => a.Deals));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void A_list_has_as_many_meetings_as_its_figure_says(string figure, int count) => Page.Figures.Of(figure)!.Count.ShouldBe(count);

    [Fact]
    public void What_is_split_adds_up_again()
    {
        Page.Figures.Countries.Sum(c => c.Consultations).ShouldBe(Page.Totals.Consultations);
        foreach (var (country, consultations) in Page.Figures.Countries) Page.Figures.Of("country-" + country)!.Count.ShouldBe(consultations);
        Page.Totals.Consultations.ShouldBeGreaterThan(100, "a day with nothing in it proves nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("surprises")]
    [InlineData("outcome-")]
    [InlineData("planet-mars")]
    public void There_is_no_list_of_what_is_no_figure(string figure) => Page.Figures.Of(figure).ShouldBeNull();

    [Fact]
    public void Each_meeting_of_a_list_shows_the_events_that_make_it_so()
    {
        var rows = new FigureModel(Page, "consultations", Page.Figures.Of("consultations")!).Rows;
        rows.ShouldAllBe(r => r.Events.Any(e => e.Kind == "MeetingBooked") && r.Events.Any(e => e.Kind == "MeetingHeld"));
        rows.ShouldAllBe(r => r.Events.Select(e => e.Position).SequenceEqual(r.Events.Select(e => e.Position).Order()));
    }
}
