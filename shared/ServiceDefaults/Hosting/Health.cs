using System.Data.Common;
using MassTransit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Whether a process can do its work: its logs answer, its broker is there, its views are up to date and what it follows does not pile up. Whoever
/// balances load sends nothing to a process that is not ready.
/// </summary>
internal sealed class Health(IReadOnlyList<MountedModule> modules, IServiceProvider services, IEnumerable<IHostedService> hosted, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private const double MostSeconds = 60;

    public async Task<IResult> Answer(CancellationToken cancel)
    {
        var troubles = new List<string>();
        var (lags, parked) = await Ask(troubles, cancel);
        if (services.GetService<IBusControl>()?.CheckHealth() is { Status: not BusHealthStatus.Healthy } bus) troubles.Add($"broker: {bus.Description}");
        foreach (var behind in hosted.OfType<CatchUp>().Where(c => c.IsBehind)) troubles.Add($"{behind.Queue} has not caught up yet");
        foreach (var lag in lags.Where(l => l.Seconds > MostSeconds)) troubles.Add($"{lag.Follower} of {lag.Service} is {lag.Seconds:0} s behind");
        var answer = new
        {
            status = troubles.Count > 0 ? "not-ready" : parked > 0 ? "ready-with-alarm" : "ready",
            troubles,
            parked,
            followers = lags,
        };
        return Results.Json(answer, FactJson.Options, statusCode: troubles.Count > 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private async Task<(IReadOnlyList<FollowerLag> Lags, int Parked)> Ask(List<string> troubles, CancellationToken cancel)
    {
        var (lags, parked) = (new List<FollowerLag>(), 0);
        try
        {
            foreach (var module in modules)
            {
                foreach (var follower in hosted.OfType<IFollowing>().Where(f => ReferenceEquals(f.Log, module.Log)))
                    lags.Add(Of(module, follower, await follower.Backlog(cancel).WaitAsync(Patience, cancel)));
                parked += (await module.Log.Checkpoints.Parked(cancel).WaitAsync(Patience, cancel)).Count;
            }
        }
        catch (Exception broken) when (broken is DbException or TimeoutException) { troubles.Add("store: " + broken.GetType().Name); }
        return (lags, parked);
    }

    private FollowerLag Of(MountedModule module, IFollowing follower, Backlog backlog) => new(module.Module.Name, follower.Subscriber, backlog.Events,
        backlog.Since is { } since ? Math.Max(0, Math.Round((clock.GetUtcNow() - since).TotalSeconds, 3)) : 0);
}
