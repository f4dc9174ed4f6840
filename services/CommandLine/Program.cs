using System.CommandLine;
using TravelMart.CommandLine.Verbs;

var root = new RootCommand("TravelMart: matchmaking for travel marts.")
{
    RunVerb.Create(),
    TestVerb.Create(),
    ReplayVerb.Create(),
    RecomputeVerb.Create(),
    HistoryVerb.Create(),
    BoardVerb.Create(),
    PlanVerb.Create(),
    VerifyVerb.Create(),
    SampleVerb.Create(),
    BenchVerb.Create(),
    DoctorVerb.Create(),
};

var command = root.Parse(args);
if (command.Errors.Count > 0)
{
    Console.Error.WriteLine($"travelmart: {command.Errors[0].Message} (travelmart --help says more)");
    return ExitCode.WrongUse;
}

return await command.InvokeAsync();
