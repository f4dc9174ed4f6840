namespace TravelMart.Scheduling;

/// <summary>Obligatory meetings that must come one after another.</summary>
internal static class ObligatoryChains
{
    /// <summary>
    /// All obligatory meetings, each after those that it must come after; those on or behind a circle are left out.
    /// </summary>
    public static List<int> InOrder(IndexedProblem problem)
    {
        var meetings = problem.Problem.Meetings;
        var waitingFor = new int[meetings.Count];
        var ready = new Queue<int>();
        for (var meeting = 0; meeting < meetings.Count; meeting++)
        {
            waitingFor[meeting] = problem.Earlier[meeting].Count(earlier => meetings[earlier].Obligatory);
            if (meetings[meeting].Obligatory && waitingFor[meeting] == 0)
            {
                ready.Enqueue(meeting);
            }
        }

        var order = new List<int>();
        while (ready.TryDequeue(out var meeting))
        {
            order.Add(meeting);
            foreach (var later in problem.Later[meeting])
            {
                if (--waitingFor[later] == 0 && meetings[later].Obligatory)
                {
                    ready.Enqueue(later);
                }
            }
        }

        return order;
    }
}
