namespace TravelMart.Scheduling;

/// <summary>How many meetings each slot can hold at most: its tables, or the pairs that those who are there can form.</summary>
internal sealed class SlotRoom
{
    private readonly long[] room;

    public SlotRoom(IndexedProblem problem)
    {
        var people = problem.Problem.Participants;
        var twoSided = problem.Pairs.All(pair =>
            (people[pair.First].Side, people[pair.Second].Side) is (Side.Buyer, Side.Seller) or (Side.Seller, Side.Buyer));
        room = new long[problem.Slots];
        for (var slot = 0; slot < room.Length; slot++)
        {
            var (buyers, all, sellers) = (0L, 0L, 0L);
            for (var p = 0; p < people.Count; p++)
            {
                if (problem.Available.Has(p, slot))
                {
                    all += people[p].Capacity;
                    buyers += people[p].Side == Side.Buyer ? people[p].Capacity : 0;
                    sellers += people[p].Side == Side.Seller ? people[p].Capacity : 0;
                }
            }

            room[slot] = Math.Min(problem.Tables[slot], twoSided ? Math.Min(buyers, sellers) : all / 2);
        }
    }

    public long this[int slot] => room[slot];

    /// <summary>Meetings that all slots can hold together.</summary>
    public long InAll => room.Sum();
}
