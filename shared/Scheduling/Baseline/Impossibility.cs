namespace TravelMart.Scheduling;

/// <summary>
/// Looks for a simple proof that the obligatory meetings cannot all be held. Finding none proves nothing.
/// </summary>
internal sealed class Impossibility(IndexedProblem problem)
{
    private readonly IReadOnlyList<CandidateMeeting> meetings = problem.Problem.Meetings;

    /// <summary>A conflict of few meetings, or null where none was found.</summary>
    public static Conflict? Find(IndexedProblem problem)
    {
        var search = new Impossibility(problem);
        var obligatory = Enumerable.Range(0, problem.Pairs.Length).Where(m => problem.Problem.Meetings[m].Obligatory).ToArray();
        return obligatory.Length == 0
            ? null
            : search.Alone(obligatory) ?? search.TooManyForOne(obligatory) ?? search.TooManyForSlot(obligatory)
                ?? search.Circle(obligatory) ?? search.ChainTooLong();
    }

    /// <summary>A meeting that even an empty hall has no place for.</summary>
    private Conflict? Alone(int[] obligatory)
    {
        var reasons = new Reasons(problem, new Timetable(problem, mostBreaks: null));
        foreach (var meeting in obligatory)
        {
            if (reasons.For(meeting) is { } reason)
            {
                return Conflict([meeting], reason);
            }
        }

        return null;
    }

    /// <summary>A participant with more obligatory meetings than its maximum or its agenda has room for.</summary>
    private Conflict? TooManyForOne(int[] obligatory)
    {
        var byParticipant = obligatory
            .SelectMany(m => new[] { (Who: problem.Pairs[m].First, Meeting: m), (Who: problem.Pairs[m].Second, Meeting: m) })
            .GroupBy(row => row.Who, row => row.Meeting);
        foreach (var own in byParticipant)
        {
            var participant = problem.Problem.Participants[own.Key];
            var slots = SlotRows.Count(problem.Available[own.Key]);
            var room = (long)slots * participant.Capacity;
            if (own.Count() > participant.Max)
            {
                return Conflict(own.Take(participant.Max.Value + 1), $"{participant.Id} holds at most {Words.Count(participant.Max.Value, "meeting")}");
            }

            if (own.Count() > room)
            {
                return Conflict(
                    own.Take((int)room + 1),
                    $"{participant.Id} is available in {Words.Count(slots, "slot")} with a capacity of {participant.Capacity}");
            }
        }

        return null;
    }

    /// <summary>A slot with more meetings fixed to it than it has tables.</summary>
    private Conflict? TooManyForSlot(int[] obligatory)
    {
        var crowded = obligatory.Where(m => meetings[m].Slot is not null).GroupBy(m => meetings[m].Slot!.Value)
            .FirstOrDefault(fixedTo => fixedTo.Count() > problem.Tables[fixedTo.Key]);
        return crowded is null
            ? null
            : Conflict(
                crowded.Take(problem.Tables[crowded.Key] + 1),
                $"slot {crowded.Key} has {Words.Count(problem.Tables[crowded.Key], "table")}");
    }

    /// <summary>Meetings that must each come after the next, round and round.</summary>
    private Conflict? Circle(int[] obligatory)
    {
        var stuck = obligatory.Except(ObligatoryChains.InOrder(problem)).ToHashSet();
        if (stuck.Count == 0)
        {
            return null;
        }

        // Each stuck meeting waits for a stuck one, so going back must come round.
        var path = new List<int>();
        var at = stuck.First();
        while (!path.Contains(at))
        {
            path.Add(at);
            at = problem.Earlier[at].First(stuck.Contains);
        }

        var circle = path[path.IndexOf(at)..];
        return Conflict(circle, circle.Select((m, i) => After(m, circle[(i + 1) % circle.Count])));
    }

    /// <summary>Meetings one after another that need more slots than there are.</summary>
    private Conflict? ChainTooLong()
    {
        var earliest = new Dictionary<int, int>();
        var previous = new Dictionary<int, int>();
        Span<ulong> slots = stackalloc ulong[problem.Words];
        foreach (var meeting in ObligatoryChains.InOrder(problem))
        {
            var from = 0;
            foreach (var earlier in problem.Earlier[meeting].Where(e => meetings[e].Obligatory && earliest[e] >= from))
            {
                from = earliest[earlier] + 1;
                previous[meeting] = earlier;
            }

            problem.PossibleSlots(meeting, slots);
            earliest[meeting] = from < problem.Slots ? SlotRows.NextFrom(slots, from) : -1;
            if (earliest[meeting] < 0)
            {
                return Chain(meeting, previous, from);
            }
        }

        return null;
    }

    private Conflict Chain(int last, Dictionary<int, int> previous, int from)
    {
        var chain = new List<int> { last };
        while (previous.TryGetValue(chain[^1], out var earlier))
        {
            chain.Add(earlier);
        }

        var orders = chain.Zip(chain.Skip(1), After);
        return Conflict(chain, orders.Append($"{meetings[last].Id} has no possible slot from slot {from} on"));
    }

    private string After(int meeting, int earlier) => $"{meetings[meeting].Id} comes after {meetings[earlier].Id}";

    private Conflict Conflict(IEnumerable<int> who, params IEnumerable<string> rules) =>
        new(who.Select(m => meetings[m].Id).ToArray(), rules.ToArray());
}
