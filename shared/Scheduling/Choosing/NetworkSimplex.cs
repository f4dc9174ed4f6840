using System.Diagnostics;

namespace TravelMart.Scheduling;

/// <summary>
/// The primal network simplex method for the cheapest flow (Dantzig; strongly feasible trees after Cunningham 1976, so that it never
/// runs in circles; block search for the entering arc as in Kiraly and Kovacs 2012). It is started from a feasible tree and can be
/// run again after costs have changed, which then takes only as many pivots as the change asks for.
/// </summary>
internal sealed class NetworkSimplex
{
    private const sbyte AtLower = 1;
    private const sbyte InTree = 0;
    private const sbyte AtUpper = -1;
    private const int None = -1;

    private readonly int[] source;
    private readonly int[] target;
    private readonly int[] capacity;
    private readonly int[] flow;
    private readonly sbyte[] state;

    // The tree: each node knows its parent, the arc to it, whether that arc points up, and its children.
    private readonly int[] parent;
    private readonly int[] arcUp;
    private readonly bool[] pointsUp;
    private readonly int[] depth;
    private readonly int[] firstChild;
    private readonly int[] nextSibling;
    private readonly int[] previousSibling;
    private readonly long[] potential;
    private readonly int[] order;
    private readonly int blockSize;
    private int scanFrom;

    /// <param name="nodes">Number of nodes; the root is node 0.</param>
    /// <param name="source">Where each arc begins.</param>
    /// <param name="target">Where each arc ends.</param>
    /// <param name="capacity">What each arc can carry; <see cref="int.MaxValue"/> for any amount.</param>
    /// <param name="flow">A feasible flow; arcs outside the tree are empty or full.</param>
    /// <param name="tree">For each node but the root, the arc that ties it into the tree.</param>
    public NetworkSimplex(int nodes, int[] source, int[] target, int[] capacity, int[] flow, int[] tree)
    {
        (this.source, this.target, this.capacity, this.flow) = (source, target, capacity, flow);
        Cost = new long[source.Length];
        state = new sbyte[source.Length];
        for (var arc = 0; arc < state.Length; arc++)
        {
            state[arc] = flow[arc] == 0 ? AtLower : AtUpper;
        }

        (parent, arcUp, pointsUp, depth) = (new int[nodes], new int[nodes], new bool[nodes], new int[nodes]);
        (firstChild, nextSibling, previousSibling) = (Filled(nodes), Filled(nodes), Filled(nodes));
        (potential, order) = (new long[nodes], new int[nodes]);
        parent[0] = None;
        for (var node = 1; node < nodes; node++)
        {
            var arc = tree[node];
            state[arc] = InTree;
            Hang(node, source[arc] == node ? target[arc] : source[arc], arc);
        }

        blockSize = Math.Max(64, (int)Math.Sqrt(source.Length));
    }

    /// <summary>What each arc costs for each unit; may be changed between runs.</summary>
    public long[] Cost { get; }

    /// <summary>What each arc carries.</summary>
    public ReadOnlySpan<int> Flow => flow;

    /// <summary>Pivots made so far.</summary>
    public long Pivots { get; private set; }

    /// <summary>Makes the flow a cheapest one. False where it was stopped on the way; the flow is feasible all the same.</summary>
    public bool Run(CancellationToken stop)
    {
        PotentialsFor(Cost, potential);
        for (var entering = FindEntering(); entering != None; entering = FindEntering())
        {
            Pivot(entering);
            if ((++Pivots & 1023) == 0 && stop.IsCancellationRequested)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The node potentials that make every arc of the present tree cost nothing under the given costs: the dual solution that
    /// belongs to the tree.
    /// </summary>
    public void PotentialsFor(long[] cost, long[] into)
    {
        into[0] = 0;
        var (read, written) = (0, 1);
        order[0] = 0;
        while (read < written)
        {
            var node = order[read++];
            for (var child = firstChild[node]; child != None; child = nextSibling[child])
            {
                depth[child] = depth[node] + 1;
                into[child] = pointsUp[child] ? into[node] - cost[arcUp[child]] : into[node] + cost[arcUp[child]];
                order[written++] = child;
            }
        }

        Debug.Assert(written == parent.Length, "The tree spans all nodes.");
    }

    private static int[] Filled(int length)
    {
        var array = new int[length];
        Array.Fill(array, None);
        return array;
    }

    /// <summary>The worst arc of the first block that has any arc which would make the flow cheaper.</summary>
    private int FindEntering()
    {
        var (arcs, best, bestGain) = (source.Length, None, 0L);
        var arc = scanFrom;
        for (var scanned = 0; scanned < arcs;)
        {
            for (var end = Math.Min(scanned + blockSize, arcs); scanned < end; scanned++)
            {
                if (arc == arcs)
                {
                    arc = 0;
                }

                if (state[arc] != InTree)
                {
                    var gain = state[arc] * (Cost[arc] + potential[source[arc]] - potential[target[arc]]);
                    if (gain < bestGain)
                    {
                        (best, bestGain) = (arc, gain);
                    }
                }

                arc++;
            }

            if (best != None)
            {
                break;
            }
        }

        scanFrom = arc;
        return best;
    }

    private void Pivot(int entering)
    {
        var forward = state[entering] == AtLower;
        var (first, second) = forward ? (source[entering], target[entering]) : (target[entering], source[entering]);
        var join = Join(first, second);
        var (amount, cut, cutIsBehindFirst) = Leaving(entering, first, second, join);
        if (amount > 0)
        {
            flow[entering] += forward ? amount : -amount;
            Push(first, join, -amount);
            Push(second, join, amount);
        }

        if (cut == None)
        {
            state[entering] = (sbyte)-state[entering];
            return;
        }

        var leaving = arcUp[cut];
        state[entering] = InTree;
        state[leaving] = flow[leaving] == 0 ? AtLower : AtUpper;
        Rehang(cut, cutIsBehindFirst ? first : second, cutIsBehindFirst ? second : first, entering);
    }

    private int Join(int first, int second)
    {
        while (first != second)
        {
            if (depth[first] >= depth[second])
            {
                first = parent[first];
            }
            else
            {
                second = parent[second];
            }
        }

        return first;
    }

    /// <summary>
    /// How much can go round the circle, and the node above which the tree is cut. Of the arcs that could leave, the last one along
    /// the circle is taken, which keeps the tree strongly feasible.
    /// </summary>
    private (int Amount, int Cut, bool CutIsBehindFirst) Leaving(int entering, int first, int second, int join)
    {
        var (amount, cut, behindFirst) = (capacity[entering], None, false);
        for (var node = first; node != join; node = parent[node])
        {
            var room = pointsUp[node] ? flow[arcUp[node]] : Room(arcUp[node]);
            if (room < amount)
            {
                (amount, cut, behindFirst) = (room, node, true);
            }
        }

        for (var node = second; node != join; node = parent[node])
        {
            var room = pointsUp[node] ? Room(arcUp[node]) : flow[arcUp[node]];
            if (room <= amount)
            {
                (amount, cut, behindFirst) = (room, node, false);
            }
        }

        return (amount, cut, behindFirst);
    }

    private int Room(int arc) => capacity[arc] == int.MaxValue ? int.MaxValue : capacity[arc] - flow[arc];

    private void Push(int from, int join, int amount)
    {
        for (var node = from; node != join; node = parent[node])
        {
            flow[arcUp[node]] += pointsUp[node] ? amount : -amount;
        }
    }

    /// <summary>Hangs the subtree below the cut onto its new parent, turned around so that the given node is at its top.</summary>
    private void Rehang(int cut, int top, int newParent, int entering)
    {
        var change = (source[entering] == top ? potential[newParent] - Cost[entering] : potential[newParent] + Cost[entering])
            - potential[top];
        var (node, above, arc) = (top, newParent, entering);
        while (true)
        {
            var (oldAbove, oldArc) = (parent[node], arcUp[node]);
            Unhang(node);
            Hang(node, above, arc);
            if (node == cut)
            {
                break;
            }

            (node, above, arc) = (oldAbove, node, oldArc);
        }

        ShiftSubtree(top, change);
    }

    private void ShiftSubtree(int top, long change)
    {
        var count = 0;
        order[count++] = top;
        while (count > 0)
        {
            var node = order[--count];
            potential[node] += change;
            depth[node] = depth[parent[node]] + 1;
            for (var child = firstChild[node]; child != None; child = nextSibling[child])
            {
                order[count++] = child;
            }
        }
    }

    private void Hang(int node, int above, int arc)
    {
        (parent[node], arcUp[node], pointsUp[node]) = (above, arc, source[arc] == node);
        var sibling = firstChild[above];
        (nextSibling[node], previousSibling[node], firstChild[above]) = (sibling, None, node);
        if (sibling != None)
        {
            previousSibling[sibling] = node;
        }
    }

    private void Unhang(int node)
    {
        var (before, after) = (previousSibling[node], nextSibling[node]);
        if (before != None)
        {
            nextSibling[before] = after;
        }
        else
        {
            firstChild[parent[node]] = after;
        }

        if (after != None)
        {
            previousSibling[after] = before;
        }
    }
}
