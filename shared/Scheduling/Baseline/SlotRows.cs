using System.Numerics;

namespace TravelMart.Scheduling;

/// <summary>A set of slots for each of many rows, as bits: a row is as many 64-bit words as the slots need.</summary>
internal sealed class SlotRows(int rows, int slots)
{
    private readonly ulong[] bits = new ulong[rows * WordsFor(slots)];

    public int Words { get; } = WordsFor(slots);

    public Span<ulong> this[int row] => bits.AsSpan(row * Words, Words);

    public bool Has(int row, int slot) => Has(this[row], slot);

    public void Add(int row, int slot) => this[row][slot >> 6] |= 1UL << slot;

    public void Remove(int row, int slot) => this[row][slot >> 6] &= ~(1UL << slot);

    /// <summary>Adds every slot of the problem to a row.</summary>
    public void AddAll(int row)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            Add(row, slot);
        }
    }

    public static bool Has(ReadOnlySpan<ulong> set, int slot) => (set[slot >> 6] >> slot & 1) != 0;

    /// <summary>The first slot of the set that is not before the given one, or -1.</summary>
    public static int NextFrom(ReadOnlySpan<ulong> set, int slot)
    {
        for (var word = slot >> 6; word < set.Length; word++, slot = word << 6)
        {
            var rest = set[word] & ulong.MaxValue << slot;
            if (rest != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return -1;
    }

    public static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private static int WordsFor(int slots) => (slots + 63) / 64;
}
