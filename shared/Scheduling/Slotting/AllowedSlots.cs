namespace TravelMart.Scheduling;

/// <summary>The slots that session and fixed slot leave to each meeting, whoever is available. Most meetings have neither.</summary>
internal sealed class AllowedSlots
{
    private const int All = -1;
    private readonly int[] rowOf;
    private readonly SlotRows rows;

    public AllowedSlots(IndexedProblem problem)
    {
        rowOf = new int[problem.Pairs.Length];
        var kinds = new Dictionary<(int? Session, int? Slot), int>();
        for (var meeting = 0; meeting < rowOf.Length; meeting++)
        {
            var candidate = problem.Problem.Meetings[meeting];
            var kind = (candidate.Session, candidate.Slot);
            if (kind is (null, null))
            {
                rowOf[meeting] = All;
            }
            else
            {
                rowOf[meeting] = kinds.TryGetValue(kind, out var row) ? row : kinds.Count;
                kinds.TryAdd(kind, kinds.Count);
            }
        }

        rows = new SlotRows(kinds.Count, problem.Slots);
        foreach (var ((session, slot), row) in kinds)
        {
            problem.AllowedSlots(session, slot, rows[row]);
        }
    }

    public bool Allows(int meeting, int slot) => rowOf[meeting] == All || rows.Has(rowOf[meeting], slot);

    /// <summary>Leaves only the allowed slots in the set; false where none is left.</summary>
    public bool Restrict(int meeting, Span<ulong> set)
    {
        if (rowOf[meeting] == All)
        {
            return true;
        }

        ulong any = 0;
        var row = rows[rowOf[meeting]];
        for (var word = 0; word < set.Length; word++)
        {
            any |= set[word] &= row[word];
        }

        return any != 0;
    }
}
