using TravelMart.Contracts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

/// <summary>A pause of a day, in the mart's zone.</summary>
internal sealed record GridPause(string Label, TimeOnly From, TimeOnly To);

/// <summary>A day of a mart, in the mart's zone.</summary>
internal sealed record GridDay(DateOnly Date, TimeOnly Opens, TimeOnly Closes, IReadOnlyList<GridPause> Pauses);

/// <summary>When somebody works on a day, in the mart's zone.</summary>
internal sealed record WorkingHours(DateOnly Date, TimeOnly From, TimeOnly To);

/// <summary>
/// The time grid of a mart, computed once when it opens. Slots follow each other with the changeover between; one that would overlap a
/// pause begins after it instead, in a new session; a new day is a new session; a slot ends by closing time. Local times become
/// instants by the program's own time zone database.
/// </summary>
internal static class SlotGrid
{
    public static IReadOnlyList<SlotTime> Slots(IReadOnlyList<GridDay> days, int slotMinutes, int changeoverMinutes, string zone)
    {
        var slots = new List<SlotTime>();
        var session = -1;
        foreach (var (number, day) in days.Index())
        {
            session++;
            var from = Minutes(day.Opens);
            while (true)
            {
                if (PauseInTheWay(day, from, from + slotMinutes) is { } pause)
                {
                    from = Minutes(pause.To);
                    if (slots.Count > 0 && slots[^1].Session == session) session++;
                    continue;
                }
                if (from + slotMinutes > Minutes(day.Closes)) break;
                slots.Add(new(slots.Count, session, number, Instant(day.Date, from, zone), Instant(day.Date, from + slotMinutes, zone)));
                from += slotMinutes + changeoverMinutes;
            }
            // A day without a slot, or a pause before closing, leaves no number of a session unused.
            if (slots.Count == 0 || slots[^1].Session != session) session--;
        }
        return slots;
    }

    public static IReadOnlyList<PauseTime> Pauses(IReadOnlyList<GridDay> days, string zone) =>
    [
        .. days.SelectMany(d => d.Pauses.Select(p => new PauseTime(p.Label, Zones.ToInstant(d.Date, p.From, zone), Zones.ToInstant(d.Date, p.To, zone)))),
    ];

    /// <summary>The slots that do not lie wholly within working hours; none where no hours are stated.</summary>
    public static IReadOnlyList<int> Unavailable(IReadOnlyList<SlotTime> slots, IReadOnlyList<WorkingHours> hours, string zone)
    {
        if (hours.Count == 0) return [];
        var spans = hours.Select(h => (From: Zones.ToInstant(h.Date, h.From, zone), To: Zones.ToInstant(h.Date, h.To, zone))).ToList();
        return [.. slots.Where(s => !spans.Any(w => w.From <= s.Start && s.End <= w.To)).Select(s => s.Number)];
    }

    private static GridPause? PauseInTheWay(GridDay day, int from, int to) =>
        day.Pauses.FirstOrDefault(p => from < Minutes(p.To) && Minutes(p.From) < to);

    private static int Minutes(TimeOnly time) => time.Hour * 60 + time.Minute;

    private static DateTimeOffset Instant(DateOnly date, int minutes, string zone) =>
        Zones.ToInstant(date, new TimeOnly(minutes / 60, minutes % 60), zone);
}
