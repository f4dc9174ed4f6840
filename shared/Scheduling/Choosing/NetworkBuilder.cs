namespace TravelMart.Scheduling;

/// <summary>Gathers the arcs of a network, its first flow and its first tree.</summary>
/// <param name="nodes">Number of nodes.</param>
/// <param name="numbered">Arcs that have their number before they are added; others follow behind them.</param>
internal sealed class NetworkBuilder(int nodes, int numbered)
{
    private readonly int[] tree = new int[nodes];
    private int[] source = new int[numbered + 2 * nodes];
    private int[] target = new int[numbered + 2 * nodes];
    private int[] capacity = new int[numbered + 2 * nodes];
    private int[] flow = new int[numbered + 2 * nodes];
    private int count = numbered;

    /// <summary>Adds an arc that has a number already.</summary>
    public void Add(int arc, int from, int to, int most, int carries) =>
        (source[arc], target[arc], capacity[arc], flow[arc]) = (from, to, most, carries);

    /// <summary>Adds an arc and gives its number.</summary>
    public int Add(int from, int to, int most, int carries)
    {
        Add(count, from, to, most, carries);
        return count++;
    }

    /// <summary>The arc that ties the node into the first tree.</summary>
    public void Tie(int node, int arc) => tree[node] = arc;

    public NetworkSimplex Build()
    {
        Array.Resize(ref source, count);
        Array.Resize(ref target, count);
        Array.Resize(ref capacity, count);
        Array.Resize(ref flow, count);
        return new NetworkSimplex(nodes, source, target, capacity, flow, tree);
    }
}
