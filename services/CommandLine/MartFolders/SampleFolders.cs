namespace TravelMart.CommandLine.MartFolders;

/// <summary>Finds mart folders: a sample by its name, any other by its path.</summary>
internal static class SampleFolders
{
    /// <summary>The folder that a person means; null where there is none.</summary>
    public static string? Find(string nameOrPath)
    {
        if (Directory.Exists(nameOrPath))
        {
            return nameOrPath;
        }

        var sample = Samples() is { } samples && TextShape.IdFault(nameOrPath) is null ? Path.Combine(samples, nameOrPath) : null;
        return Directory.Exists(sample) ? sample : null;
    }

    /// <summary>The names of the samples at hand.</summary>
    public static IReadOnlyList<string> Names() => Samples() is { } samples
        ? [.. Directory.EnumerateDirectories(samples).Where(d => File.Exists(Path.Combine(d, "mart.json"))).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The folder of samples: under the root that the launcher names, else above the program.</summary>
    public static string? Samples()
    {
        if (Environment.GetEnvironmentVariable("TRAVELMART_ROOT") is { Length: > 0 } root)
        {
            return Directory.Exists(Path.Combine(root, "samples")) ? Path.Combine(root, "samples") : null;
        }

        for (var place = new DirectoryInfo(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            var samples = Path.Combine(place.FullName, "samples");
            if (File.Exists(Path.Combine(samples, "mart.schema.json")))
            {
                return samples;
            }
        }

        return null;
    }
}
