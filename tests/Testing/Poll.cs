namespace TravelMart.Testing;

/// <summary>Waiting for what comes a moment later.</summary>
public static class Poll
{
    /// <summary>Asks again until it is so.</summary>
    /// <exception cref="TimeoutException">It is not so after a minute.</exception>
    public static async Task Until(Func<Task<bool>> isSo)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > TimeSpan.FromMinutes(1)) throw new TimeoutException("it did not become so");
            await Task.Delay(50);
        }
    }
}
