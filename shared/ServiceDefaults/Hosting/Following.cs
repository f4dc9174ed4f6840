using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Whoever sets messages aside in a service's log, and can be given one once more.</summary>
public interface IParking
{
    /// <summary>The service's log.</summary>
    IEventLog Log { get; }

    /// <summary>Whether it sets messages aside under this name.</summary>
    bool ParksAs(string subscriber);

    /// <summary>Handles a message that was set aside. Throws what handling it throws.</summary>
    Task TryAgain(ParkedMessage parked, CancellationToken cancel);
}

/// <summary>Whoever follows a log under a name.</summary>
public interface IFollowing : IParking
{
    /// <summary>The name of its checkpoint.</summary>
    string Subscriber { get; }

    /// <summary>What it has not handled yet, by this process or by the one that leads.</summary>
    Task<Backlog> Backlog(CancellationToken cancel = default);

    /// <summary>Handles one event now. Throws what handling it throws.</summary>
    Task Deliver(RecordedEvent e, CancellationToken cancel);
}

/// <summary>
/// A durable follower of a log: of all processes that follow under its name one leads and works, in order and at least once. It
/// keeps its checkpoint at once where something was done, so that little is repeated after a crash; and where nothing was, only when the
/// log falls quiet, because each write of a checkpoint costs.
/// </summary>
public abstract partial class Following(string subscriber, IEventLog log, TimeProvider clock, ILogger logger) : BackgroundService, IFollowing
{
    private const int MostAttempts = 5, BatchSize = 200, MostUnkept = 1000;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMilliseconds(250), Pause = TimeSpan.FromSeconds(1);
    private long _position;

    /// <inheritdoc />
    public string Subscriber => subscriber;

    /// <inheritdoc />
    public IEventLog Log => log;

    /// <inheritdoc />
    public async Task<Backlog> Backlog(CancellationToken cancel = default) =>
        await log.Backlog(Math.Max(Interlocked.Read(ref _position), await log.Checkpoints.Read(subscriber, cancel)), cancel);

    /// <inheritdoc />
    public bool ParksAs(string subscriber) => subscriber == Subscriber;

    /// <inheritdoc />
    public async Task TryAgain(ParkedMessage parked, CancellationToken cancel) =>
        await Deliver((await log.ReadForward(parked.Position - 1, 1, cancel: cancel))[0], cancel);

    /// <inheritdoc />
    public abstract Task Deliver(RecordedEvent e, CancellationToken cancel);

    /// <summary>Handles events in order; tells whether it did anything that a repetition would do again.</summary>
    protected abstract Task<bool> HandleAll(IReadOnlyList<RecordedEvent> batch, CancellationToken cancel);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var lead = await log.Checkpoints.Lead(subscriber, stoppingToken);
                using var leading = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lead.Lost);
                await Follow(leading.Token);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { return; }
            catch (Exception broken)
            {
                LogTrouble(subscriber, broken);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Tries an event a few times; if it always fails it is set aside with an alarm, so that it holds up nobody else.</summary>
    protected async Task<bool> OrPark(RecordedEvent e, Func<Task<bool>> handle, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try { return await handle(); }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                if (attempt < MostAttempts)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), clock, cancel);
                    continue;
                }
                var cause = failure.GetBaseException();
                await log.Checkpoints.Park(new(subscriber, e.Id, e.Position, e.Type, $"{cause.GetType().Name}: {cause.Message}", attempt, clock.GetUtcNow()), cancel);
                LogParked(subscriber, e.Type, e.Id, attempt, cause);
                return true;
            }
        }
    }

    private async Task Follow(CancellationToken cancel)
    {
        Interlocked.Exchange(ref _position, await log.Checkpoints.Read(subscriber, cancel));
        var (unkept, waited) = (0, false);
        while (true)
        {
            var batch = await log.ReadForward(_position, BatchSize, cancel: cancel);
            var done = batch.Count > 0 ? await HandleAll(batch, cancel) : waited;
            if (batch.Count > 0) Interlocked.Exchange(ref _position, batch[^1].Position);
            unkept += batch.Count;
            if (unkept > 0 && (done || unkept >= MostUnkept))
            {
                await log.Checkpoints.Move(subscriber, _position, cancel);
                unkept = 0;
            }
            waited = batch.Count == 0;
            if (waited) await log.WaitForCommit(_position, unkept > 0 ? Quiet : Patience, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "ALARM: {Subscriber} parked {Type} {MessageId} after {Attempts} attempts")]
    private partial void LogParked(string subscriber, string type, Guid messageId, int attempts, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subscriber} is in trouble and goes on in a second")]
    private partial void LogTrouble(string subscriber, Exception broken);
}
