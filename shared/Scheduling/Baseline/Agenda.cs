namespace TravelMart.Scheduling;

/// <summary>What can be read off one participant's busy slots.</summary>
internal static class Agenda
{
    /// <summary>Groups of idle slots between two meetings of one day.</summary>
    public static int Breaks(ReadOnlySpan<ulong> busy, int[] dayOf)
    {
        var breaks = 0;
        var previous = -1;
        for (var slot = SlotRows.NextFrom(busy, 0); slot >= 0; slot = SlotRows.NextFrom(busy, slot + 1))
        {
            if (previous >= 0 && slot != previous + 1 && dayOf[slot] == dayOf[previous])
            {
                breaks++;
            }

            previous = slot;
        }

        return breaks;
    }

    /// <summary>Length of the run of busy slots that the slot is in, or would be in with a meeting.</summary>
    public static int RunThrough(ReadOnlySpan<ulong> busy, int slot, int[] dayOf)
    {
        var first = slot;
        while (first > 0 && dayOf[first - 1] == dayOf[slot] && SlotRows.Has(busy, first - 1))
        {
            first--;
        }

        var last = slot;
        while (last + 1 < dayOf.Length && dayOf[last + 1] == dayOf[slot] && SlotRows.Has(busy, last + 1))
        {
            last++;
        }

        return last - first + 1;
    }
}
