using TravelMart.ServiceDefaults;

namespace TravelMart.Matching;

/// <summary>The service in a process of its own.</summary>
internal static class Program
{
    public static Task<int> Main() => ServiceProcess.Run(new MatchingModule());
}
