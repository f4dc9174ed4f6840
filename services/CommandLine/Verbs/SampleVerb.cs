using System.CommandLine;
using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Verbs;

/// <summary>
/// Writes a sample mart folder out again from its generator, so that a sample that the program ships can be checked,
/// or varied with another seed, without editing hundreds of rows by hand.
/// </summary>
internal static class SampleVerb
{
    /// <summary>The verb <c>sample NAME --out DIR [--seed N]</c>.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The sample to write." };
        name.AcceptOnlyFromAmong(AlmatyGenerator.Name);
        var target = new Option<DirectoryInfo>("--out") { Description = "The folder to write to.", Required = true };
        var seed = new Option<int>("--seed")
        {
            Description = "The seed of the invented parts.",
            DefaultValueFactory = _ => AlmatyGenerator.DefaultSeed,
        };

        var verb = new Command("sample", "Writes a sample mart folder.") { name, target, seed };
        verb.SetAction(parsed => Write(parsed.GetRequiredValue(target), parsed.GetValue(seed), parsed.InvocationConfiguration));
        return verb;
    }

    private static int Write(DirectoryInfo target, int seed, InvocationConfiguration streams)
    {
        AlmatyGenerator.Write(target.FullName, seed);
        var read = MartFolder.Read(target.FullName);
        foreach (var error in read.Errors)
        {
            streams.Error.WriteLine(error);
        }

        if (read.Folder is not { } folder)
        {
            return 1;
        }

        streams.Output.WriteLine(
            $"{target.FullName}: {folder.Companies.Count} companies, {folder.Wishes.Count} wishes, " +
            $"{folder.Requests.Count} requests, {folder.Day.Count} happenings.");
        return 0;
    }
}
