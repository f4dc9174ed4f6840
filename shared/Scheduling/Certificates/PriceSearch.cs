namespace TravelMart.Scheduling;

/// <summary>
/// Looks for prices that differ from slot to slot and prove a lower bound than any that are the same in all: the dual of the time-indexed
/// linear programme, lowered along deflected subgradients (Held and Karp 1971; Camerini, Fratta and Maffioli 1975; step by Polyak 1969).
/// A place that more meetings want than it holds becomes dearer, one that fewer want cheaper. What is found is counted again exactly
/// before anybody is told.
/// </summary>
internal sealed class PriceSearch
{
    private const int Scale = 10_000;
    private const int Patience = 60;
    private const double Deflection = 0.6;
    private const double SmallestStep = 0.002;

    private readonly IndexedProblem problem;
    private readonly int slots;
    private readonly int tablesAt; // where the prices of tables begin, behind those of the participants' places, ...
    private readonly int quotaAt; // ... and where those of maximums begin
    private readonly double[] price;
    private readonly double[] best;
    private readonly double[] supply;
    private readonly double[] gradient;
    private readonly double[] direction;
    private readonly int[] possibleFrom;
    private readonly short[] possible;
    private readonly int[] meetings;
    private double bestBound = double.PositiveInfinity;
    private double step = 1;
    private int failures;
    private int rotation;

    public PriceSearch(IndexedProblem problem, SlotRoom room, Prices start)
    {
        (this.problem, slots) = (problem, problem.Slots);
        var people = problem.Problem.Participants;
        (tablesAt, quotaAt) = (people.Count * slots, (people.Count + 1) * slots);
        price = new double[quotaAt + people.Count];
        (best, supply, gradient, direction) = (new double[price.Length], new double[price.Length], new double[price.Length], new double[price.Length]);
        for (var p = 0; p < people.Count; p++)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                price[p * slots + slot] = (double)start.OfParticipant(p)[slot] / start.Scale;
                supply[p * slots + slot] = problem.Available.Has(p, slot) ? people[p].Capacity : 0;
            }

            price[quotaAt + p] = (double)start.Quota[p] / start.Scale;
            supply[quotaAt + p] = people[p].Max ?? 0;
        }

        for (var slot = 0; slot < slots; slot++)
        {
            price[tablesAt + slot] = (double)start.OfTables[slot] / start.Scale;
            supply[tablesAt + slot] = room[slot];
        }

        price.CopyTo(best, 0);
        (meetings, possibleFrom, possible) = PossibleSlots();
    }

    /// <summary>How much one call of <see cref="Step"/> looks at.</summary>
    public long Size => possible.Length;

    /// <summary>The best prices found, as exact numbers.</summary>
    public Prices Best()
    {
        var prices = new Prices(problem, Scale);
        for (var p = 0; p < problem.Problem.Participants.Count; p++)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                prices.OfParticipant(p)[slot] = supply[p * slots + slot] > 0 ? Exact(best[p * slots + slot]) : 0;
            }

            prices.Quota[p] = problem.Problem.Participants[p].Max is null ? 0 : Exact(best[quotaAt + p]);
        }

        for (var slot = 0; slot < slots; slot++)
        {
            prices.OfTables[slot] = Exact(best[tablesAt + slot]);
        }

        return prices;
    }

    /// <summary>Takes one step; true where it proves more than all before.</summary>
    /// <param name="reached">The weight of a plan, which no bound can be below.</param>
    public bool Step(long reached)
    {
        var bound = Evaluate();
        var better = bound < bestBound - 1e-6;
        if (better)
        {
            bestBound = bound;
            price.CopyTo(best, 0);
            failures = 0;
        }
        else if (++failures > Patience)
        {
            (step, failures) = (step / 2, 0);
            if (step < SmallestStep)
            {
                step = 0.5;
            }

        }

        Move(bound - reached);
        return better;
    }

    private static long Exact(double price) => (long)Math.Round(price * Scale, MidpointRounding.AwayFromZero);

    private (int[] Meetings, int[] From, short[] Possible) PossibleSlots()
    {
        var (who, from, all) = (new List<int>(), new List<int> { 0 }, new List<short>());
        Span<ulong> set = stackalloc ulong[problem.Words];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            problem.PossibleSlots(meeting, set);
            for (var slot = SlotRows.NextFrom(set, 0); slot >= 0; slot = SlotRows.NextFrom(set, slot + 1))
            {
                all.Add((short)slot);
            }

            if (all.Count > from[^1])
            {
                who.Add(meeting);
                from.Add(all.Count);
            }
        }

        return ([.. who], [.. from], [.. all]);
    }

    /// <summary>The bound at the present prices, and by how much each place is wanted less than it holds.</summary>
    private double Evaluate()
    {
        var bound = 0.0;
        for (var i = 0; i < price.Length; i++)
        {
            bound += supply[i] * price[i];
            gradient[i] = supply[i];
        }

        rotation++;
        for (var i = 0; i < meetings.Length; i++)
        {
            bound += Want(i);
        }

        return bound;
    }

    /// <summary>What a meeting is worth beyond its cheapest slot, which it wants; 0 where it wants none.</summary>
    private double Want(int index)
    {
        var meeting = meetings[index];
        var (first, second) = problem.Pairs[meeting];
        var (from, count) = (possibleFrom[index], possibleFrom[index + 1] - possibleFrom[index]);
        var (cheapest, where, shift) = (double.PositiveInfinity, 0, (rotation * 7 + meeting) % count);
        for (var i = 0; i < count; i++)
        {
            var slot = possible[from + (i + shift < count ? i + shift : i + shift - count)];
            var asked = price[first * slots + slot] + price[second * slots + slot] + price[tablesAt + slot];
            if (asked < cheapest)
            {
                (cheapest, where) = (asked, slot);
            }
        }

        var beyond = problem.Weight[meeting] - price[quotaAt + first] - price[quotaAt + second] - cheapest;
        if (beyond <= 0 && !problem.IsObligatory[meeting])
        {
            return 0;
        }

        gradient[first * slots + where]--;
        gradient[second * slots + where]--;
        gradient[tablesAt + where]--;
        gradient[quotaAt + first]--;
        gradient[quotaAt + second]--;
        return beyond;
    }

    private void Move(double gap)
    {
        var length = 0.0;
        for (var i = 0; i < price.Length; i++)
        {
            // A price of nothing cannot fall, and nothing is asked where there is nothing to be had.
            var slope = supply[i] == 0 || (price[i] <= 0 && gradient[i] > 0) ? 0 : gradient[i];
            direction[i] = supply[i] == 0 ? 0 : slope + Deflection * direction[i];
            length += direction[i] * direction[i];
        }

        if (length == 0)
        {
            return;
        }

        var by = step * Math.Max(gap, 0.5) / length;
        for (var i = 0; i < price.Length; i++)
        {
            price[i] = Math.Max(0, price[i] - by * direction[i]);
        }
    }
}
