using System.Diagnostics;

namespace TravelMart.EndToEnd.Tests;

internal static class Patience
{
    /// <summary>Asks until something is so, however slow the machine is.</summary>
    public static async Task Until(Func<Task<bool>> so, Func<string> otherwise, int seconds = 120)
    {
        for (var begun = Stopwatch.GetTimestamp(); !await so();)
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(seconds)) throw new TimeoutException(otherwise());
            await Task.Delay(25);
        }
    }
}
