using System.Numerics;
using TravelMart.Scheduling.Generation;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Makes breaks fewer in a schedule by simulated annealing. A move takes two slots and swaps them along a Kempe chain: the meetings
/// that a meeting's participants hold in the other slot, those that their partners hold in the first, and so on. A chain swaps without
/// any collision, and only where it ends does somebody become busy or idle, so that a move costs next to nothing to judge.
/// </summary>
internal sealed class KempeSearch
{
    private const double Hot = 3.5;
    private const double Cold = 1;
    private const long Unfair = 4;

    /// <summary>The cost of a break, measured in idle slots.</summary>
    private const long Break = 10;

    private readonly IndexedProblem problem;
    private readonly SeededRandom random;
    private readonly ulong[] possible;
    private readonly ulong[] days;
    private readonly int[] slotOf;
    private readonly int[] meetingAt;
    private readonly ulong[] busy;
    private readonly int[] inSlot;
    private readonly int[] held;
    private readonly int most;
    private readonly List<int> chain = [];
    private readonly List<(int Who, int Loses, int Gains)> ends = [];
    private Solution best;
    private long cost;

    private KempeSearch(IndexedProblem problem, Solution first, long seed)
    {
        this.problem = problem;
        random = new SeededRandom(seed);
        best = first;
        most = problem.Problem.Fairness ?? int.MaxValue;
        slotOf = [.. first.SlotOf];
        held = [.. first.Held.Where(m => problem.Problem.Meetings[m].Slot is null)];
        inSlot = new int[problem.Slots];
        busy = new ulong[problem.Problem.Participants.Count];
        meetingAt = new int[busy.Length * problem.Slots];
        possible = new ulong[slotOf.Length];
        days = [.. problem.DayOf.Select((day, slot) => (day, slot)).GroupBy(x => x.day, x => 1UL << x.slot).Select(own => own.Aggregate((a, b) => a | b))];
        Fill(first);
    }

    /// <summary>True where the moves keep every rule: meetings side by side, interpreters and rests are more than they know of.</summary>
    public static bool Suits(IndexedProblem problem) => problem.Slots <= 64
        && problem.Problem.Participants.All(p => p.Capacity <= 1 && p.MaxConsecutive is null)
        && problem.Interpreters.All(i => i is null);

    /// <summary>The best schedule that so many tries led to, with the same meetings.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="first">Where to begin.</param>
    /// <param name="target">Breaks that are few enough to stop.</param>
    /// <param name="tries">Moves to look at.</param>
    /// <param name="seed">Settles the moves.</param>
    /// <param name="stop">Ends it early.</param>
    public static Solution Improve(IndexedProblem problem, Solution first, long target, long tries, long seed, CancellationToken stop)
    {
        var search = new KempeSearch(problem, first, seed);
        return search.held.Length == 0 ? first : search.Run(first.Value(Objective.Breaks), target, tries, stop);
    }

    private void Fill(Solution first)
    {
        Array.Fill(meetingAt, -1);
        Span<ulong> slots = stackalloc ulong[1];
        foreach (var m in first.Held)
        {
            problem.PossibleSlots(m, slots);
            possible[m] = slots[0];
            Put(m, slotOf[m]);
            inSlot[slotOf[m]]++;
            busy[problem.Pairs[m].First] |= 1UL << slotOf[m];
            busy[problem.Pairs[m].Second] |= 1UL << slotOf[m];
        }

        cost = busy.Sum(CostOf);
    }

    private Solution Run(long least, long target, long tries, CancellationToken stop)
    {
        var cooling = Math.Pow(Cold / Hot, 1024.0 / tries);
        var temperature = Hot;
        for (var i = 1L; i <= tries && least > target; i++)
        {
            if (i % 1024 == 0)
            {
                temperature *= cooling;
                if (stop.IsCancellationRequested)
                {
                    break;
                }
            }

            // No break costs less than this, so that breaks need counting only now and then.
            if (Try(temperature) && cost < (least - 1) * (Break + problem.Slots) && busy.Sum(BreaksOf) is var breaks && breaks < least && IsFair())
            {
                best = new Solution(problem, [.. slotOf], best.InterpreterOf);
                least = breaks;
            }
        }

        return best;
    }

    private bool IsFair() => most == int.MaxValue || busy.Max(BreaksOf) - busy.Min(BreaksOf) <= most;

    /// <summary>Looks at one move and makes it where it is allowed and lucky enough.</summary>
    private bool Try(double temperature)
    {
        var meeting = held[random.Below(held.Length)];
        var (from, to) = (slotOf[meeting], random.Below(problem.Slots));
        if (from == to || !Follow(meeting, from, to))
        {
            return false;
        }

        // Each end changes the number of meetings in the two slots; a chain of an even number of meetings leaves it.
        var change = chain.Sum(m => slotOf[m] == from ? 1 : -1);
        if (inSlot[to] + change > problem.Tables[to] || inSlot[from] - change > problem.Tables[from])
        {
            return false;
        }

        var worse = 0L;
        foreach (var (who, loses, gains) in ends)
        {
            worse += CostOf(busy[who] & ~(1UL << loses) | 1UL << gains) - CostOf(busy[who]);
        }

        if (worse > 0 && random.Below(1 << 20) >= Math.Exp(-worse / temperature) * (1 << 20))
        {
            return false;
        }

        if (!Swap(from, to))
        {
            return false;
        }

        inSlot[to] += change;
        inSlot[from] -= change;
        cost += worse;
        return true;
    }

    /// <summary>Collects the chain through the meeting and where it ends; false where one of its meetings may not move.</summary>
    private bool Follow(int meeting, int from, int to)
    {
        chain.Clear();
        ends.Clear();
        if ((possible[meeting] >> to & 1) == 0)
        {
            return false;
        }

        chain.Add(meeting);
        return FollowFrom(meeting, problem.Pairs[meeting].First, from, to) is { } isRound
            && (isRound || FollowFrom(meeting, problem.Pairs[meeting].Second, from, to) is not null);
    }

    /// <summary>Goes along the chain beyond a participant; true where it comes round to the first meeting, null where it may not move.</summary>
    private bool? FollowFrom(int meeting, int who, int from, int to)
    {
        var first = meeting;
        while (true)
        {
            var next = meetingAt[(who * problem.Slots) + to];
            if (next < 0)
            {
                ends.Add((who, from, to));
                return false;
            }

            if (next == first)
            {
                return true;
            }

            if ((possible[next] >> from & 1) == 0)
            {
                return null;
            }

            chain.Add(next);
            who = problem.Pairs[next].First == who ? problem.Pairs[next].Second : problem.Pairs[next].First;
            (from, to) = (to, from);
        }
    }

    /// <summary>Makes the move; takes it back and returns false where meetings would no longer be in their order.</summary>
    private bool Swap(int from, int to)
    {
        Exchange(from, to);
        if (!chain.TrueForAll(KeepsOrder))
        {
            Exchange(from, to);
            return false;
        }

        foreach (var (who, loses, gains) in ends)
        {
            busy[who] = busy[who] & ~(1UL << loses) | 1UL << gains;
        }

        return true;
    }

    private void Exchange(int from, int to)
    {
        foreach (var m in chain)
        {
            var (first, second) = problem.Pairs[m];
            meetingAt[(first * problem.Slots) + slotOf[m]] = -1;
            meetingAt[(second * problem.Slots) + slotOf[m]] = -1;
            slotOf[m] = slotOf[m] == from ? to : from;
        }

        foreach (var m in chain)
        {
            Put(m, slotOf[m]);
        }
    }

    private void Put(int meeting, int slot)
    {
        meetingAt[(problem.Pairs[meeting].First * problem.Slots) + slot] = meeting;
        meetingAt[(problem.Pairs[meeting].Second * problem.Slots) + slot] = meeting;
    }

    private bool KeepsOrder(int meeting)
    {
        foreach (var earlier in problem.Earlier[meeting])
        {
            if (slotOf[earlier] >= slotOf[meeting])
            {
                return false;
            }
        }

        foreach (var later in problem.Later[meeting])
        {
            if (slotOf[later] >= 0 && slotOf[later] <= slotOf[meeting])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// What an agenda costs: its breaks, a fine for more of them than fairness allows beside somebody who has none, and a little for
    /// each idle slot in them, so that long breaks are shortened until they close.
    /// </summary>
    private long CostOf(ulong agenda)
    {
        var breaks = BreaksOf(agenda);
        var unfair = breaks > most ? Unfair * (breaks - most) : 0;
        return ((breaks + unfair) * Break) + IdleIn(agenda);
    }

    private int IdleIn(ulong agenda)
    {
        var idle = 0;
        foreach (var day in days)
        {
            var own = agenda & day;
            idle += own == 0 ? 0 : BitOperations.Log2(own) - BitOperations.TrailingZeroCount(own) + 1 - BitOperations.PopCount(own);
        }

        return idle;
    }

    private int BreaksOf(ulong agenda)
    {
        var breaks = 0;
        foreach (var day in days)
        {
            var own = agenda & day;
            breaks += own == 0 ? 0 : BitOperations.PopCount(own & ~(own << 1)) - 1;
        }

        return breaks;
    }
}
