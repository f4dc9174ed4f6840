namespace TravelMart.CommandLine.MartFolders;

/// <summary>Stub.</summary>
internal static class AlmatyGenerator
{
    /// <summary>Name.</summary>
    public const string Name = "almaty-2023";

    /// <summary>Seed.</summary>
    public const int DefaultSeed = 2023;

    /// <summary>Write.</summary>
    public static void Write(string folder, int seed) => Directory.CreateDirectory(folder);
}
