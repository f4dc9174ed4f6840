using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;

namespace TravelMart.CommandLine.Verbs;

/// <summary>What most verbs have in common: where data is, which system to work on, and how a failure is said in one line.</summary>
internal static class Shared
{
    public static Option<string> Data() => new("--data") { Description = "The data folder.", HelpName = "DIR", DefaultValueFactory = _ => LocalSystem.DefaultData };

    public static Option<string?> Against() => new("--against") { Description = "A running system's address, such as http://127.0.0.1:5080.", HelpName = "URL" };

    public static Argument<string> Mart() => new("MART") { Description = "The mart's id, such as almaty-2023." };

    /// <summary>Whether what was said for an option is a number within bounds. Asked before the option is converted, which throws.</summary>
    public static bool IsNumber(OptionResult option, double least, double most) =>
        option.Tokens.All(t => double.TryParse(t.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var said) && said >= least && said <= most);

    /// <summary>The console for people: standard error, so that standard output stays for programs.</summary>
    public static IAnsiConsole People => ConsoleOn(Console.Error, Console.IsErrorRedirected);

    /// <summary>The console for answers that are meant to be read: standard output.</summary>
    public static IAnsiConsole Answers => ConsoleOn(Console.Out, Console.IsOutputRedirected);

    // A file or a pipe gets neither colours nor lines broken for a screen.
    private static IAnsiConsole ConsoleOn(TextWriter writer, bool redirected)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (redirected) (settings.Ansi, settings.ColorSystem) = (AnsiSupport.No, ColorSystemSupport.NoColors);
        var console = AnsiConsole.Create(settings);
        if (redirected) console.Profile.Width = WidthOfFiles;
        return console;
    }

    private const int WidthOfFiles = 160;

    /// <summary>Runs a verb; anything that a person can do something about becomes one plain line and exit status 1.</summary>
    public static async Task<int> Guard(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (Exception told) when (told is ServiceException or LocalServers.ServerException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("travelmart: " + told.Message.ReplaceLineEndings(" "));
            return ExitCode.WrongUse;
        }
        catch (Microsoft.Data.Sqlite.SqliteException store)
        {
            await Console.Error.WriteLineAsync("travelmart: the data folder cannot be used: " + store.Message.ReplaceLineEndings(" "));
            return ExitCode.WrongUse;
        }
        catch (System.Data.Common.DbException store)
        {
            await Console.Error.WriteLineAsync("travelmart: the store cannot be used: " + store.Message.ReplaceLineEndings(" "));
            return ExitCode.WrongUse;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>The system at an address, or one started here on a data folder that must exist.</summary>
    public static Task<LocalSystem> Open(string? against, string data, CancellationToken cancel)
    {
        if (against is not null)
            return Uri.TryCreate(against, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? Task.FromResult(LocalSystem.At(address))
                : throw new ServiceException($"'{against}' is not an address such as http://127.0.0.1:5080");
        if (RunningHere.Find(data) is { } running) return Task.FromResult(LocalSystem.At(running));
        return Directory.Exists(data)
            ? LocalSystem.Start(data, null, cancel)
            : throw new ServiceException($"there is no data in {data}; start with 'travelmart run', or name a folder with --data");
    }
}
