using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>A slot in local time, counted from 0 through the whole mart.</summary>
internal sealed record GridSlot(int Number, LocalDateTime Start, LocalDateTime End);

/// <summary>
/// The time grid that a mart's days make: slots with changeovers between them; a slot that would run into a pause starts
/// at the pause's end instead, and every slot ends by the day's close.
/// </summary>
internal sealed class SlotGrid
{
    private SlotGrid(IReadOnlyList<GridSlot> slots) => Slots = slots;

    /// <summary>The slots, in order.</summary>
    public IReadOnlyList<GridSlot> Slots { get; }

    /// <summary>Lays the grid.</summary>
    public static SlotGrid Lay(IReadOnlyList<MartDay> days, int slotMinutes, int changeoverMinutes)
    {
        var slots = new List<GridSlot>();
        foreach (var day in days)
        {
            var start = Minutes(day.Opens);
            while (start + slotMinutes <= Minutes(day.Closes))
            {
                var end = start + slotMinutes;
                var hit = day.Pauses.Where(p => Minutes(p.From) < end && Minutes(p.To) > start).Select(p => Minutes(p.To)).ToList();
                if (hit.Count > 0)
                {
                    start = hit.Max();
                    continue;
                }

                slots.Add(new GridSlot(slots.Count, At(day, start), At(day, end)));
                start = end + changeoverMinutes;
            }
        }

        return new SlotGrid(slots);
    }

    /// <summary>The slots that lie wholly within some hours of a day.</summary>
    public IEnumerable<int> Within(LocalDate date, LocalTime from, LocalTime to) =>
        Slots.Where(s => s.Start >= date.At(from) && s.End <= date.At(to)).Select(s => s.Number);

    private static int Minutes(LocalTime time) => (time.Hour * 60) + time.Minute;

    private static LocalDateTime At(MartDay day, int minutes) => day.Date.AtMidnight().PlusMinutes(minutes);
}
