using TravelMart.CommandLine.Replay;

namespace TravelMart.CommandLine.Tests.Replays;

public sealed class PaceTests
{
    private static readonly DateTimeOffset Noon = new(2023, 7, 13, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_an_earlier_start_has_played_is_not_waited_for_again()
    {
        var pace = Pace.Times(1);
        pace.GoOnFrom(Noon);
        await pace.Until(Noon.AddHours(-2), CancellationToken.None);
        pace.Until(Noon.AddHours(-1), CancellationToken.None).IsCompleted.ShouldBeTrue();
        pace.Until(Noon, CancellationToken.None).IsCompleted.ShouldBeTrue();

        using var stop = new CancellationTokenSource();
        var waits = pace.Until(Noon.AddHours(1), stop.Token);
        waits.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waits);
    }
}
