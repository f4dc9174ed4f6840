using System.Diagnostics;

namespace TravelMart.Scheduling;

/// <summary>
/// Chooses which pairs should meet before anybody asks when: a b-matching of greatest worth, where each participant has as many places
/// as its agenda and its maximum allow, and all together as many as there are tables. Every plan is such a choice, so its worth bounds
/// every plan's; and by Koenig's colouring theorem many such choices can be scheduled as they are.
/// <para>
/// The network: sellers send, buyers receive, each pair is an arc for one unit. Unused places flow past the pairs from a seller to node
/// <c>Spare</c>, unused tables from there to node <c>Source</c>, and on to the buyers. Where there are no two sides, everybody
/// stands on both (the bipartite double cover): the choice is then one of halves, and its worth still a bound (Balinski 1965).
/// </para>
/// </summary>
internal sealed class PairChoice
{
    private const int Spare = 0;
    private const int Source = 1;
    private const int None = -1;

    private readonly IndexedProblem problem;
    private readonly TwoSides sides;
    private readonly SlotRoom room;
    private readonly Objective[] order;
    private readonly long[] places;
    private readonly int[] nodeAsFirst;
    private readonly int[] nodeAsSecond;
    private readonly int copies;
    private int nodes = 2;
    private int[] arcOf = [];
    private int[] meetingOf = [];
    private int[] shortfalls = [];
    private NetworkSimplex? network;
    private Int128 twiceBestWorth;
    private long mostShortfall; // below minimums, where nobody meets anybody, ...
    private long fixedShortfall; // ... beside what nobody can ever help

    /// <param name="problem">The problem.</param>
    /// <param name="sides">Its two sides, if there are.</param>
    /// <param name="room">What its slots hold.</param>
    /// <param name="objectives">What counts, the most important first.</param>
    public PairChoice(IndexedProblem problem, TwoSides sides, SlotRoom room, IReadOnlyList<Objective> objectives)
    {
        (this.problem, this.sides, this.room) = (problem, sides, room);

        // A meeting is worth something even where nobody says so: a plan should not leave out for nothing.
        order = objectives.Concat([Objective.Weight, Objective.Count]).Where(o => o != Objective.Breaks).Distinct().ToArray();
        copies = sides.Exist ? 1 : 2;
        var people = problem.Problem.Participants.Count;
        (places, nodeAsFirst, nodeAsSecond) = (new long[people], Filled(people), Filled(people));
        Penalty = new int[problem.Pairs.Length];
        CountPlaces();
        Build();
    }

    /// <summary>What each unit of each objective is worth here.</summary>
    public WorthLevels Levels { get; private set; } = null!;

    /// <summary>
    /// For each meeting, from 0 to the levels' most: of choices that are equally good, the one with the least penalty is made.
    /// </summary>
    public int[] Penalty { get; }

    /// <summary>Everything that counts, the most important first, breaks left out.</summary>
    public IReadOnlyList<Objective> Order => order;

    /// <summary>True once a best choice is known, and with it what no plan can better.</summary>
    public bool IsBest { get; private set; }

    /// <summary>Meetings of the choice for which a place is known on each side: whole ones, not halves.</summary>
    public bool IsChosen(int meeting)
    {
        for (var copy = 0; copy < copies; copy++)
        {
            var arc = arcOf[copies * meeting + copy];
            if (arc == None || network!.Flow[arc] == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes a best choice under the penalties as they are. False where it was stopped before it was the best.</summary>
    public bool Choose(CancellationToken stop)
    {
        var first = network is null;
        network ??= StartGreedily();
        SetCosts();
        if (!network.Run(stop))
        {
            return false;
        }

        if (first)
        {
            (twiceBestWorth, IsBest) = (TwiceWorth(), true);
        }

        return true;
    }

    /// <summary>
    /// What no plan can better on an objective, given what it reaches on those before it: all objectives of a plan together are worth
    /// no more than the best choice, and each of the later ones at least nothing.
    /// </summary>
    /// <param name="objective">The objective; not breaks.</param>
    /// <param name="before">The objectives before it, with their values in the plan.</param>
    public long? Bound(Objective objective, IEnumerable<(Objective Objective, long Value)> before)
    {
        if (!IsBest || Levels.UnitOf(objective) == 0)
        {
            return null;
        }

        var rest = twiceBestWorth - 2 * (Int128)Levels.Obligatory * problem.IsObligatory.Count(must => must);
        foreach (var (other, value) in before.Where(b => b.Objective != Objective.Breaks))
        {
            rest -= 2 * (Int128)Levels.UnitOf(other) * (other == Objective.Minimum ? mostShortfall + fixedShortfall - value : value);
        }

        var (reached, remainder) = Int128.DivRem(rest, 2 * (Int128)Levels.UnitOf(objective));
        reached -= remainder < 0 ? 1 : 0;
        return objective == Objective.Minimum ? (long)Int128.Max(0, mostShortfall + fixedShortfall - reached)
            : objective == Objective.Count ? (long)Int128.Min(reached, MostMeetings())
            : (long)Int128.Min(reached, long.MaxValue);
    }

    /// <summary>
    /// Prices that prove the choice's weight to be the greatest: the dual solution of its tree. They hold where weight comes first.
    /// </summary>
    public Prices WeightPrices()
    {
        var cost = new long[network!.Cost.Length];
        for (var arc = 0; arc < meetingOf.Length; arc++)
        {
            var meeting = meetingOf[arc];
            cost[arc] = -problem.Weight[meeting] - (problem.IsObligatory[meeting] ? Levels.Obligatory / Math.Max(1, Levels.Weight) : 0);
        }

        var potential = new long[nodes];
        network.PotentialsFor(cost, potential);
        var prices = new Prices(problem, scale: copies);
        for (var p = 0; p < places.Length; p++)
        {
            var price = (nodeAsFirst[p] == None ? 0 : Math.Max(0, potential[nodeAsFirst[p]] - potential[Spare]))
                + (nodeAsSecond[p] == None ? 0 : Math.Max(0, potential[Source] - potential[nodeAsSecond[p]]));
            if (problem.Problem.Participants[p].Max is { } max && max < problem.RoomInAgenda(p))
            {
                prices.Quota[p] = price;
            }
            else
            {
                prices.OfParticipant(p).Fill(price);
            }
        }

        prices.OfTables.AsSpan().Fill(copies * Math.Max(0, potential[Spare] - potential[Source]));
        return prices;
    }

    private static int[] Filled(int length)
    {
        var array = new int[length];
        Array.Fill(array, None);
        return array;
    }

    private void CountPlaces()
    {
        var degree = new int[places.Length];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (problem.IsPossible(meeting))
            {
                degree[problem.Pairs[meeting].First]++;
                degree[problem.Pairs[meeting].Second]++;
            }
        }

        for (var p = 0; p < places.Length; p++)
        {
            var own = problem.Problem.Participants[p];
            places[p] = Math.Min(problem.RoomInAgenda(p), own.Max ?? long.MaxValue);

            // Nobody needs more places than it has pairs; one to spare keeps its price at zero.
            places[p] = Math.Min(places[p], degree[p] + 1);
            if (places[p] == 0 || degree[p] == 0 || room.InAll == 0)
            {
                continue;
            }

            if (!sides.Exist || sides.IsFirst(p))
            {
                nodeAsFirst[p] = nodes++;
            }

            if (!sides.Exist || !sides.IsFirst(p))
            {
                nodeAsSecond[p] = nodes++;
            }
        }
    }

    private void Build()
    {
        arcOf = Filled(copies * problem.Pairs.Length);
        var own = new List<int>(arcOf.Length);
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            for (var copy = 0; copy < copies; copy++)
            {
                var (first, second) = Ends(meeting, copy);
                if (nodeAsFirst[first] != None && nodeAsSecond[second] != None && problem.IsPossible(meeting))
                {
                    arcOf[copies * meeting + copy] = own.Count;
                    own.Add(meeting);
                }
            }
        }

        meetingOf = [.. own];
        var heaviest = 0L;
        foreach (var meeting in meetingOf)
        {
            heaviest = Math.Max(heaviest, problem.Weight[meeting]);
        }

        for (var p = 0; p < places.Length; p++)
        {
            var least = problem.Problem.Participants[p].Min;
            var within = nodeAsFirst[p] == None && nodeAsSecond[p] == None ? 0 : Math.Min(least, places[p]);
            (mostShortfall, fixedShortfall) = (mostShortfall + within, fixedShortfall + least - within);
        }

        var most = Math.Min(meetingOf.Length, copies * Math.Min(room.InAll, places.Sum()));
        Levels = WorthLevels.For(order, heaviest, most, nodes, problem.IsObligatory.Contains(true));
    }

    /// <summary>The participant that stands on the first side in a copy of the meeting, and the one on the second.</summary>
    private (int First, int Second) Ends(int meeting, int copy)
    {
        var (first, second) = problem.Pairs[meeting];
        return (copies == 1 ? sides.IsFirst(first) : copy == 0) ? (first, second) : (second, first);
    }

    /// <summary>
    /// A network with a feasible flow: the heaviest pairs that fit, while everybody on the second side keeps a place to spare, which
    /// makes the first tree strongly feasible.
    /// </summary>
    private NetworkSimplex StartGreedily()
    {
        var builder = new NetworkBuilder(nodes, meetingOf.Length);
        var spare = places.Select(p => (Places: p, AsFirst: p, AsSecond: p - 1)).ToArray();
        var tables = copies * room.InAll;
        foreach (var arc in HeaviestFirst())
        {
            var (first, second) = Ends(meetingOf[arc], copies == 1 ? 0 : arc == arcOf[2 * meetingOf[arc]] ? 0 : 1);
            var taken = tables > 1 && spare[first].AsFirst > 0 && spare[second].AsSecond > 0;
            builder.Add(arc, nodeAsFirst[first], nodeAsSecond[second], 1, taken ? 1 : 0);
            if (taken)
            {
                tables--;
                spare[first].AsFirst--;
                spare[second].AsSecond--;
            }
        }

        var unusedTables = builder.Add(Spare, Source, int.MaxValue, (int)Math.Min(tables, int.MaxValue / 4));
        builder.Tie(Source, unusedTables);
        var missing = new List<int>();
        for (var p = 0; p < places.Length; p++)
        {
            if (nodeAsFirst[p] != None)
            {
                AddSpare(builder, missing, p, nodeAsFirst[p], Spare, (int)spare[p].AsFirst, decreases: false);
            }

            if (nodeAsSecond[p] != None)
            {
                AddSpare(builder, missing, p, Source, nodeAsSecond[p], (int)spare[p].AsSecond + 1, decreases: true);
            }
        }

        shortfalls = [.. missing];
        return builder.Build();
    }

    /// <summary>
    /// The arc for a participant's unused places. Where it has a minimum, there are two: places beyond the minimum may stay
    /// unused for nothing, those below it at a price.
    /// </summary>
    private void AddSpare(NetworkBuilder builder, List<int> missing, int participant, int from, int to, int unused, bool decreases)
    {
        var node = decreases ? to : from;
        var min = Levels.Minimum == 0 ? 0 : Math.Min(problem.Problem.Participants[participant].Min, places[participant]);
        if (min == 0)
        {
            builder.Tie(node, builder.Add(from, to, int.MaxValue, unused));
            return;
        }

        var free = (int)(places[participant] - min);
        var below = decreases ? unused > free : unused >= free;
        var freely = builder.Add(from, to, free, below ? free : unused);
        var costly = builder.Add(from, to, int.MaxValue, below ? unused - free : 0);
        missing.Add(costly);
        builder.Tie(node, below ? costly : freely);
    }

    private int[] HeaviestFirst()
    {
        var keys = new (long Weight, int Arc)[meetingOf.Length];
        for (var arc = 0; arc < keys.Length; arc++)
        {
            var meeting = meetingOf[arc];
            keys[arc] = (-problem.Weight[meeting] - (problem.IsObligatory[meeting] ? ProblemLimits.Weight : 0), arc);
        }

        Array.Sort(keys);
        return Array.ConvertAll(keys, key => key.Arc);
    }

    private void SetCosts()
    {
        var cost = network!.Cost;
        for (var arc = 0; arc < meetingOf.Length; arc++)
        {
            cost[arc] = -Worth(meetingOf[arc]) + Penalty[meetingOf[arc]];
        }

        foreach (var arc in shortfalls)
        {
            cost[arc] = Levels.Minimum;
        }
    }

    private long Worth(int meeting) =>
        problem.Weight[meeting] * Levels.Weight + Levels.Count + (problem.IsObligatory[meeting] ? Levels.Obligatory : 0);

    private Int128 TwiceWorth()
    {
        Int128 worth = 0;
        for (var arc = 0; arc < meetingOf.Length; arc++)
        {
            // The penalty can only have made the choice worth less, by less than its own amount.
            worth += network!.Flow[arc] > 0 ? Worth(meetingOf[arc]) : 0;
        }

        foreach (var arc in shortfalls)
        {
            worth -= (Int128)Levels.Minimum * network!.Flow[arc];
        }

        Debug.Assert(copies is 1 or 2, "Everybody stands on one side or on both.");
        return worth * (2 / copies) + 2 * (Int128)Levels.Minimum * mostShortfall;
    }

    private long MostMeetings()
    {
        var (first, second) = (0L, 0L);
        for (var p = 0; p < places.Length; p++)
        {
            first += nodeAsFirst[p] == None ? 0 : places[p];
            second += nodeAsSecond[p] == None ? 0 : places[p];
        }

        return Math.Min(Math.Min(room.InAll, meetingOf.Length / copies), Math.Min(first, second) / copies);
    }
}
