using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Reads a log in order for one named follower and keeps its checkpoint: at once where something was done, so that little is repeated
/// after a crash; and where nothing was, only when the log falls quiet, because each write of a checkpoint is a flush to the disk.
/// </summary>
internal sealed class Follower(IEventLog log, string name)
{
    private const int BatchSize = 200;
    private const int MostUnkept = 1000;
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private long _position;

    /// <summary>The position up to which this process has followed; it may be ahead of the checkpoint.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Follows from the checkpoint until cancelled, or until the work throws.</summary>
    /// <param name="work">Handles events; tells whether it did anything that a repetition would do again.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task Run(Func<IReadOnlyList<RecordedEvent>, Task<bool>> work, CancellationToken cancel)
    {
        var kept = _position = await log.Checkpoints.Read(name, cancel);
        for (var waited = false; ;)
        {
            var batch = await log.ReadForward(Position, BatchSize, cancel: cancel);
            var done = batch.Count > 0 ? await work(batch) : waited;
            if (batch.Count > 0) Interlocked.Exchange(ref _position, batch[^1].Position);
            if (Position > kept && (done || Position - kept >= MostUnkept)) await log.Checkpoints.Move(name, kept = Position, cancel);
            waited = batch.Count == 0;
            if (waited) await log.WaitForCommit(Position, Position > kept ? Quiet : Patience, cancel);
        }
    }
}
