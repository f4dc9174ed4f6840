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
// Nothing wrong was said, only too little: whoever types no verb wants to know what there is.
if (command.Errors.Count > 0 && command.UnmatchedTokens.Count == 0 && command.CommandResult.Command.Subcommands.Count > 0)
    command = root.Parse([.. args, "--help"]);
if (command.Errors.Count > 0)
{
    // A mistyped verb is named; a message of several lines becomes one.
    var wrong = args is [var verb, ..] && command.CommandResult.Command == root && !verb.StartsWith('-') ? $"There is no verb '{verb}'." : command.Errors[0].Message;
    var line = string.Join(' ', wrong.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    Console.Error.WriteLine($"travelmart: {line} (travelmart --help says more)");
    return ExitCode.WrongUse;
}

return await command.InvokeAsync();
