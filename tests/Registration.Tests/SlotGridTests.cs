using TravelMart.Registration.Marts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Tests;

public sealed class SlotGridTests
{
    private const string Almaty = "Asia/Almaty";
    private static readonly GridPause Lunch = new("Lunch", new(12, 25), new(13, 30));
    private static readonly GridPause Coffee = new("Coffee", new(15, 30), new(15, 50));

    [Fact]
    public void The_day_in_Almaty_has_exactly_16_slots_in_three_sessions()
    {
        var slots = SlotGrid.Slots([Day(2023, 7, 13)], 20, 5, Almaty);

        slots.Select(s => s.Start.Clock(Almaty)).ShouldBe(
        [
            "10:00", "10:25", "10:50", "11:15", "11:40", "12:05", "13:30", "13:55", "14:20", "14:45", "15:10", "15:50", "16:15", "16:40", "17:05", "17:30",
        ]);
        slots.Select(s => s.Session).ShouldBe([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
        slots.Select(s => s.Number).ShouldBe(Enumerable.Range(0, 16));
        slots[^1].End.Clock(Almaty).ShouldBe("17:50");
    }

    [Theory]
    [InlineData(2023, 7, 13, 4)]
    [InlineData(2024, 2, 29, 4)]
    [InlineData(2024, 3, 1, 5)]
    [InlineData(2024, 7, 13, 5)]
    public void Ten_o_clock_in_Almaty_is_another_instant_since_March_2024(int year, int month, int day, int utcHour)
    {
        var first = SlotGrid.Slots([Day(year, month, day)], 20, 5, Almaty)[0];
        first.Start.ShouldBe(new DateTimeOffset(year, month, day, utcHour, 0, 0, TimeSpan.Zero));
        first.Start.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_mart_over_the_change_of_clocks_keeps_its_local_times()
    {
        var slots = SlotGrid.Slots([Day(2024, 2, 29), Day(2024, 3, 1)], 20, 5, Almaty);
        slots.Count.ShouldBe(32);
        slots[16].Start.Clock(Almaty).ShouldBe("10:00");
        (slots[16].Start - slots[0].Start).ShouldBe(TimeSpan.FromHours(25));
        slots[16].Day.ShouldBe(1);
        slots[16].Session.ShouldBe(3);
    }

    [Theory]
    [InlineData(2023, "13:00")]
    [InlineData(2024, "14:00")]
    public void A_viewer_in_Seoul_sees_the_first_slot_in_Seoul_time(int year, string clock) =>
        SlotGrid.Slots([Day(year, 7, 13)], 20, 5, Almaty)[0].Start.Clock("Asia/Seoul").ShouldBe(clock);

    [Fact]
    public void A_slot_must_end_by_closing_time()
    {
        var slots = SlotGrid.Slots([new(new(2023, 7, 13), new(10, 0), new(10, 44), [])], 20, 5, Almaty);
        slots.Count.ShouldBe(1);
        SlotGrid.Slots([new(new(2023, 7, 13), new(10, 0), new(10, 45), [])], 20, 5, Almaty).Count.ShouldBe(2);
    }

    [Fact]
    public void A_pause_within_the_changeover_disturbs_nothing()
    {
        var slots = SlotGrid.Slots([new(new(2023, 7, 13), new(10, 0), new(11, 0), [new("Bell", new(10, 20), new(10, 25))])], 20, 5, Almaty);
        slots.Select(s => s.Session).ShouldBe([0, 0]);
    }

    [Fact]
    public void A_day_that_begins_with_a_pause_and_a_day_without_a_slot_leave_no_session_out()
    {
        var slots = SlotGrid.Slots(
        [
            new(new(2023, 7, 12), new(10, 0), new(10, 10), []),
            new(new(2023, 7, 13), new(10, 0), new(11, 0), [new("Opening", new(10, 0), new(10, 30))]),
            Day(2023, 7, 14),
        ], 20, 5, Almaty);
        slots[0].Start.Clock(Almaty).ShouldBe("10:30");
        slots.Select(s => s.Session).Distinct().ShouldBe([0, 1, 2, 3]);
        slots[0].Day.ShouldBe(1);
    }

    [Fact]
    public void Two_pauses_in_a_row_are_both_skipped() =>
        SlotGrid.Slots([new(new(2023, 7, 13), new(10, 0), new(12, 0), [new("A", new(10, 10), new(10, 30)), new("B", new(10, 40), new(11, 0))])], 20, 5, Almaty)
            .Select(s => (s.Start.Clock(Almaty), s.Session)).ShouldBe([("11:00", 0), ("11:25", 0)]);

    [Fact]
    public void An_interpreter_is_unavailable_in_slots_outside_the_working_hours()
    {
        var slots = SlotGrid.Slots([Day(2023, 7, 13)], 20, 5, Almaty);
        SlotGrid.Unavailable(slots, [], Almaty).ShouldBeEmpty();
        // 12:05 to 12:25 ends after twelve.
        SlotGrid.Unavailable(slots, [new(new(2023, 7, 13), new(10, 0), new(12, 0))], Almaty).ShouldBe([5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
        SlotGrid.Unavailable(slots, [new(new(2023, 7, 12), new(10, 0), new(18, 0))], Almaty).Count.ShouldBe(16);
    }

    private static GridDay Day(int year, int month, int day) => new(new(year, month, day), new(10, 0), new(17, 50), [Lunch, Coffee]);
}
