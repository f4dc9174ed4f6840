namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Looks for obligatory meetings that have too few slots among them, for one participant or for the tables (Hall, 1935): what pairs
/// of meetings never show, and what searching would take forever to prove. The meetings found are a smallest such set by inclusion.
/// </summary>
internal sealed class HallCheck
{
    private readonly IndexedProblem problem;
    private readonly SlotRows possible;

    private HallCheck(IndexedProblem problem)
    {
        this.problem = problem;
        possible = new SlotRows(problem.Pairs.Length, problem.Slots);
        for (var m = 0; m < problem.Pairs.Length; m++)
        {
            problem.PossibleSlots(m, possible[m]);
        }
    }

    /// <summary>The conflict of the fewest meetings, or null where there is none of this kind.</summary>
    public static Conflict? Find(IndexedProblem problem)
    {
        var check = new HallCheck(problem);
        var obligatory = Enumerable.Range(0, problem.Pairs.Length).Where(m => problem.Problem.Meetings[m].Obligatory).ToArray();
        var ofPeople = problem.Problem.Participants.Select((p, i) => check.Conflict(
            [.. obligatory.Where(m => problem.Pairs[m].First == i || problem.Pairs[m].Second == i)],
            _ => p.Capacity,
            $"{p.Id} has a capacity of {p.Capacity}"));
        var ofTables = check.Conflict(obligatory, t => problem.Tables[t], "each meeting takes a table");
        return ofPeople.Append(ofTables).OfType<Conflict>().MinBy(c => c.Meetings.Count);
    }

    private Conflict? Conflict(int[] meetings, Func<int, int> capacity, string rule)
    {
        if (meetings.Length == 0 || Crowded(meetings, capacity) is not { } crowded)
        {
            return null;
        }

        int[] slots = [.. Enumerable.Range(0, problem.Slots).Where(t => crowded.Exists(m => possible.Has(m, t)))];
        var room = slots.Sum(t => (long)capacity(t));
        return new Conflict(
            [.. crowded.Select(m => problem.Problem.Meetings[m].Id)],
            [rule, $"these meetings have {Words.Count(slots.Length, "possible slot")} in all, with room for {room}: {string.Join(", ", slots)}"]);
    }

    /// <summary>Gives each meeting a slot in turn, moving others where needed; returns those that stand in each other's way.</summary>
    private List<int>? Crowded(int[] meetings, Func<int, int> capacity)
    {
        var inSlot = Enumerable.Range(0, problem.Slots).Select(_ => new List<int>()).ToArray();
        foreach (var meeting in meetings)
        {
            var reached = new bool[problem.Slots];
            if (!Seat(meeting, inSlot, capacity, reached))
            {
                return [meeting, .. Enumerable.Range(0, problem.Slots).Where(t => reached[t]).SelectMany(t => inSlot[t]).Order()];
            }
        }

        return null;
    }

    private bool Seat(int meeting, List<int>[] inSlot, Func<int, int> capacity, bool[] reached)
    {
        for (var t = SlotRows.NextFrom(possible[meeting], 0); t >= 0; t = SlotRows.NextFrom(possible[meeting], t + 1))
        {
            if (reached[t])
            {
                continue;
            }

            reached[t] = true;
            if (inSlot[t].Count < capacity(t))
            {
                inSlot[t].Add(meeting);
                return true;
            }

            for (var i = 0; i < inSlot[t].Count; i++)
            {
                if (Seat(inSlot[t][i], inSlot, capacity, reached))
                {
                    inSlot[t][i] = meeting;
                    return true;
                }
            }
        }

        return false;
    }
}
