using System.Data.Common;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Whether a process can do its work, and if not, why.</summary>
/// <param name="Status"><c>ready</c>, <c>ready-with-alarm</c> (something was set aside) or <c>not-ready</c>.</param>
/// <param name="Troubles">Why it is not ready.</param>
/// <param name="Parked">Messages set aside.</param>
/// <param name="Followers">How far each follower is behind.</param>
/// <param name="Views">How far each view is behind.</param>
internal sealed record Readiness(string Status, IReadOnlyList<string> Troubles, int Parked, IReadOnlyList<FollowerLag> Followers, IReadOnlyList<ViewLag> Views);

/// <summary>
/// Whether a process can do its work: its logs answer, its broker is there, its views are up to date and what it follows does not pile up. Whoever
/// balances load sends nothing to a process that is not ready.
/// </summary>
internal sealed class Health(IReadOnlyList<MountedModule> modules, IServiceProvider services, IEnumerable<IHostedService> hosted,
    IEnumerable<IRunningView> views, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const double MostSeconds = 60;

    public async Task<IResult> Answer(CancellationToken cancel)
    {
        var troubles = new List<string>();
        var (lags, behind, parked) = await Ask(troubles, cancel);
        var alarm = parked > 0 || behind.Any(v => v.Stuck > 0);
        if (services.GetService<IBusControl>()?.CheckHealth() is { Status: not BusHealthStatus.Healthy } bus) troubles.Add($"broker: {bus.Description}");
        foreach (var queue in hosted.OfType<CatchUp>().Where(c => c.IsBehind)) troubles.Add($"{queue.Queue} has not caught up yet");
        foreach (var lag in lags.Where(l => l.Seconds > MostSeconds)) troubles.Add($"{lag.Follower} of {lag.Service} is {lag.Seconds:0} s behind");
        var answer = new Readiness(troubles.Count > 0 ? "not-ready" : alarm ? "ready-with-alarm" : "ready", troubles, parked, lags, behind);
        return Results.Json(answer, FactJson.Options, statusCode: troubles.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
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
        catch (Exception broken) when (broken is DbException or TimeoutException) { troubles.Add("store: " + broken.GetType().Name); }
        return (lags, behind, parked);
    }

    private FollowerLag Of(MountedModule module, IFollowing follower, Backlog backlog) => new(module.Module.Name, follower.Subscriber, backlog.Events,
        backlog.Since is { } since ? Math.Max(0, Math.Round((clock.GetUtcNow() - since).TotalSeconds, 3)) : 0);
}
