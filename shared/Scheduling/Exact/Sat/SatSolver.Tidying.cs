namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Throws learnt clauses away before they slow everything down: those of few levels stay for good, those of some levels while they
/// are of use, of the others the more active half (in three tiers after Oh, SAT 2015). Also drops what level 0 has settled.
/// </summary>
internal sealed partial class SatSolver
{
    private const int GoodQuality = 2;
    private const int FairQuality = 6;
    private const int TidyUnit = 300;

    private long tidyAt = 2_000;
    private long tidied;
    private int settledWhenTidied;

    private bool IsTidyDue => Conflicts >= tidyAt;

    private void Tidy()
    {
        if (IsTidyDue)
        {
            tidied++;
            tidyAt = Conflicts + 2_000 + (100 * tidied);
            var dropped = ChooseDropped();
            Rebuild(dropped);
        }
        else if (trailCount > settledWhenTidied + (Variables / 50))
        {
            Rebuild([]);
        }
    }

    private HashSet<int> ChooseDropped()
    {
        var candidates = new List<int>();
        foreach (var clause in learnt)
        {
            var used = arena.Used(clause);
            arena.SetUsed(clause, Math.Max(0, used - 1));
            if (arena.Quality(clause) > GoodQuality && used == 0)
            {
                candidates.Add(clause);
            }
        }

        candidates.Sort((a, b) =>
        {
            var byQuality = arena.Quality(b).CompareTo(arena.Quality(a));
            var byActivity = byQuality != 0 ? byQuality : arena.Activity(a).CompareTo(arena.Activity(b));
            return byActivity != 0 ? byActivity : a.CompareTo(b);
        });
        return [.. candidates.Take(candidates.Count * 3 / 4)];
    }

    /// <summary>Writes all clauses anew without the dropped ones and without what is settled. Only at level 0.</summary>
    private void Rebuild(HashSet<int> dropped)
    {
        settledWhenTidied = trailCount;
        for (var literal = 0; literal < 2 * Variables; literal++)
        {
            watches[literal].Count = 0;
        }

        var old = arena.Clear();
        Rewrite(given, old, dropped);
        Rewrite(learnt, old, dropped);
        for (var i = 0; i < trailCount; i++)
        {
            reasons[trail[i] >> 1] = NoReason;
        }
    }

    private void Rewrite(List<int> clauses, int[] old, HashSet<int> dropped)
    {
        var kept = 0;
        Literal[] room = [];
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            var size = old[clause];
            room = room.Length < size ? new Literal[2 * size] : room;
            if (dropped.Contains(clause) || Unsettled(old.AsSpan(clause + ClauseArena.Header, size), room) is not { } left)
            {
                continue;
            }

            if (left == 2)
            {
                AddBinary(room[0].Code, room[1].Code);
                continue;
            }

            var moved = arena.Copy(old, clause, room.AsSpan(0, left));
            clauses[kept++] = moved;
            Attach(moved);
        }

        clauses.RemoveRange(kept, clauses.Count - kept);
    }

    /// <summary>Copies the literals without a value; null where one is true. Propagation leaves at least two.</summary>
    private int? Unsettled(ReadOnlySpan<int> literals, Literal[] into)
    {
        var count = 0;
        foreach (var literal in literals)
        {
            if (values[literal] > 0)
            {
                return null;
            }

            if (values[literal] == 0)
            {
                into[count++] = new Literal(literal);
            }
        }

        System.Diagnostics.Debug.Assert(count >= 2, "A clause with one open literal would have been propagated.");
        return count;
    }
}
