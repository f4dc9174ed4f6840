namespace TravelMart.Scheduling.Exact;

/// <summary>Meetings that come strictly later than others, where both are held.</summary>
internal static class Order
{
    public static void Add(Rulebook rules, Timeline timeline)
    {
        var meetings = timeline.Problem.Problem.Meetings;
        for (var later = 0; later < meetings.Count; later++)
        {
            foreach (var earlier in timeline.Problem.Earlier[later])
            {
                rules.Lay($"{meetings[later].Id} comes after {meetings[earlier].Id}", () => Put(rules.Formula, timeline, earlier, later));
            }
        }
    }

    private static void Put(Formula formula, Timeline timeline, int earlier, int later)
    {
        // "Later has been held by slot t" stands for all its slots up to t.
        var heldBy = formula.False;
        for (var t = 0; t < timeline.Problem.Slots; t++)
        {
            heldBy = formula.AnyOf([heldBy, timeline.At(later, t)]);
            formula.Add(~heldBy, ~timeline.At(earlier, t));
        }
    }
}
