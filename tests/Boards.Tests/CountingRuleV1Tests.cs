using TravelMart.Boards.Totals;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;
using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Tests;

public sealed class CountingRuleV1Tests
{
    private readonly Story _story = new Story().Open().Seller("S01", 1, "hotel", "Hotel").Seller("S02", 2, "agency", "Agency").Buyer("B01", "One").Buyer("B02", "Two");

    private MartTotals Totals => CountingRuleV1.Count(_story.State);

    [Fact]
    public void A_held_meeting_is_one_consultation_however_many_logs_it_has()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Held(id).Log(id, Sides.Seller, "agreed").Log(id, Sides.Buyer, "promising").Log(id, Sides.Desk, "none");
        Totals.Consultations.ShouldBe(1);
        Totals.ByOutcome.ShouldBe(new Dictionary<string, int> { ["agreed"] = 1 }, ignoreOrder: true);
        Totals.ByCategory.ShouldBe(new Dictionary<string, int> { ["hotel"] = 1 }, ignoreOrder: true);
        Totals.Planned.ShouldBe(1);
    }

    [Fact]
    public void A_missing_log_lowers_the_evidence_and_not_the_count()
    {
        _story.Held(_story.Book("B01", "S01", 0), Sides.Desk);
        (Totals.Consultations, Totals.LogMissing, Totals.ByOutcome["unlogged"]).ShouldBe((1, 1, 1));
    }

    [Fact]
    public void A_disputed_meeting_is_held_and_not_counted_until_the_dispute_is_settled()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Held(id).Tell(new MeetingDisputed(_story.Mart, id, Sides.Buyer));
        (Totals.Held, Totals.Disputed, Totals.Consultations).ShouldBe((1, 1, 0));
        _story.Tell(new DisputeSettled(_story.Mart, id));
        (Totals.Held, Totals.Disputed, Totals.Consultations).ShouldBe((1, 0, 1));
    }

    [Fact]
    public void A_correction_replaces_what_was_recorded_in_either_direction()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Held(id).Tell(new AttendanceCorrected(_story.Mart, id, "no-show-buyer", "wrong stand"));
        (Totals.Consultations, Totals.NoShows, Totals.NoShowsByBuyer).ShouldBe((0, 1, 1));
        _story.Tell(new AttendanceCorrected(_story.Mart, id, "no-show-seller", "it was the seller"));
        (Totals.NoShows, Totals.NoShowsByBuyer, Totals.NoShowsBySeller).ShouldBe((1, 0, 1));
        _story.Tell(new AttendanceCorrected(_story.Mart, id, "held", "they met after all"));
        (Totals.Consultations, Totals.NoShows).ShouldBe((1, 0));
    }

    [Fact]
    public void A_repeat_counts_and_distinct_pairs_are_counted_beside_it()
    {
        _story.Held(_story.Book("B01", "S01", 0)).Held(_story.Book("B01", "S01", 3, repeat: true)).Held(_story.Book("B02", "S01", 1));
        (Totals.Consultations, Totals.DistinctPairs).ShouldBe((3, 2));
    }

    [Fact]
    public void Each_origin_is_counted_for_itself()
    {
        _story.Held(_story.Book("B01", "S01", 0)).Held(_story.Book("B01", "S02", 1, Origins.OnSite)).Held(_story.Book("B02", "S02", 2, Origins.WalkIn));
        _story.Book("B02", "S01", 3, Origins.WalkIn);
        (Totals.Consultations, Totals.Psa, Totals.OnSite, Totals.WalkIns, Totals.Planned).ShouldBe((3, 1, 1, 1, 1));
    }

    [Fact]
    public void Both_sides_can_miss_one_meeting()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Tell(new NoShowRecorded(_story.Mart, id, Sides.Buyer)).Tell(new NoShowRecorded(_story.Mart, id, Sides.Seller));
        (Totals.NoShows, Totals.NoShowsByBuyer, Totals.NoShowsBySeller, Totals.Held).ShouldBe((1, 1, 1, 0));
    }

    [Fact]
    public void A_cancelled_meeting_stays_planned_and_counts_nowhere_else()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Tell(new MeetingMoved(_story.Mart, id, 0, 2, "1", null, Sides.Desk)).Held(id).Tell(new MeetingCancelled(_story.Mart, id, Sides.Buyer, "no time"));
        (Totals.Planned, Totals.Booked, Totals.Cancelled, Totals.Moved, Totals.Held, Totals.Consultations).ShouldBe((1, 0, 1, 1, 0, 0));
    }

    [Fact]
    public void A_pair_is_unplaced_once_and_only_while_it_has_no_meeting()
    {
        _story.Tell(new PlanEntryUnplaced(_story.Mart, Guid.Empty, "B01", "S02", "SellerFull")).Tell(new PlanEntryUnplaced(_story.Mart, Guid.AllBitsSet, "B01", "S02", "SellerFull"));
        Totals.Unplaced.ShouldBe(1);
        var id = _story.Book("B01", "S02", 0);
        Totals.Unplaced.ShouldBe(0);
        _story.Tell(new MeetingCancelled(_story.Mart, id, Sides.Buyer, "no time"));
        Totals.Unplaced.ShouldBe(1);
    }

    [Fact]
    public void A_later_revision_of_a_log_replaces_the_earlier_one_and_never_the_other_way_round()
    {
        var id = _story.Book("B01", "S01", 0);
        _story.Held(id).Log(id, Sides.Buyer, "none").Log(id, Sides.Seller, "agreed", new(5_000_00, "USD", "signed"), revision: 2)
            .Log(id, Sides.Seller, "none", new(1, "USD", "discussed"), revision: 1);
        Totals.ByOutcome.ShouldBe(new Dictionary<string, int> { ["agreed"] = 1 }, ignoreOrder: true);
        Totals.Amounts.ShouldBe([new AmountSum("signed", "USD", 5_000_00, 1)]);
    }

    [Fact]
    public void Amounts_are_summed_by_kind_and_currency_and_converted_at_the_frozen_rate()
    {
        var (a, b, c) = (_story.Book("B01", "S01", 0), _story.Book("B02", "S01", 1), _story.Book("B02", "S02", 2));
        _story.Held(a).Held(b).Held(c).Log(a, Sides.Seller, "agreed", new(1_000_00, "USD", "discussed")).Log(b, Sides.Seller, "agreed", new(645_000, "KRW", "discussed"))
            .Log(c, Sides.Seller, "agreed", new(77, "EUR", "signed"));
        Totals.Amounts.ShouldBe([new("signed", "EUR", 77, 1), new("discussed", "KRW", 645_000, 1), new("discussed", "USD", 1_000_00, 1)]);
        Totals.Converted.ShouldContain(new ConvertedSum("discussed", "KRW", 1_935_000, 2, 0));
        Totals.Converted.ShouldContain(new ConvertedSum("discussed", "USD", 1_500_00, 2, 0));
        Totals.Converted.ShouldContain(new ConvertedSum("signed", "KRW", 0, 0, 1));
        Totals.Rate.ShouldBe(new RateUsed("USD", "KRW", 1290m, "sample rate", new(2023, 7, 12)));
    }

    [Fact]
    public void Amounts_beyond_every_sum_leave_the_other_figures_readable()
    {
        foreach (var (buyer, slot) in new[] { ("B01", 0), ("B02", 1) })
        {
            var id = _story.Book(buyer, "S01", slot);
            _story.Held(id).Log(id, Sides.Seller, "agreed", new(long.MaxValue, "USD", "signed"));
        }
        Totals.Amounts.ShouldBe([new("signed", "USD", long.MaxValue, 2)]);
        Totals.Converted.Select(c => c.Minor).ShouldBe([long.MaxValue, long.MaxValue]);
        Totals.Consultations.ShouldBe(2);
    }

    [Fact]
    public void Companies_requests_and_wishes_are_counted_as_they_stand()
    {
        _story.Tell(new CompanyApplied(_story.Mart, "B09", Sides.Buyer, new Dictionary<string, string>(), null, "KZ", true)).Tell(new CompanyWaitlisted(_story.Mart, "B09", Sides.Buyer, "full"))
            .Tell(new CompanyApplied(_story.Mart, "B10", Sides.Buyer, new Dictionary<string, string>(), null, "KZ", true)).Tell(new CompanyDeclined(_story.Mart, "B10", Sides.Buyer, "no agency"))
            .Tell(new CompanyWithdrew(_story.Mart, "B02", Sides.Buyer, "flight"));
        (Totals.Sellers, Totals.Buyers, Totals.Companies, Totals.Applied, Totals.Waitlisted, Totals.ApplicationsDeclined, Totals.ApplicationsWithdrawn).ShouldBe((2, 1, 3, 6, 1, 1, 1));

        _story.Tell(new WishStated(_story.Mart, "B01", "S01", Sides.Buyer, "must", null)).Tell(new WishStated(_story.Mart, "B01", "S01", Sides.Buyer, "would", 1))
            .Tell(new WishStated(_story.Mart, "S01", "B01", Sides.Seller, "would", 1)).Tell(new WishCleared(_story.Mart, "S01", "B01", Sides.Seller));
        Totals.Wishes.ShouldBe(1);

        Guid Ask(string key) { var id = EventSourcing.Ids.From(key); _story.Tell(new MeetingRequested(_story.Mart, id, "B01", "S01", Sides.Buyer, [], _story.Now)); return id; }
        _story.Tell(new RequestDeclined(_story.Mart, Ask("a"), Sides.Seller, "full")).Tell(new RequestExpired(_story.Mart, Ask("b"))).Tell(new RequestWithdrawn(_story.Mart, Ask("c"), Sides.Buyer, "changed mind"));
        Ask("d");
        (Totals.Requests, Totals.Declined, Totals.Expired, Totals.Withdrawn).ShouldBe((4, 1, 1, 1));

        _story.Tell(new HallCheckedIn(_story.Mart, "B01")).Tell(new HallCheckedIn(_story.Mart, "B01")).Tell(new PlanEntryUnplaced(_story.Mart, Guid.Empty, "B01", "S02", "SellerFull"));
        (Totals.HallCheckIns, Totals.Unplaced).ShouldBe((2, 1));
    }
}
