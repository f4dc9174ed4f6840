using System.Diagnostics;
using TravelMart.Testing;

namespace TravelMart.Catalogue.Tests;

/// <summary>Facts from another service arrive a moment later.</summary>
internal static class Soon
{
    /// <summary>Calls until the answer will do, ten seconds at most; answers the last one.</summary>
    public static async Task<ApiAnswer> Eventually(Func<Task<ApiAnswer>> call, Func<ApiAnswer, bool> enough)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var answer = await call();
            if (enough(answer) || watch.Elapsed > TimeSpan.FromSeconds(10)) return answer;
            await Task.Delay(20);
        }
    }
}
