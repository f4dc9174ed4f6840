namespace TravelMart.Scheduling;

/// <summary>
/// The order in which meetings are placed: obligatory ones first, then by weight, so that mutual wishes go before one-sided ones.
/// Among equals a hash of id and seed decides, which is the same on every machine.
/// </summary>
internal static class PlacementOrder
{
    public static int[] For(IndexedProblem problem, long seed)
    {
        var depth = DepthOfObligatory(problem);
        return Enumerable.Range(0, problem.Pairs.Length)
            .Select(meeting => (Meeting: meeting, Candidate: problem.Problem.Meetings[meeting]))
            .OrderByDescending(m => m.Candidate.Obligatory)
            .ThenByDescending(m => m.Candidate is { Obligatory: true, Slot: not null })
            .ThenBy(m => m.Candidate.Obligatory ? depth[m.Meeting] : 0)
            .ThenBy(m => m.Candidate.Obligatory ? PossibleSlots(problem, m.Meeting) : 0)
            .ThenByDescending(m => m.Candidate.Weight)
            .ThenBy(m => StableHash.Of(m.Candidate.Id, seed))
            .ThenBy(m => m.Candidate.Id, StringComparer.Ordinal)
            .Select(m => m.Meeting)
            .ToArray();
    }

    private static int PossibleSlots(IndexedProblem problem, int meeting)
    {
        Span<ulong> slots = stackalloc ulong[problem.Words];
        problem.PossibleSlots(meeting, slots);
        return SlotRows.Count(slots);
    }

    /// <summary>How many obligatory meetings must come one after another before each; meetings in a circle keep 0.</summary>
    private static int[] DepthOfObligatory(IndexedProblem problem)
    {
        var depth = new int[problem.Pairs.Length];
        foreach (var meeting in ObligatoryChains.InOrder(problem))
        {
            foreach (var later in problem.Later[meeting])
            {
                depth[later] = Math.Max(depth[later], depth[meeting] + 1);
            }
        }

        return depth;
    }
}
