namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Which value a decision tries first: the one that the variable had last, or, while the search is stable, the one of the largest
/// assignment without conflict so far (Biere and Fleury, "Chasing target phases", 2020).
/// </summary>
internal sealed partial class SatSolver
{
    private bool[] bestPhases = [];
    private bool[] firstPhases = [];
    private int bestCount;
    private int timesForgotten;

    private void KeepBestPhases()
    {
        // What was assigned before the last decision was free of conflict.
        var sound = levelStarts.Items[Level - 1];
        if (sound <= bestCount)
        {
            return;
        }

        bestCount = sound;
        for (var i = 0; i < sound; i++)
        {
            bestPhases[trail[i] >> 1] = (trail[i] & 1) == 0;
        }
    }

    /// <summary>Leaves the neighbourhood now and then, so that the search does not circle in it.</summary>
    private void ForgetPhases()
    {
        bestCount = 0;
        switch (timesForgotten++ % 4)
        {
            case 0:
                bestPhases.AsSpan(0, Variables).CopyTo(phases);
                break;
            case 1:
                firstPhases.AsSpan(0, Variables).CopyTo(phases);
                break;
            case 2:
                bestPhases.AsSpan(0, Variables).CopyTo(phases);
                break;
            default:
                for (var v = 0; v < Variables; v++)
                {
                    phases[v] ^= Draw(8) == 0;
                }

                break;
        }

        phases.AsSpan(0, Variables).CopyTo(bestPhases);
    }
}
