namespace TravelMart.Scheduling;

/// <summary>The engine's random numbers: SplitMix64, so that the same seed gives the same numbers on every machine.</summary>
internal sealed class Dice(long seed)
{
    private const double Unit = 1.0 / (1UL << 53);
    private ulong state = (ulong)seed;

    /// <summary>A number from 0 to below the limit, which must be 1 or more.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    /// <summary>A number from 0 to below 1, a whole multiple of 2 to the power of -53.</summary>
    public double Fraction() => (Next() >> 11) * Unit;

    private ulong Next()
    {
        var drawn = StableHash.Mix(state);
        state += 0x9E3779B97F4A7C15UL;
        return drawn;
    }
}
