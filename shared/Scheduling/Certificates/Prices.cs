namespace TravelMart.Scheduling;

/// <summary>
/// Prices in whole parts of a point of weight, from which a <see cref="Certificate"/> is made and which bound the weight of every plan
/// by weak duality. Counting here is exact, so what is stated is what anybody finds who checks.
/// </summary>
/// <param name="problem">The problem.</param>
/// <param name="scale">Parts in a point: 1, or a number that divides a power of ten.</param>
internal sealed class Prices(IndexedProblem problem, long scale)
{
    private readonly long[] places = new long[problem.Problem.Participants.Count * problem.Slots];

    /// <summary>Parts in a point of weight.</summary>
    public long Scale => scale;

    /// <summary>The price of each meeting of a participant that has a maximum.</summary>
    public long[] Quota { get; } = new long[problem.Problem.Participants.Count];

    /// <summary>The price of a table in each slot.</summary>
    public long[] OfTables { get; } = new long[problem.Slots];

    /// <summary>The participant's price for a place in each slot.</summary>
    public Span<long> OfParticipant(int participant) => places.AsSpan(participant * problem.Slots, problem.Slots);

    /// <summary>The weight that no plan exceeds at these prices, rounded down.</summary>
    public long Bound(SlotRoom room)
    {
        var (whole, rest) = Int128.DivRem(Total(room), scale);
        return (long)Int128.Min(rest < 0 ? whole - 1 : whole, long.MaxValue);
    }

    /// <summary>True where the weight is exactly what these prices bound it by; then complementary slackness holds for every such plan.</summary>
    public bool Proves(long weight, SlotRoom room) => Total(room) == (Int128)weight * scale;

    /// <summary>True where a plan of the proven weight must hold the meeting: it is worth more than its places.</summary>
    public bool IsWanted(int meeting) => Beyond(meeting) > 0;

    /// <summary>By how much the meeting is worth less than its places, at prices that are the same in all slots; in points of weight.</summary>
    public long Shortage(int meeting)
    {
        var (first, second) = problem.Pairs[meeting];
        var price = OfParticipant(first)[0] + OfParticipant(second)[0] + Quota[first] + Quota[second] + OfTables[0];
        return (price / scale) - problem.Weight[meeting];
    }

    /// <summary>Meetings that a participant has in every plan of the proven weight: whatever has a price is used up.</summary>
    public long MeetingsThatMustBe(int participant)
    {
        var own = problem.Problem.Participants[participant];
        var available = problem.Available[participant];
        var priced = 0L;
        for (var slot = SlotRows.NextFrom(available, 0); slot >= 0; slot = SlotRows.NextFrom(available, slot + 1))
        {
            priced += OfParticipant(participant)[slot] > 0 ? own.Capacity : 0;
        }

        return Math.Max(priced, Quota[participant] > 0 ? own.Max!.Value : 0);
    }

    private Int128 Total(SlotRoom room)
    {
        Int128 total = 0;
        for (var p = 0; p < Quota.Length; p++)
        {
            total += WorthOfPlaces(p);
        }

        for (var slot = 0; slot < OfTables.Length; slot++)
        {
            total += (Int128)OfTables[slot] * room[slot];
        }

        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            total += Beyond(meeting);
        }

        return total;
    }

    /// <summary>The prices as a certificate that anybody can check.</summary>
    public Certificate ToCertificate()
    {
        var participants = new Dictionary<string, Price>();
        var quota = new Dictionary<string, decimal>();
        for (var p = 0; p < Quota.Length; p++)
        {
            var id = problem.Problem.Participants[p].Id;
            if (ToPrice(OfParticipant(p)) is { } price)
            {
                participants.Add(id, price);
            }

            if (Quota[p] > 0)
            {
                quota.Add(id, (decimal)Quota[p] / scale);
            }
        }

        return new Certificate { Participants = participants, Quota = quota, Tables = ToPrice(OfTables) };
    }

    private Price? ToPrice(ReadOnlySpan<long> perSlot)
    {
        if (!perSlot.ContainsAnyExcept(perSlot[0]))
        {
            return perSlot[0] == 0 ? null : new Price((decimal)perSlot[0] / scale);
        }

        var each = new decimal[perSlot.Length];
        for (var slot = 0; slot < each.Length; slot++)
        {
            each[slot] = (decimal)perSlot[slot] / scale;
        }

        return new Price(each);
    }

    private Int128 WorthOfPlaces(int participant)
    {
        var own = problem.Problem.Participants[participant];
        Int128 sum = 0;
        var available = problem.Available[participant];
        for (var slot = SlotRows.NextFrom(available, 0); slot >= 0; slot = SlotRows.NextFrom(available, slot + 1))
        {
            sum += OfParticipant(participant)[slot];
        }

        return sum * own.Capacity + (own.Max is { } max ? (Int128)max * Quota[participant] : 0);
    }

    /// <summary>What the meeting is worth beyond the prices of its cheapest slot.</summary>
    private Int128 Beyond(int meeting)
    {
        Span<ulong> slots = stackalloc ulong[problem.Words];
        problem.PossibleSlots(meeting, slots);
        var (first, second) = problem.Pairs[meeting];
        var one = OfParticipant(first);
        var other = OfParticipant(second);
        var cheapest = long.MaxValue;
        for (var slot = SlotRows.NextFrom(slots, 0); slot >= 0; slot = SlotRows.NextFrom(slots, slot + 1))
        {
            cheapest = Math.Min(cheapest, one[slot] + other[slot] + OfTables[slot]);
        }

        if (cheapest == long.MaxValue)
        {
            return 0;
        }

        var candidate = problem.Problem.Meetings[meeting];
        var beyond = (Int128)candidate.Weight * scale - Quota[first] - Quota[second] - cheapest;
        return candidate.Obligatory ? beyond : Int128.Max(0, beyond);
    }
}
