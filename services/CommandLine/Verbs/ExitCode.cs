namespace TravelMart.CommandLine.Verbs;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done; for a plan: a plan was written.</summary>
    public const int Done = 0;

    /// <summary>The command line is wrong, or what was asked for could not be written, or a plan fails its check.</summary>
    public const int WrongUse = 1;

    /// <summary>A plan that breaks a rule or says something untrue.</summary>
    public const int PlanIsWrong = 1;

    /// <summary>A file cannot be read or is malformed.</summary>
    public const int MalformedInput = 2;

    /// <summary>It is proven that no plan exists.</summary>
    public const int Infeasible = 3;

    /// <summary>No plan was found, and none was proven impossible.</summary>
    public const int NoPlanFound = 4;

    /// <summary>Stopped by Ctrl-C before it was done, as shells count it.</summary>
    public const int Interrupted = 130;
}
