namespace TravelMart.Scheduling.Generation;

/// <summary>SplitMix64: the same numbers from the same seed, on every machine and every version of .NET.</summary>
/// <param name="seed">Any number.</param>
public sealed class SeededRandom(long seed)
{
    private ulong state = (ulong)seed;

    /// <summary>A number from 0 to below the limit, which must be 1 or more.</summary>
    public int Below(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var drawn = StableHash.Mix(state);
        state += 0x9E3779B97F4A7C15UL;
        return (int)(drawn % (ulong)limit);
    }

    /// <summary>True with a chance of so many in a hundred.</summary>
    public bool Chance(int percent) => Below(100) < percent;
}
