using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TravelMart.Scheduling.Exact;

/// <summary>Consequences of what is assigned: two watched literals a clause (Moskewicz et al., DAC 2001).</summary>
internal sealed partial class SatSolver
{
    private const int NoConflict = -1;

    /// <summary>Stands for a clause of two literals, which has no place in the arena; <see cref="brokenPair"/> has them.</summary>
    private const int PairConflict = -2;

    private (int First, int Second) brokenPair;

    /// <summary>Makes a literal true. A reason from 0 on is a clause; below, it is the complement of the other literal of a pair.</summary>
    private void Assign(int literal, int reason)
    {
        values[literal] = 1;
        values[literal ^ 1] = -1;
        levels[literal >> 1] = Level;
        reasons[literal >> 1] = reason;
        places[literal >> 1] = trailCount;
        trail[trailCount++] = literal;
    }

    private void OpenLevel() => levelStarts.Add(trailCount);

    private void BackTo(int level)
    {
        if (Level <= level)
        {
            return;
        }

        var keep = levelStarts.Items[level];
        for (var i = trailCount - 1; i >= keep; i--)
        {
            var literal = trail[i];
            values[literal] = 0;
            values[literal ^ 1] = 0;
            phases[literal >> 1] = (literal & 1) == 0;
            order.Insert(literal >> 1);
        }

        trailCount = head = keep;
        levelStarts.Count = level;
    }

    /// <summary>Assigns everything that follows; returns a clause that has become false, or <see cref="NoConflict"/>.</summary>
    private int Propagate()
    {
        while (head < trailCount)
        {
            var literal = trail[head++];
            var conflict = PropagatePairs(literal);
            if (conflict == NoConflict)
            {
                conflict = PropagateClauses(literal);
            }

            if (conflict != NoConflict)
            {
                head = trailCount;
                return conflict;
            }
        }

        return NoConflict;
    }

    private int PropagatePairs(int literal)
    {
        ref var list = ref implied[literal];
        for (var i = 0; i < list.Count; i++)
        {
            var other = list.Items[i];
            var value = values[other];
            if (value == 0)
            {
                Assign(other, ~(literal ^ 1));
            }
            else if (value < 0)
            {
                brokenPair = (other, literal ^ 1);
                return PairConflict;
            }
        }

        return NoConflict;
    }

    /// <summary>
    /// Looks at the clauses that watch the literal's negation. Each finds another literal to watch, or is fulfilled, or forces its last
    /// one, or is broken. This loop is where the time goes, so it works on bare references.
    /// </summary>
    private int PropagateClauses(int literal)
    {
        ref var list = ref watches[literal];
        if (list.Count == 0)
        {
            return NoConflict;
        }

        var falsified = literal ^ 1;
        ref var value = ref MemoryMarshal.GetArrayDataReference(values);
        ref var data = ref MemoryMarshal.GetArrayDataReference(arena.Data);
        ref var items = ref MemoryMarshal.GetArrayDataReference(list.Items);
        var (count, kept) = (list.Count, 0);
        for (var i = 0; i < count; i++)
        {
            var watch = Unsafe.Add(ref items, i);
            if (Unsafe.Add(ref value, watch.Blocker) > 0)
            {
                Unsafe.Add(ref items, kept++) = watch;
                continue;
            }

            ref var lits = ref Unsafe.Add(ref data, watch.Clause + ClauseArena.Header);
            var other = lits ^ Unsafe.Add(ref lits, 1) ^ falsified;
            var otherValue = Unsafe.Add(ref value, other);
            if (otherValue > 0)
            {
                Unsafe.Add(ref items, kept++) = new Watch(watch.Clause, other);
                continue;
            }

            var size = Unsafe.Add(ref data, watch.Clause);
            var found = 2;
            while (found < size && Unsafe.Add(ref value, Unsafe.Add(ref lits, found)) < 0)
            {
                found++;
            }

            if (found < size)
            {
                var next = Unsafe.Add(ref lits, found);
                lits = other;
                Unsafe.Add(ref lits, 1) = next;
                Unsafe.Add(ref lits, found) = falsified;

                // The new watch is never in this very list, since the literal's negation is false.
                watches[next ^ 1].Add(new Watch(watch.Clause, other));
                continue;
            }

            Unsafe.Add(ref items, kept++) = new Watch(watch.Clause, other);
            if (otherValue < 0)
            {
                for (i++; i < count; i++)
                {
                    Unsafe.Add(ref items, kept++) = Unsafe.Add(ref items, i);
                }

                list.Count = kept;
                return watch.Clause;
            }

            lits = other;
            Unsafe.Add(ref lits, 1) = falsified;
            Assign(other, watch.Clause);
        }

        list.Count = kept;
        return NoConflict;
    }
}
