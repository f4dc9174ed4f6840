namespace TravelMart.Scheduling;

/// <summary>
/// Whether the participants fall into two sides with every meeting between them, as buyers and sellers do. Flows and colourings are
/// exact for such marts (Koenig 1916); where everybody may meet everybody they are a relaxation.
/// </summary>
internal sealed class TwoSides
{
    private const int Unknown = -1;
    private readonly int[] side;

    public TwoSides(IndexedProblem problem)
    {
        side = new int[problem.Problem.Participants.Count];
        Array.Fill(side, Unknown);
        var partners = new Partners(problem);
        Exist = Enumerable.Range(0, side.Length).All(p => side[p] != Unknown || Spread(p, problem.SideOf(p), partners));
    }

    /// <summary>True where there are two sides.</summary>
    public bool Exist { get; }

    /// <summary>True where the participant is on the first side. Says something only where two sides exist.</summary>
    public bool IsFirst(int participant) => side[participant] == 0;

    /// <summary>Puts everybody who is tied to the participant on the one side or the other; false where that cannot be.</summary>
    private bool Spread(int from, int own, Partners partners)
    {
        var open = new Stack<int>([from]);
        side[from] = own;
        while (open.TryPop(out var participant))
        {
            foreach (var partner in partners.Of(participant))
            {
                if (side[partner] == side[participant])
                {
                    return false;
                }

                if (side[partner] == Unknown)
                {
                    side[partner] = 1 - side[participant];
                    open.Push(partner);
                }
            }
        }

        return true;
    }

    /// <summary>Everybody's possible partners.</summary>
    private sealed class Partners
    {
        private readonly int[] from;
        private readonly int[] partner;

        public Partners(IndexedProblem problem)
        {
            from = new int[problem.Problem.Participants.Count + 1];
            foreach (var (first, second) in problem.Pairs)
            {
                from[first + 1]++;
                from[second + 1]++;
            }

            for (var p = 1; p < from.Length; p++)
            {
                from[p] += from[p - 1];
            }

            partner = new int[2 * problem.Pairs.Length];
            var at = from.AsSpan().ToArray();
            foreach (var (first, second) in problem.Pairs)
            {
                partner[at[first]++] = second;
                partner[at[second]++] = first;
            }
        }

        public ReadOnlySpan<int> Of(int participant) => partner.AsSpan(from[participant]..from[participant + 1]);
    }
}
