namespace TravelMart.Scheduling;

/// <summary>Hashes and mixing that give the same numbers on every machine and in every process, unlike the runtime's own.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a over the UTF-16 units of the text, mixed with the seed.</summary>
    public static ulong Of(string text, long seed)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in text)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        return Mix(hash ^ Mix((ulong)seed));
    }

    /// <summary>The finalizer of SplitMix64: every bit of the input stirs every bit of the output.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ value >> 27) * 0x94D049BB133111EBUL;
        return value ^ value >> 31;
    }
}
