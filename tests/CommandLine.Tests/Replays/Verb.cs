using System.CommandLine;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>These tests catch what verbs write to the console of the process, so nothing else may write there meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone on the console";
}

internal sealed record Told(int Exit, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];
}

/// <summary>Runs a verb in this process.</summary>
internal static class Verb
{
    public static async Task<Told> Run(Command verb, params string[] arguments)
    {
        var (output, errors) = (Console.Out, Console.Error);
        await using var caught = new StringWriter();
        await using var complaints = new StringWriter();
        Console.SetOut(caught);
        Console.SetError(complaints);
        try
        {
            var exit = await verb.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = caught, Error = complaints });
            return new(exit, caught.ToString().ReplaceLineEndings("\n"), complaints.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }
}
