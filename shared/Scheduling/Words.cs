namespace TravelMart.Scheduling;

/// <summary>Small matters of English.</summary>
internal static class Words
{
    /// <summary>The number with its noun: "1 slot", "3 slots".</summary>
    public static string Count(long number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
