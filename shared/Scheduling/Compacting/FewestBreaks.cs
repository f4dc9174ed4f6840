namespace TravelMart.Scheduling;

/// <summary>
/// The fewest breaks that a participant can have, whatever the others do. One run of meetings a day costs no break, each further one
/// costs one; so the longest stretch of available slots of each day is free, and of the rest the longest are taken first.
/// </summary>
internal static class FewestBreaks
{
    /// <summary>The fewest breaks of an agenda with meetings in so many slots; fewer slots never need more breaks.</summary>
    public static int For(IndexedProblem problem, int participant, long busySlots)
    {
        var further = new List<int>();
        foreach (var (first, last) in problem.Days.All)
        {
            var stretches = Stretches(problem.Available[participant], first, last);
            if (stretches.Count > 0)
            {
                var longest = stretches.Max();
                stretches.Remove(longest);
                further.AddRange(stretches);
                busySlots -= longest;
            }
        }

        further.Sort();
        var breaks = 0;
        for (; busySlots > 0 && breaks < further.Count; breaks++)
        {
            busySlots -= further[further.Count - 1 - breaks];
        }

        return breaks;
    }

    private static List<int> Stretches(ReadOnlySpan<ulong> available, int first, int last)
    {
        var stretches = new List<int>();
        var length = 0;
        for (var slot = first; slot <= last + 1; slot++)
        {
            if (slot <= last && SlotRows.Has(available, slot))
            {
                length++;
            }
            else if (length > 0)
            {
                stretches.Add(length);
                length = 0;
            }
        }

        return stretches;
    }
}
