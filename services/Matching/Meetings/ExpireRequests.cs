using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// Requests that nobody answers lapse when the mart's clock passes their time. Which ones are due is read from history, so nothing is
/// lost with a timer; a request that was answered in the last moment refuses to expire.
/// </summary>
internal sealed partial class ExpireRequests(LiveView<MatchIndex> index, MeetingDesk desk, TimeProvider clock, ILogger<ExpireRequests> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        do
        {
            foreach (var mart in index.Marts)
            {
                try { await ExpireDue(mart); }
                catch (Exception broken) when (!stoppingToken.IsCancellationRequested) { LogTrouble(mart, broken); }
            }
        }
        while (await WaitForTick(timer, stoppingToken));
    }

    /// <summary>Whether a request is due; pure.</summary>
    public static Decision Decide(Scene scene) =>
        scene.Meeting.Status == MeetingStatus.Requested && scene.Meeting.ExpiresAt <= scene.Now
            ? Decision.Of(new RequestExpired())
            : Decision.AlreadyTrue;

    private async Task ExpireDue(string mart)
    {
        var state = index.Of(mart);
        if (state.Mart.Opened is not { } opened) return;
        var now = opened.Rehearsal ? state.Now : clock.GetUtcNow();
        foreach (var (expiresAt, meeting) in state.Pending)
        {
            if (expiresAt > now) return;
            await desk.Handle(new(mart, meeting) { OfTheRecord = true }, new Cause(Ids.From("expire", mart, meeting.ToString()), "system"), now, Decide);
        }
    }

    private static async Task<bool> WaitForTick(PeriodicTimer timer, CancellationToken cancel)
    {
        try { return await timer.WaitForNextTickAsync(cancel); }
        catch (OperationCanceledException) { return false; }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Expiring requests of mart {Mart} is in trouble and is tried again")]
    private partial void LogTrouble(string mart, Exception broken);
}
