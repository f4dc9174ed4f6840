using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.Boards.Pages;
using TravelMart.Boards.Totals;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Tests;

public sealed class FoldTests
{
    // What matters nowhere in a hall: an event is known by its marts, and the clock by the time that every contract carries.
    private static readonly Type[] WithoutEffect = [typeof(Contracts.Registration.EventOpened), typeof(ClockMoved)];

    // What was told before, so that there is something to change; a booked meeting unless it says otherwise.
    private static readonly Dictionary<Type, Type> Before = new()
    {
        [typeof(WishCleared)] = typeof(WishStated),
        [typeof(MeetingBooked)] = typeof(MeetingRequested),
        [typeof(DisputeSettled)] = typeof(MeetingDisputed),
    };

    [Fact]
    public void Every_contract_has_an_effect_or_is_known_to_have_none() =>
        ContractMessage.Types.Where(t => !HasEffect(t)).ShouldBe(WithoutEffect, ignoreOrder: true);

    private static bool HasEffect(Type contract)
    {
        var before = new HallState("almaty").With(contract == typeof(MartPhasesMoved) ? OpenedWithOtherPhases : Entry(Before.GetValueOrDefault(contract, typeof(MeetingBooked)), 1));
        var after = before.With(Entry(contract, 2));
        return after.Registration.Now != before.Registration.Now || after.Catalogue.Now != before.Catalogue.Now || after.Matching.Now != before.Matching.Now;
    }

    private static JournalEntry OpenedWithOtherPhases =>
        Entry(typeof(MartOpened), 1) with { Body = (MartOpened)Specimens.Full(typeof(MartOpened)) with { ClosesAt = DateTimeOffset.UnixEpoch.AddDays(1) } };

    // Of one instant, because the clock moves with every contract.
    private static JournalEntry Entry(Type contract, long position) =>
        new("source", position, Ids.From(contract.Name), DateTimeOffset.UnixEpoch, new Cause(Guid.Empty, "test"), Specimens.Full(contract));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_between_sources_does_not_matter(int seed)
    {
        var story = FullDay.Tell(16, 0);
        story.Tell(new ResultSealed(story.Mart, 1, 10, "ab", [], null));
        var random = new Random(seed);
        var queues = story.Messages.GroupBy(m => m.Source).Select(g => new Queue<ContractMessage>(g)).ToList();
        var state = new HallState(story.Mart);
        while (queues.Count > 0)
        {
            var queue = queues[random.Next(queues.Count)];
            state = HallView.Apply(state, queue.Dequeue());
            if (queue.Count == 0) queues.Remove(queue);
        }
        Canonical(state).ShouldBe(Canonical(story.State));
    }

    [Fact]
    public void Late_and_repeated_messages_change_nothing()
    {
        var story = FullDay.Tell(11, 0);
        var messages = story.Messages.ToList();
        new Random(5).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages));
        Canonical(messages.Concat(messages.Take(50)).Aggregate(new HallState(story.Mart), HallView.Apply)).ShouldBe(Canonical(story.State));
    }

    [Fact]
    public void A_late_message_is_followed_by_those_alone_that_come_after_it()
    {
        var entries = FullDay.Tell(11, 0).Messages.Where(m => m.Source == "matching").Select(JournalEntry.Of).ToList();
        var late = entries[^4];
        var fold = entries.Where(e => e != late).Aggregate(SourceFold<Tally>.Empty, (known, e) => known.Add(e));
        Tally.Folded = 0;
        fold.Add(late).Now.Seen.ShouldBe([.. entries.Select(e => e.Position)]);
        Tally.Folded.ShouldBe(4);
    }

    [Fact]
    public void A_past_instant_is_found_and_not_folded_again()
    {
        var entries = FullDay.Tell(11, 0).Messages.Where(m => m.Source == "matching").Select(JournalEntry.Of).ToList();
        var fold = entries.Aggregate(SourceFold<Tally>.Empty, (known, e) => known.Add(e));
        Tally.Folded = 0;
        fold.Back(e => e.Position <= entries[99].Position).Now.Seen.ShouldBe([.. entries.Take(100).Select(e => e.Position)]);
        Tally.Folded.ShouldBe(0);
    }

    [Fact]
    public void A_past_instant_is_the_fold_of_what_had_happened_by_then()
    {
        var day = FullDay.Tell(17, 0);
        var noon = FullDay.Tell(12, 0);
        var then = CountingRuleV1.Count(day.State.AsOf(day.At(12, 0)));
        then.Consultations.ShouldBe(CountingRuleV1.Count(noon.State).Consultations);
        then.Consultations.ShouldBeInRange(1, CountingRuleV1.Count(day.State).Consultations - 1);
        day.State.AsOf(day.At(12, 0)).Matching.Now.Clock!.Value.ShouldBeLessThanOrEqualTo(day.At(12, 0));
    }

    [Fact]
    public void A_rehearsal_registered_after_its_day_has_its_companies_at_every_instant()
    {
        var story = new Story();
        story.Now = DateTimeOffset.Parse("2026-01-05T00:00:00Z");
        story.Open().Seller("S01", 1, "hotel", "Hotel").Buyer("B01", "One").Time(10, 1);
        story.Held(story.Book("B01", "S01", 0));
        CountingRuleV1.Count(story.State.AsOf(story.At(10, 2))).ShouldSatisfyAllConditions(t => t.Sellers.ShouldBe(1), t => t.Consultations.ShouldBe(1));
        CountingRuleV1.Count(story.State.AsOf(story.At(9, 0))).Consultations.ShouldBe(0);
    }

    [Fact]
    public void A_sealed_result_keeps_its_totals_and_the_next_one_says_what_changed()
    {
        var story = new Story().Open().Seller("S01", 1, "hotel", "Hotel").Buyer("B01", "One").Time(10, 30);
        var id = story.Book("B01", "S01", 0);
        story.Held(id).Tell(new ResultSealed(story.Mart, 1, 5, "aa", [], null)).Time(19, 0);
        story.Tell(new AttendanceCorrected(story.Mart, id, "no-show-buyer", "nobody came")).Tell(new ResultSealed(story.Mart, 2, 7, "bb", [], "a no-show"));
        var results = ResultsDocument.Of(story.State).Results;
        results.Select(r => r.Totals.Consultations).ShouldBe([1, 0]);
        results[0].Differences.ShouldBeEmpty();
        results[1].Differences.Select(d => d.Path).ShouldContain("/consultations");
        results[1].Differences.ShouldNotContain(d => d.Path == "/sellers");
    }

    [Fact]
    public void A_seller_who_leaves_afterwards_stays_among_the_sellers_of_a_sealed_result()
    {
        var story = new Story().Open().Seller("S01", 1, "hotel", "Hotel").Seller("S02", 2, "hotel", "Inn").Time(19, 0);
        story.Tell(new ResultSealed(story.Mart, 1, 5, "aa", [], null)).Time(19, 30);
        story.Tell(new CompanyWithdrew(story.Mart, "S02", Sides.Seller, "plans-changed"));
        var page = new ResultsModel(new Shown(story.State, story.Now, true), "en");
        page.Totals.Sellers.ShouldBe(2);
        page.Categories.Sum(c => c.Sellers).ShouldBe(2);
    }

    [Fact]
    public void The_picture_shows_each_state_a_meeting_can_be_in()
    {
        var story = new Story().Open().Seller("S01", 1, "hotel", "Hotel").Buyer("B01", "One").Time(9, 50);
        var id = story.Book("B01", "S01", 0);
        CellKind Look(int hour, int minute) => new Picture(story.State, story.At(hour, minute)).Look(story.State.Matching.Now.Find(id)!).Kind;
        Look(9, 55).ShouldBe(CellKind.Scheduled);
        Look(10, 7).ShouldBe(CellKind.Late);
        new Picture(story.State, story.At(10, 7)).Look(story.State.Matching.Now.Find(id)!).MinutesLate.ShouldBe(7);
        story.Tell(new MeetingCheckedIn(story.Mart, id, Sides.Buyer));
        Look(10, 7).ShouldBe(CellKind.CheckedIn);
        story.Tell(new MeetingCheckedIn(story.Mart, id, Sides.Seller));
        Look(10, 7).ShouldBe(CellKind.InProgress);
        new Picture(story.State, story.At(10, 40)).Look(story.State.Matching.Now.Find(id)!).Unrecorded.ShouldBeTrue();
        story.Held(id);
        Look(10, 40).ShouldBe(CellKind.Held);
        story.Tell(new AttendanceCorrected(story.Mart, id, "no-show-buyer", "x"));
        Look(10, 40).ShouldBe(CellKind.NoShow);
        story.Tell(new AvailabilityChanged(story.Mart, "S01", [1]));
        new Picture(story.State, story.At(10, 0)).At(story.State.Company("S01")!, story.Slots[1])[0].Kind.ShouldBe(CellKind.Blocked);
        new Picture(story.State, story.At(10, 0)).At(story.State.Company("S01")!, story.Slots[2])[0].Kind.ShouldBe(CellKind.Free);
    }

    [Fact]
    public void A_day_folds_again_and_again_to_the_same_number_of_contracts()
    {
        var events = FullDay.Tell(18, 0).Messages.Select((m, i) => new RecordedEvent(i + 1, m.Mart, m.Source, i + 1, m.Id, m.Type, 1, m.At, m.At, m.Cause, JournalEntry.Write(m).Json)).ToList();
        var view = new HallView();
        var folded = 0;
        for (var warm = 0; warm < 20; warm++) folded += events.Aggregate(view.Initial("almaty"), view.Apply).Contracts;
        var begun = Stopwatch.GetTimestamp();
        const int Rounds = 40;
        for (var round = 0; round < Rounds; round++) folded += events.Aggregate(view.Initial("almaty"), view.Apply).Contracts;
        folded.ShouldBe((Rounds + 20) * events.Count);
        var rate = Rounds * events.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{rate:N0} contracts per second, JSON included");
    }

    /// <summary>A part that counts how often it was folded.</summary>
    private sealed record Tally(ImmutableList<long> Seen) : IPart<Tally>
    {
        public static int Folded { get; set; }

        public static Tally Empty { get; } = new(ImmutableList<long>.Empty);

        public Tally With(JournalEntry entry)
        {
            Folded++;
            return new(Seen.Add(entry.Position));
        }
    }

    private static string Canonical(HallState state) => FactJson.Canonical(JsonSerializer.SerializeToElement(
        new { everything = EverythingDocument.Of(state), totals = CountingRuleV1.Count(state), results = ResultsDocument.Of(state) }, FactJson.Options));
}
