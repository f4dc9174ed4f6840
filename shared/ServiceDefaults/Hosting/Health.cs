using System.Data.Common;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;
using static System.FormattableString;

namespace TravelMart.ServiceDefaults;

/// <summary>Whether a process can do its work, and if not, why.</summary>
/// <param name="Status"><c>ready</c>, <c>ready-with-alarm</c> (it does its work, and somebody should look) or <c>not-ready</c>.</param>
/// <param name="Troubles">Why it is not ready.</param>
/// <param name="Alarms">What somebody should look at.</param>
/// <param name="Parked">Messages set aside.</param>
/// <param name="Followers">How far each follower is behind.</param>
/// <param name="Views">How far each view is behind.</param>
internal sealed record Readiness(string Status, IReadOnlyList<string> Troubles, IReadOnlyList<string> Alarms, int Parked, IReadOnlyList<FollowerLag> Followers, IReadOnlyList<ViewLag> Views);

/// <summary>What was found when somebody last asked; for the metrics, so that they cost no question of their own.</summary>
internal sealed class LatestHealth
{
    public (IReadOnlyList<FollowerLag> Followers, IReadOnlyList<ViewLag> Views, int Parked) Measured { get; set; } = ([], [], 0);
}

/// <summary>
/// Whether a process can do its work: its logs answer, its views are up to date, and what was published before it started has been fetched. Whoever
/// balances load sends nothing to a process that is not ready. What holds up only others is an alarm: without a broker, or with messages that
/// pile up, bookings go on.
/// </summary>
internal sealed class Health(IReadOnlyList<MountedModule> modules, IServiceProvider services, IEnumerable<IHostedService> hosted,
    IEnumerable<IRunningView> views, LatestHealth latest, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const double MostSeconds = 60;

    public async Task<IResult> Answer(CancellationToken cancel)
    {
        var troubles = new List<string>();
        var (lags, behind, parked) = await Ask(troubles, cancel);
        troubles.AddRange(hosted.OfType<CatchUp>().Where(c => c.IsBehind).Select(c => $"{c.Queue} has not caught up yet"));
        troubles.AddRange(behind.Where(v => v.Seconds > MostSeconds).Select(v => Invariant($"view {v.View} of {v.Service} is {v.Seconds:0} s behind")));
        var alarms = Alarms(lags, behind, parked);
        latest.Measured = (lags, behind, parked);
        var answer = new Readiness(troubles.Count > 0 ? "not-ready" : alarms.Count > 0 ? "ready-with-alarm" : "ready", troubles, alarms, parked, lags, behind);
        return Results.Json(answer, FactJson.Options, statusCode: troubles.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private List<string> Alarms(IReadOnlyList<FollowerLag> lags, IReadOnlyList<ViewLag> behind, int parked)
    {
        var alarms = lags.Where(l => l.Seconds > MostSeconds).Select(l => Invariant($"{l.Follower} of {l.Service} is {l.Seconds:0} s behind")).ToList();
        alarms.AddRange(behind.Where(v => v.Stuck > 0).Select(v => Invariant($"view {v.View} of {v.Service} is stuck in {v.Stuck} marts")));
        if (services.GetService<IBusControl>()?.CheckHealth() is { Status: not BusHealthStatus.Healthy } bus) alarms.Add($"broker: {bus.Description}");
        if (services.GetService<BrokerWatch>() is { } watch)
        {
            if (watch.Trouble is { } trouble) alarms.Add("broker: " + trouble);
            alarms.AddRange(watch.Failed.Select(f => $"{f.Messages} messages failed in {f.Queue}; 'travelmart queues failed {f.Queue}' says why"));
        }
        foreach (var module in modules)
            if (module.Log.Trouble is { } trouble) alarms.Add($"{module.Module.Name} could not write: {StoreNotWritableException.Words(trouble)}");
        if (parked > 0) alarms.Add(Invariant($"{parked} messages are set aside"));
        return alarms;
    }

    private async Task<(IReadOnlyList<FollowerLag> Lags, IReadOnlyList<ViewLag> Views, int Parked)> Ask(List<string> troubles, CancellationToken cancel)
    {
        var (lags, behind, parked) = (new List<FollowerLag>(), new List<ViewLag>(), 0);
        try
        {
            foreach (var module in modules)
            {
                foreach (var follower in hosted.OfType<IFollowing>().Where(f => ReferenceEquals(f.Log, module.Log)))
                    lags.Add(Of(module, follower, await follower.Backlog(cancel).WaitAsync(Patience, cancel)));
                parked += (await module.Log.Checkpoints.Parked(cancel).WaitAsync(Patience, cancel)).Count;
            }
            foreach (var view in views) behind.Add(await view.Lag(cancel).WaitAsync(Patience, cancel));
        }
        catch (TimeoutException) { troubles.Add(Invariant($"store: did not answer within {Patience.TotalSeconds:0} s")); }
        catch (DbException broken) { troubles.Add("store: " + broken.GetBaseException().Message); }
        return (lags, behind, parked);
    }

    private FollowerLag Of(MountedModule module, IFollowing follower, Backlog backlog) =>
        new(module.Module.Name, follower.Subscriber, backlog.Events, Ages.Seconds(backlog, clock));
}
