namespace TravelMart.Testing;

/// <summary>Waiting for what comes a moment later.</summary>
public static class Poll
{
    /// <summary>Asks again until it is so; for a minute, or as long as is said.</summary>
    /// <exception cref="TimeoutException">It is not so by then.</exception>
    public static async Task Until(Func<Task<bool>> isSo, TimeSpan? within = null)
    {
        var patience = within ?? TimeSpan.FromMinutes(1);
        var begun = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > patience) throw new TimeoutException("it did not become so");
            await Task.Delay(50);
        }
    }
}
