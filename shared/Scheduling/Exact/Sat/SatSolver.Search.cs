using System.Runtime.InteropServices;

namespace TravelMart.Scheduling.Exact;

/// <summary>The search itself: decide, propagate, learn, and now and then start over.</summary>
internal sealed partial class SatSolver
{
    private const int StopCheckEvery = 1024;

    private readonly Restarts restarts = new();

    /// <summary>Looks for an assignment that fulfils all clauses and assumptions.</summary>
    /// <param name="assumptions">Literals that must hold, for this search alone.</param>
    /// <param name="conflicts">Most conflicts before it gives up.</param>
    /// <param name="stop">Makes it give up early.</param>
    public SatAnswer Solve(ReadOnlySpan<Literal> assumptions, long conflicts = long.MaxValue, CancellationToken stop = default)
    {
        BackTo(0);
        core = [];
        var last = conflicts > long.MaxValue - Conflicts ? long.MaxValue : Conflicts + conflicts;
        var answer = IsConsistent ? Search(assumptions, last, stop) : SatAnswer.Unsatisfiable;
        BackTo(0);
        return answer;
    }

    private SatAnswer Search(ReadOnlySpan<Literal> assumptions, long last, CancellationToken stop)
    {
        for (var steps = 1; ; steps++)
        {
            if (steps % StopCheckEvery == 0 && stop.IsCancellationRequested)
            {
                return SatAnswer.Unknown;
            }

            var conflict = Propagate();
            if (conflict != NoConflict)
            {
                if (Level <= 1)
                {
                    return Fail(conflict);
                }

                Resolve(conflict);
            }
            else if (Conflicts >= last)
            {
                return SatAnswer.Unknown;
            }
            else if (Level == 0)
            {
                Tidy();
                if (!IsConsistent || !Assume(assumptions))
                {
                    return SatAnswer.Unsatisfiable;
                }
            }
            else if (restarts.IsDue(Conflicts))
            {
                StartOver();
            }
            else if (!Decide())
            {
                KeepModel();
                return SatAnswer.Satisfiable;
            }
        }
    }

    /// <summary>A conflict that no decision takes part in.</summary>
    private SatAnswer Fail(int conflict)
    {
        Conflicts++;
        if (Level == 0)
        {
            IsConsistent = false;
        }
        else
        {
            FindCore(Antecedents(conflict, -1).ToArray(), null);
        }

        return SatAnswer.Unsatisfiable;
    }

    private void Resolve(int conflict)
    {
        Conflicts++;
        KeepBestPhases();
        var level = Analyze(conflict);
        var quality = CountLevels(MemoryMarshal.Cast<Literal, int>(CollectionsMarshal.AsSpan(lesson)));
        restarts.Learn(quality, Conflicts);
        BackTo(level);
        Learn(quality);
        order.Decay(restarts.IsStable ? 0.95 : 0.9);
        clauseStep *= 1 / 0.999f;
    }

    /// <summary>Opens level 1 with all assumptions; false where they lead to a conflict.</summary>
    private bool Assume(ReadOnlySpan<Literal> assumptions)
    {
        OpenLevel();
        foreach (var assumption in assumptions)
        {
            if (values[assumption.Code] < 0)
            {
                FindCore([assumption.Code], assumption);
                return false;
            }

            if (values[assumption.Code] == 0)
            {
                Assign(assumption.Code, NoReason);
                var conflict = Propagate();
                if (conflict != NoConflict)
                {
                    Fail(conflict);
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Opens a level with the most promising variable; false where every variable has its value.</summary>
    private bool Decide()
    {
        while (!order.IsEmpty)
        {
            var variable = order.RemoveFirst();
            if (values[2 * variable] == 0)
            {
                OpenLevel();
                var phase = restarts.IsStable ? bestPhases[variable] : phases[variable];
                Assign(2 * variable + (phase ? 0 : 1), NoReason);
                return true;
            }
        }

        return false;
    }

    private void StartOver()
    {

        restarts.Begin(Conflicts);
        if (restarts.IsTimeToForgetPhases(Conflicts))
        {
            BackTo(1);
            ForgetPhases();
        }

        BackTo(IsTidyDue ? 0 : 1);
    }

    private void KeepModel()
    {
        if (model.Length < Variables)
        {
            model = new bool[levels.Length];
        }

        for (var v = 0; v < Variables; v++)
        {
            model[v] = values[2 * v] > 0;
            phases[v] = model[v];
            bestPhases[v] = model[v];
        }
    }
}
