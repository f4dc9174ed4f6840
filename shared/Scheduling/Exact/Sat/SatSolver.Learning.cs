using System.Runtime.InteropServices;

namespace TravelMart.Scheduling.Exact;

/// <summary>
/// What a conflict teaches: the clause of the first unique implication point, without literals that the others imply (Sorensson and
/// Biere, SAT 2009).
/// </summary>
internal sealed partial class SatSolver
{
    private const byte Seen = 1;
    private const byte Removable = 2;
    private const byte Needed = 3;

    private readonly List<Literal> lesson = [];
    private readonly List<int> touched = [];
    private readonly Stack<(int Variable, int Next)> path = new();
    private byte[] marks = [];
    private int[] levelStamps = [];
    private int stamp;
    private float clauseStep = 1;

    /// <summary>Fills <see cref="lesson"/>, the literal first that it forces; returns the level at which it does.</summary>
    private int Analyze(int conflict)
    {
        lesson.Clear();
        lesson.Add(default);
        var (open, at, literal, reason) = (0, trailCount - 1, -1, conflict);
        do
        {
            foreach (var other in Antecedents(reason, literal))
            {
                open += Meet(other);
            }

            while (marks[trail[at] >> 1] != Seen)
            {
                at--;
            }

            literal = trail[at--];
            reason = reasons[literal >> 1];
            marks[literal >> 1] = 0;
            open--;
        }
        while (open > 0);

        lesson[0] = new Literal(literal ^ 1);
        Shorten();
        return BringSecondForward();
    }

    /// <summary>The false literals that together force a literal, or that a broken clause consists of.</summary>
    private ReadOnlySpan<int> Antecedents(int reason, int literal)
    {
        if (reason >= 0)
        {
            TouchClause(reason);
            var all = arena.Data.AsSpan(reason + ClauseArena.Header, arena.Size(reason));
            return literal < 0 ? all : all[1..];
        }

        pair[0] = reason == PairConflict && literal < 0 ? brokenPair.First : ~reason;
        pair[1] = brokenPair.Second;
        return pair.AsSpan(0, literal < 0 ? 2 : 1);
    }

    private readonly int[] pair = new int[2];

    /// <summary>Notes a literal of the conflict; returns 1 where it is of the present level.</summary>
    private int Meet(int literal)
    {
        var variable = literal >> 1;
        if (marks[variable] != 0 || levels[variable] == 0)
        {
            return 0;
        }

        marks[variable] = Seen;
        order.Bump(variable);
        if (levels[variable] == Level)
        {
            return 1;
        }

        lesson.Add(new Literal(literal));
        return 0;
    }

    private void Shorten()
    {
        for (var i = 1; i < lesson.Count; i++)
        {
            touched.Add(lesson[i].Variable);
        }

        DropImplied();
        MergeLevels();
        foreach (var variable in touched)
        {
            marks[variable] = 0;
        }

        touched.Clear();
    }

    private void DropImplied()
    {
        var kept = 1;
        for (var i = 1; i < lesson.Count; i++)
        {
            var variable = lesson[i].Variable;
            if (reasons[variable] == NoReason || !IsImplied(variable))
            {
                lesson[kept++] = lesson[i];
            }
        }

        lesson.RemoveRange(kept, lesson.Count - kept);
    }

    /// <summary>True where other literals of the lesson force this one, over any number of steps.</summary>
    private bool IsImplied(int variable)
    {
        path.Clear();
        path.Push((variable, 0));
        while (path.TryPop(out var step))
        {
            if (NextOpen(step.Variable, step.Next) is not { } next)
            {
                if (marks[step.Variable] == 0)
                {
                    marks[step.Variable] = Removable;
                    touched.Add(step.Variable);
                }

                continue;
            }

            var (other, index) = next;
            if (marks[other] == Needed || reasons[other] == NoReason)
            {
                path.Push(step);
                foreach (var (onPath, _) in path)
                {
                    if (marks[onPath] == 0)
                    {
                        marks[onPath] = Needed;
                        touched.Add(onPath);
                    }
                }

                return false;
            }

            path.Push((step.Variable, index + 1));
            path.Push((other, 0));
        }

        return true;
    }

    /// <summary>The next variable that the reason of this one rests on and that is not known to follow from the lesson.</summary>
    private (int Variable, int Index)? NextOpen(int variable, int from)
    {
        var reason = reasons[variable];
        if (reason < 0)
        {
            var other = ~reason >> 1;
            return from == 0 && IsOpen(other) ? (other, 0) : null;
        }

        var size = arena.Size(reason);
        for (var i = from + 1; i < size; i++)
        {
            var other = arena.Data[reason + ClauseArena.Header + i] >> 1;
            if (IsOpen(other))
            {
                return (other, i - 1);
            }
        }

        return null;
    }

    private bool IsOpen(int variable) => levels[variable] != 0 && marks[variable] is not (Seen or Removable);

    private int BringSecondForward()
    {
        if (lesson.Count == 1)
        {
            return 0;
        }

        var highest = 1;
        for (var i = 2; i < lesson.Count; i++)
        {
            if (levels[lesson[i].Variable] > levels[lesson[highest].Variable])
            {
                highest = i;
            }
        }

        (lesson[1], lesson[highest]) = (lesson[highest], lesson[1]);
        return levels[lesson[1].Variable];
    }

    private int CountLevels(ReadOnlySpan<int> literals)
    {
        var (count, now) = (0, ++stamp);
        foreach (var literal in literals)
        {
            ref var seen = ref levelStamps[levels[literal >> 1]];
            if (seen != now)
            {
                seen = now;
                count++;
            }
        }

        return count;
    }

    /// <summary>Remembers that a learnt clause was of use, and how good it has become.</summary>
    private void TouchClause(int clause)
    {
        if (!arena.IsLearnt(clause))
        {
            return;
        }

        var activity = arena.Activity(clause) + clauseStep;
        arena.SetActivity(clause, activity);
        if (activity > 1e20f)
        {
            foreach (var one in learnt)
            {
                arena.SetActivity(one, arena.Activity(one) * 1e-20f);
            }

            clauseStep *= 1e-20f;
        }

        var quality = arena.Quality(clause);
        if (quality > GoodQuality)
        {
            var now = CountLevels(arena.Data.AsSpan(clause + ClauseArena.Header, arena.Size(clause)));
            if (now < quality)
            {
                arena.Improve(clause, quality = now);
            }
        }

        arena.SetUsed(clause, quality <= FairQuality ? 2 : 1);
    }

    /// <summary>Keeps the lesson as a clause and assigns what it forces.</summary>
    private void Learn(int quality)
    {
        var literals = CollectionsMarshal.AsSpan(lesson);
        if (literals.Length == 1)
        {
            Assign(literals[0].Code, NoReason);
        }
        else if (literals.Length == 2)
        {
            AddBinary(literals[0].Code, literals[1].Code);
            Assign(literals[0].Code, ~literals[1].Code);
        }
        else
        {
            var clause = arena.Add(literals, learnt: true, quality);
            learnt.Add(clause);
            Attach(clause);
            arena.SetActivity(clause, clauseStep);
            arena.SetUsed(clause, 1);
            Assign(literals[0].Code, clause);
        }
    }

    /// <summary>Which assumptions lead to the conflict at level 1, or to the negation of a further assumption.</summary>
    private void FindCore(ReadOnlySpan<int> broken, Literal? further)
    {
        var found = new List<Literal>();
        if (further is { } assumption)
        {
            found.Add(assumption);
        }

        foreach (var literal in broken)
        {
            marks[literal >> 1] = levels[literal >> 1] > 0 ? Seen : (byte)0;
        }

        for (var i = trailCount - 1; i >= levelStarts.Items[0]; i--)
        {
            var variable = trail[i] >> 1;
            if (marks[variable] == 0)
            {
                continue;
            }

            marks[variable] = 0;
            if (reasons[variable] == NoReason)
            {
                found.Add(new Literal(trail[i]));
                continue;
            }

            foreach (var literal in Antecedents(reasons[variable], trail[i]))
            {
                marks[literal >> 1] = levels[literal >> 1] > 0 ? Seen : (byte)0;
            }
        }

        core = [.. found];
    }
}
