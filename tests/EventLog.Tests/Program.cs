using TravelMart.EventLog.Tests;

return args is [AppendUntilKilled.Verb, var file]
    ? await AppendUntilKilled.Run(file)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
