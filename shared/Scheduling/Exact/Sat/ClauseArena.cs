using System.Runtime.CompilerServices;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// All clauses of three literals and more in one array: a header of three numbers each (size; kind and quality; activity), then the
/// codes of the literals. A clause is known by the place of its header.
/// </summary>
internal sealed class ClauseArena
{
    public const int Header = 3;

    private const int LearntBit = 1;
    private const int UsedShift = 1;
    private const int UsedMask = 3 << UsedShift;
    private const int QualityShift = 3;

    private int[] data = new int[1 << 16];

    /// <summary>The numbers themselves, for loops that cannot afford more.</summary>
    public int[] Data => data;

    public int Length { get; private set; }

    public int Add(ReadOnlySpan<Literal> literals, bool learnt, int quality)
    {
        var clause = Length;
        Length += Header + literals.Length;
        if (Length > data.Length)
        {
            Array.Resize(ref data, Math.Max(2 * data.Length, Length));
        }

        data[clause] = literals.Length;
        data[clause + 1] = quality << QualityShift | (learnt ? LearntBit : 0);
        data[clause + 2] = 0;
        for (var i = 0; i < literals.Length; i++)
        {
            data[clause + Header + i] = literals[i].Code;
        }

        return clause;
    }

    public int Size(int clause) => data[clause];

    public bool IsLearnt(int clause) => (data[clause + 1] & LearntBit) != 0;

    public Literal this[int clause, int index] => new(data[clause + Header + index]);

    /// <summary>The number of decision levels that the clause spans (LBD, Audemard and Simon, IJCAI 2009): fewer is better.</summary>
    public int Quality(int clause) => data[clause + 1] >> QualityShift;

    public void Improve(int clause, int quality) => data[clause + 1] = quality << QualityShift | data[clause + 1] & (LearntBit | UsedMask);

    /// <summary>How many clean-ups the clause is still spared for having been of use lately.</summary>
    public int Used(int clause) => (data[clause + 1] & UsedMask) >> UsedShift;

    public void SetUsed(int clause, int used) => data[clause + 1] = data[clause + 1] & ~UsedMask | used << UsedShift;

    public float Activity(int clause) => Unsafe.BitCast<int, float>(data[clause + 2]);

    public void SetActivity(int clause, float activity) => data[clause + 2] = Unsafe.BitCast<float, int>(activity);

    /// <summary>Takes a clause over from before <see cref="Clear"/>, with all that is known of it but only these literals.</summary>
    public int Copy(int[] old, int clause, ReadOnlySpan<Literal> literals)
    {
        var copy = Add(literals, learnt: false, quality: 0);
        data[copy + 1] = old[clause + 1];
        data[copy + 2] = old[clause + 2];
        return copy;
    }

    /// <summary>Starts over with nothing; the old numbers stay readable to the caller.</summary>
    public int[] Clear()
    {
        var old = data;
        data = new int[Math.Max(1 << 16, Length)];
        Length = 0;
        return old;
    }
}
