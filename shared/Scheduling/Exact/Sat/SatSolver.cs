namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Decides whether clauses can be fulfilled, by conflict-driven clause learning (Marques-Silva and Sakallah, IEEE Trans. Computers
/// 48(5), 1999; in the form of MiniSat, Een and Sorensson, SAT 2003). Clauses can be added between searches, and each search may take
/// assumptions for itself alone; when they cannot hold, <see cref="Core"/> names those that stand against each other.
/// <para>
/// Level 0 holds what is true for good, level 1 all assumptions together, and each level from 2 on begins with one decision.
/// The same calls give the same answers everywhere: no clock, no threads, randomness from the seed alone.
/// </para>
/// </summary>
internal sealed partial class SatSolver
{
    /// <summary>No clause made the value so.</summary>
    private const int NoReason = int.MinValue;

    private readonly ClauseArena arena = new();
    private readonly VariableHeap order = new();
    private readonly List<int> given = [];
    private readonly List<int> learnt = [];
    private readonly Comparer<Literal> laterFirst;

    private sbyte[] values = [];
    private bool[] phases = [];
    private int[] levels = [];
    private int[] reasons = [];
    private int[] places = [];
    private Bag<Watch>[] watches = [];
    private Bag<int>[] implied = [];
    private int[] trail = [];
    private int trailCount;
    private int head;
    private Bag<int> levelStarts;
    private bool[] model = [];
    private Literal[] core = [];
    private ulong random;

    public SatSolver(long seed)
    {
        random = StableHash.Mix((ulong)seed);
        laterFirst = Comparer<Literal>.Create((a, b) => places[b.Variable].CompareTo(places[a.Variable]));
    }

    /// <summary>Number of variables.</summary>
    public int Variables { get; private set; }

    /// <summary>False once the clauses are known to contradict each other without any assumption.</summary>
    public bool IsConsistent { get; private set; } = true;

    /// <summary>Conflicts met so far: the measure of work.</summary>
    public long Conflicts { get; private set; }

    /// <summary>After an unsatisfiable search: assumptions that cannot hold together with the clauses.</summary>
    public IReadOnlyList<Literal> Core => core;

    /// <summary>Clauses held now, learnt ones included, those of two literals not.</summary>
    public int Clauses => given.Count + learnt.Count;

    private int Level => levelStarts.Count;

    /// <summary>A new variable.</summary>
    /// <param name="phase">The value to try first.</param>
    public Literal NewVariable(bool phase = false)
    {
        var variable = Variables++;
        if (variable >= levels.Length)
        {
            Grow(Math.Max(64, 2 * levels.Length));
        }

        phases[variable] = phase;
        bestPhases[variable] = phase;
        firstPhases[variable] = phase;
        reasons[variable] = NoReason;

        // A little noise breaks ties as the seed wants.
        order.Grow(variable, Draw(1024) * 1e-6);
        return Literal.Of(variable);
    }

    /// <summary>The value that the last satisfiable search gave.</summary>
    public bool IsTrue(Literal literal) => model[literal.Variable] != literal.IsNegated;

    /// <summary>True where the clauses alone have been found to settle the literal as true.</summary>
    public bool IsSettled(Literal literal) => values[literal.Code] > 0 && levels[literal.Variable] == 0;

    /// <summary>Tries this value first from now on.</summary>
    public void Prefer(Literal literal)
    {
        phases[literal.Variable] = !literal.IsNegated;
        bestPhases[literal.Variable] = !literal.IsNegated;
    }

    /// <summary>Demands that at least one of the literals holds.</summary>
    public void AddClause(params ReadOnlySpan<Literal> literals)
    {
        BackTo(0);
        var kept = new List<Literal>(literals.Length);
        foreach (var literal in literals)
        {
            if (values[literal.Code] > 0 || kept.Contains(~literal))
            {
                return;
            }

            if (values[literal.Code] == 0 && !kept.Contains(literal))
            {
                kept.Add(literal);
            }
        }

        AddReduced(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept));
    }

    /// <summary>Takes a clause of different literals without any value yet.</summary>
    private void AddReduced(ReadOnlySpan<Literal> literals)
    {
        switch (literals.Length)
        {
            case 0:
                IsConsistent = false;
                break;
            case 1:
                Assign(literals[0].Code, NoReason);
                IsConsistent &= Propagate() == NoConflict;
                break;
            case 2:
                AddBinary(literals[0].Code, literals[1].Code);
                break;
            default:
                given.Add(arena.Add(literals, learnt: false, quality: 0));
                Attach(given[^1]);
                break;
        }
    }

    private void AddBinary(int first, int second)
    {
        implied[first ^ 1].Add(second);
        implied[second ^ 1].Add(first);
    }

    private void Attach(int clause)
    {
        var (first, second) = (arena[clause, 0].Code, arena[clause, 1].Code);
        watches[first ^ 1].Add(new Watch(clause, second));
        watches[second ^ 1].Add(new Watch(clause, first));
    }

    private void Grow(int size)
    {
        Array.Resize(ref values, 2 * size);
        Array.Resize(ref phases, size);
        Array.Resize(ref bestPhases, size);
        Array.Resize(ref firstPhases, size);
        Array.Resize(ref levels, size);
        Array.Resize(ref reasons, size);
        Array.Resize(ref places, size);
        Array.Resize(ref watches, 2 * size);
        Array.Resize(ref implied, 2 * size);
        Array.Resize(ref trail, size);
        Array.Resize(ref marks, size);
        Array.Resize(ref isMerging, size);
        Array.Resize(ref levelStamps, size + 2);
    }

    private int Draw(int limit)
    {
        random += 0x9E3779B97F4A7C15UL;
        return (int)(StableHash.Mix(random) % (ulong)limit);
    }
}
