namespace TravelMart.Scheduling;

/// <summary>
/// Fills one slot anew, as well as it can be filled with the meetings that are not held elsewhere: an assignment problem, solved exactly.
/// A little noise on the weights (Charon and Hudry 1993) lets equal and nearly equal fillings change places, so that what one slot has no
/// use for another may.
/// </summary>
internal sealed class SlotMatching
{
    private const int Parts = 256;
    private const int Spare = 0;
    private const int Source = 1;

    private readonly Board board;
    private readonly TwoSides sides;
    private readonly Dice dice;
    private readonly int[] nodeOf;
    private readonly int[] places;
    private readonly List<int> candidates = [];

    public SlotMatching(Board board, TwoSides sides, Dice dice)
    {
        (this.board, this.sides, this.dice) = (board, sides, dice);
        nodeOf = new int[board.Problem.Problem.Participants.Count];
        places = new int[nodeOf.Length];
    }

    /// <summary>Refills the slot from the given meetings, as far as they are not held elsewhere, and those that it holds.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="pool">Meetings that may come in.</param>
    /// <param name="noise">Greatest noise on a weight, in 256ths of a point.</param>
    public void Refill(int slot, int[] pool, int noise)
    {
        candidates.Clear();
        AddHeld(slot);
        var held = candidates.Count;
        var available = board.Problem.Available;
        foreach (var meeting in pool)
        {
            var (first, second) = board.Problem.Pairs[meeting];
            if (board.SlotOf(meeting) == Board.None && available.Has(first, slot) && available.Has(second, slot) && board.Allows(meeting, slot))
            {
                candidates.Add(meeting);
            }
        }

        if (candidates.Count == held || (held == 0 && !board.HasTable(slot)))
        {
            return;
        }

        var nodes = CountNodes(slot);
        var network = Build(slot, nodes, noise);
        network.Run(CancellationToken.None);
        Apply(slot, network);
    }

    /// <summary>Everything that the slot holds, whether in the pool or not, since all of it takes places.</summary>
    private void AddHeld(int slot)
    {
        for (var p = 0; p < nodeOf.Length; p++)
        {
            for (var end = sides.IsFirst(p) ? board.FirstIn(p, slot) : Board.None; end != Board.None; end = board.NextIn(end))
            {
                candidates.Add(end >> 1);
            }
        }
    }

    private int CountNodes(int slot)
    {
        Array.Clear(nodeOf);
        var nodes = 2;
        foreach (var meeting in candidates)
        {
            for (var end = 2 * meeting; end <= 2 * meeting + 1; end++)
            {
                var p = board.Own(end);
                if (nodeOf[p] == 0)
                {
                    nodeOf[p] = nodes++;
                    places[p] = PlacesIn(p, slot);
                }
            }
        }

        return nodes;
    }

    /// <summary>Meetings that the participant can hold in the slot, given what it holds elsewhere.</summary>
    private int PlacesIn(int participant, int slot)
    {
        var here = 0;
        for (var end = board.FirstIn(participant, slot); end != Board.None; end = board.NextIn(end))
        {
            here++;
        }

        var own = board.Problem.Problem.Participants[participant];
        return (int)Math.Min(own.Capacity, (own.Max ?? int.MaxValue) - (long)(board.Total(participant) - here));
    }

    private NetworkSimplex Build(int slot, int nodes, int noise)
    {
        var builder = new NetworkBuilder(nodes, candidates.Count);
        var heldBy = new int[nodes]; // meetings that a node holds, and for the second side ...
        var arcInto = new int[nodes]; // ... one of them, as an arc
        for (var arc = 0; arc < candidates.Count; arc++)
        {
            var (first, second) = Ends(candidates[arc]);
            var carries = board.SlotOf(candidates[arc]) == slot ? 1 : 0;
            builder.Add(arc, nodeOf[first], nodeOf[second], 1, carries);
            heldBy[nodeOf[first]] += carries;
            heldBy[nodeOf[second]] += carries;
            arcInto[nodeOf[second]] = carries > 0 ? arc : arcInto[nodeOf[second]];
        }

        AddSpare(builder, slot, heldBy, arcInto);
        var network = builder.Build();
        for (var arc = 0; arc < candidates.Count; arc++)
        {
            network.Cost[arc] = -Worth(candidates[arc]) - (noise > 0 ? dice.Below(noise) : 0);
        }

        return network;
    }

    /// <summary>
    /// Ties everybody into a strongly feasible tree: whoever is full on the second side hangs on a meeting that it holds; and where no table
    /// is left, the source of unused places hangs on somebody.
    /// </summary>
    private void AddSpare(NetworkBuilder builder, int slot, int[] heldBy, int[] arcInto)
    {
        var tables = (int)Math.Min(board.Problem.Tables[slot] - (long)board.Used(slot), int.MaxValue / 4);
        var unusedTables = builder.Add(Spare, Source, int.MaxValue, tables);
        builder.Tie(Source, unusedTables);
        var sourceIsTied = false;
        for (var p = 0; p < nodeOf.Length; p++)
        {
            if (nodeOf[p] == 0)
            {
                continue;
            }

            var node = nodeOf[p];
            var unused = places[p] - heldBy[node];
            if (sides.IsFirst(p))
            {
                builder.Tie(node, builder.Add(node, Spare, int.MaxValue, unused));
                continue;
            }

            var spare = builder.Add(Source, node, int.MaxValue, unused);
            var carriesSource = tables == 0 && !sourceIsTied && heldBy[node] > 0;
            builder.Tie(node, heldBy[node] > 0 && (unused == 0 || carriesSource) ? arcInto[node] : spare);
            if (carriesSource)
            {
                builder.Tie(Source, spare);
                sourceIsTied = true;
            }
        }
    }

    private long Worth(int meeting) =>
        board.Problem.Weight[meeting] * Parts + (board.Problem.IsObligatory[meeting] ? ProblemLimits.Weight * Parts : 0);

    private (int First, int Second) Ends(int meeting)
    {
        var (first, second) = board.Problem.Pairs[meeting];
        return sides.IsFirst(first) ? (first, second) : (second, first);
    }

    private void Apply(int slot, NetworkSimplex network)
    {
        for (var arc = 0; arc < candidates.Count; arc++)
        {
            if (network.Flow[arc] == 0 && board.SlotOf(candidates[arc]) == slot)
            {
                board.Take(candidates[arc]);
            }
        }

        for (var arc = 0; arc < candidates.Count; arc++)
        {
            if (network.Flow[arc] > 0 && board.SlotOf(candidates[arc]) == Board.None)
            {
                board.Put(candidates[arc], slot);
            }
        }
    }
}
