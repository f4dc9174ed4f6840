using System.Numerics;

namespace TravelMart.Scheduling;

/// <summary>Breaks and runs of an agenda, counted on whole words of slots at a time.</summary>
internal sealed class Days
{
    private readonly ulong[] starts;
    private readonly (int First, int Last)[] days;
    private readonly int[] dayOf;

    public Days(int[] dayOf)
    {
        this.dayOf = dayOf;
        starts = new ulong[(dayOf.Length + 63) / 64];
        var firsts = Enumerable.Range(0, dayOf.Length).Where(slot => slot == 0 || dayOf[slot] != dayOf[slot - 1]).ToArray();
        foreach (var first in firsts)
        {
            starts[first >> 6] |= 1UL << first;
        }

        days = firsts.Select((first, i) => (first, (i + 1 < firsts.Length ? firsts[i + 1] : dayOf.Length) - 1)).ToArray();
    }

    /// <summary>First and last slot of each day.</summary>
    public IReadOnlyList<(int First, int Last)> All => days;

    /// <summary>Groups of idle slots between meetings of one day: the runs of meetings, less one for each day that has any.</summary>
    public int Breaks(ReadOnlySpan<ulong> busy)
    {
        var runs = 0;
        ulong carry = 0;
        for (var word = 0; word < busy.Length; word++)
        {
            var afterMeeting = (busy[word] << 1 | carry) & ~starts[word];
            runs += BitOperations.PopCount(busy[word] & ~afterMeeting);
            carry = busy[word] >> 63;
        }

        foreach (var (first, last) in days)
        {
            runs -= AnyWithin(busy, first, last) ? 1 : 0;
        }

        return runs;
    }

    /// <summary>How many breaks more there are once the slot, which is idle, has a meeting.</summary>
    public int ChangeByAdding(ReadOnlySpan<ulong> busy, int slot)
    {
        var (first, last) = days[dayOf[slot]];
        if (!AnyWithin(busy, first, last))
        {
            return 0;
        }

        return 1 - (slot > first && SlotRows.Has(busy, slot - 1) ? 1 : 0) - (slot < last && SlotRows.Has(busy, slot + 1) ? 1 : 0);
    }

    /// <summary>The longest run of slots with meetings.</summary>
    public int LongestRun(ReadOnlySpan<ulong> busy)
    {
        var longest = 0;
        foreach (var (first, last) in days)
        {
            var run = 0;
            for (var slot = first; slot <= last; slot++)
            {
                run = SlotRows.Has(busy, slot) ? run + 1 : 0;
                longest = Math.Max(longest, run);
            }
        }

        return longest;
    }

    private static bool AnyWithin(ReadOnlySpan<ulong> set, int first, int last)
    {
        var (firstWord, lastWord) = (first >> 6, last >> 6);
        for (var word = firstWord; word <= lastWord; word++)
        {
            var mask = (word == firstWord ? ulong.MaxValue << first : ulong.MaxValue)
                & (word == lastWord ? ulong.MaxValue >> (63 - (last & 63)) : ulong.MaxValue);
            if ((set[word] & mask) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
