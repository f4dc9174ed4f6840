using System.CommandLine;
using TravelMart.CommandLine.Verbs;

var root = new RootCommand("TravelMart: matchmaking for travel marts.")
{
    PlanVerb.Create(),
    VerifyVerb.Create(),
    ReplayVerb.Create(),
    SampleVerb.Create(),
};

var command = root.Parse(args);
if (command.Errors.Count > 0)
{
    Console.Error.WriteLine($"travelmart: {command.Errors[0].Message} (travelmart --help says more)");
    return ExitCode.WrongUse;
}

return await command.InvokeAsync();
