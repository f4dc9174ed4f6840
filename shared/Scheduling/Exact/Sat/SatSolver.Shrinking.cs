namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Replaces all literals that a lesson has of one level by a single one that forces them (Fleury and Biere, "Efficient all-UIP learned
/// clause minimization", SAT 2021). "These ten meetings are not in those slots" becomes "this agenda begins later", which is what
/// keeps lessons about schedules short.
/// </summary>
internal sealed partial class SatSolver
{
    private readonly List<int> merging = [];
    private bool[] isMerging = [];

    /// <summary>Level by level from the highest, so that a level only leans on literals that are still in the lesson.</summary>
    private void MergeLevels()
    {
        lesson.Sort(1, lesson.Count - 1, laterFirst);
        var kept = 1;
        for (var first = 1; first < lesson.Count;)
        {
            var level = levels[lesson[first].Variable];
            var end = first + 1;
            while (end < lesson.Count && levels[lesson[end].Variable] == level)
            {
                end++;
            }

            if (end - first > 1 && Merge(first, end) is { } single)
            {
                lesson[kept++] = single;
            }
            else
            {
                for (var i = first; i < end; i++)
                {
                    lesson[kept++] = lesson[i];
                }
            }

            first = end;
        }

        lesson.RemoveRange(kept, lesson.Count - kept);
    }

    /// <summary>The literal that forces all these of one level, given the rest of the lesson; null where there is none.</summary>
    private Literal? Merge(int first, int end)
    {
        merging.Clear();
        for (var i = first; i < end; i++)
        {
            Include(lesson[i].Variable);
        }

        var open = end - first;
        Literal? found = null;
        for (var at = places[lesson[first].Variable]; ; at--)
        {
            var variable = trail[at] >> 1;
            if (!isMerging[variable])
            {
                continue;
            }

            if (--open == 0)
            {
                found = new Literal(trail[at] ^ 1);
                break;
            }

            if (reasons[variable] == NoReason || Replace(variable) is not { } more)
            {
                break;
            }

            open += more;
        }

        foreach (var variable in merging)
        {
            isMerging[variable] = false;
        }

        return found;
    }

    /// <summary>Steps from a literal back to what forces it; returns how many more that are, null where the lesson would grow.</summary>
    private int? Replace(int variable)
    {
        var reason = reasons[variable];
        var more = 0;
        var literals = reason >= 0 ? arena.Data.AsSpan(reason + ClauseArena.Header + 1, arena.Size(reason) - 1) : [~reason];
        foreach (var literal in literals)
        {
            var other = literal >> 1;
            if (levels[other] == levels[variable])
            {
                more += isMerging[other] ? 0 : 1;
                Include(other);
            }
            else if (IsOpen(other) && (reasons[other] == NoReason || marks[other] == Needed || !IsImplied(other)))
            {
                return null;
            }
        }

        return more;
    }

    private void Include(int variable)
    {
        if (!isMerging[variable])
        {
            isMerging[variable] = true;
            merging.Add(variable);
        }
    }
}
