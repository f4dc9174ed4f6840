using System.CommandLine;
using System.CommandLine.Help;
using TravelMart.CommandLine.Verbs;

// Not a RootCommand: that would call itself by the name of this assembly, and people type "travelmart".
var root = new Command("travelmart", "TravelMart: matchmaking for travel marts.")
{
    new HelpOption(),
    new VersionOption(),
    RunVerb.Create(),
    UpVerb.Up(),
    UpVerb.Down(),
    QueuesVerb.Create(),
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
    // A mistyped verb is named; a message of several lines becomes one.
    var wrong = args is [var verb, ..] && command.CommandResult.Command == root && !verb.StartsWith('-') ? $"There is no verb '{verb}'." : command.Errors[0].Message;
    var line = string.Join(' ', wrong.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    Console.Error.WriteLine($"travelmart: {line} (travelmart --help says more)");
    return ExitCode.WrongUse;
}

return await command.InvokeAsync();
