namespace TravelMart.EventSourcing;

/// <summary>
/// A view: a state that is nothing but the fold of a mart's events in order. Pure: no clock, no database.
/// The same fold serves the live view, a rebuild from event zero and any past instant.
/// </summary>
/// <typeparam name="TState">An immutable state.</typeparam>
public interface IView<TState>
{
    /// <summary>Before the first event.</summary>
    TState Initial(string mart);

    /// <summary>After one more event. Must accept every event of the log and ignore those that do not concern it.</summary>
    TState Apply(TState state, RecordedEvent e);
}

/// <summary>
/// Keeps one view of every mart up to date in memory by following the log. It is disposable: a restart folds the log again. A fold is
/// pure, so an event that fails once fails always: its mart stays as it was before, and the others go on.
/// </summary>
/// <remarks>See docs/decisions: views are folds in memory.</remarks>
public sealed class LiveView<TState>(IEventLog log, IView<TState> view)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<string, TState> _states = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stuck = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly string _name = "fold into " + typeof(TState).Name;
    private TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;

    /// <summary>The position up to which the view has folded.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Called after a batch with the marts that changed.</summary>
    public event EventHandler<MartsChangedEventArgs>? Changed;

    /// <summary>Called when a mart has an event that cannot be folded.</summary>
    public event EventHandler<MartStuckEventArgs>? GotStuck;

    /// <summary>The marts that have one.</summary>
    public IReadOnlyList<string> Stuck { get { lock (_gate) return [.. _stuck.Order(StringComparer.Ordinal)]; } }

    /// <summary>The marts of which something is known.</summary>
    public IReadOnlyList<string> Marts { get { lock (_gate) return [.. _states.Keys.Order(StringComparer.Ordinal)]; } }

    /// <summary>A mart's state as of now; the initial state for an unknown mart.</summary>
    public TState Of(string mart) { lock (_gate) return Known(mart); }

    /// <summary>A mart's state with everything that was committed before the call.</summary>
    /// <exception cref="ViewBehindException">The view does not get there within some seconds, or the mart is stuck.</exception>
    public async Task<TState> Fresh(string mart, CancellationToken cancel = default) =>
        await UpTo(await log.LastPosition(cancel), mart, Patience, cancel);

    /// <summary>A mart's state with everything up to a position.</summary>
    /// <exception cref="ViewBehindException">The view does not get there in the given time, or the mart is stuck.</exception>
    public async Task<TState> UpTo(long position, string mart, TimeSpan atMost, CancellationToken cancel = default)
    {
        if (!await WaitFor(position, atMost, cancel)) throw new ViewBehindException($"the view {typeof(TState).Name} stands at {Position} and not at {position}");
        lock (_gate)
            return _stuck.Contains(mart) ? throw new ViewBehindException($"the view {typeof(TState).Name} of mart {mart} is stuck") : Known(mart);
    }

    /// <summary>A mart's state as it stood at an instant of its clock, folded from the log.</summary>
    public async Task<TState> At(string mart, DateTimeOffset instant, CancellationToken cancel = default)
    {
        var state = view.Initial(mart);
        await foreach (var e in log.Follow(0, mart, cancel))
            if (e.At <= instant) state = view.Apply(state, e);
        return state;
    }

    /// <summary>Waits until the view has folded a position, at most for the given time. False when the time was up.</summary>
    public async Task<bool> WaitFor(long position, TimeSpan atMost, CancellationToken cancel = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(atMost);
        try
        {
            while (true)
            {
                var moved = Volatile.Read(ref _moved).Task;
                if (Position >= position) return true;
                await moved.WaitAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return false; }
    }

    /// <summary>Follows the log until cancelled.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var batch = await log.ReadForward(Position, 1000, cancel: cancel);
            if (batch.Count > 0) Fold(batch);
            else await log.WaitForCommit(Position, TimeSpan.FromMilliseconds(250), cancel);
        }
    }

    /// <summary>Puts another state in the place of the live one, made from it while it stands still.</summary>
    public void Swap(string mart, Func<TState, TState> rebuild)
    {
        lock (_gate)
        {
            _states[mart] = rebuild(Known(mart));
            _stuck.Remove(mart);
        }
        Changed?.Invoke(this, new([mart]));
    }

    private TState Known(string mart) => _states.TryGetValue(mart, out var state) ? state : view.Initial(mart);

    // States and position move together: nothing may fail between the first event of a batch and the last, or it would be folded twice.
    private void Fold(IReadOnlyList<RecordedEvent> batch)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var failed = new List<MartStuckEventArgs>();
        lock (_gate)
        {
            foreach (var e in batch)
            {
                if (_stuck.Contains(e.Mart)) continue;
                using var span = Tracing.Continue(_name, e);
                try { _states[e.Mart] = view.Apply(Known(e.Mart), e); }
                catch (Exception failure)
                {
                    _stuck.Add(e.Mart);
                    failed.Add(new(e, failure));
                }
                changed.Add(e.Mart);
            }
            Interlocked.Exchange(ref _position, batch[^1].Position);
        }
        Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        foreach (var failure in failed) GotStuck?.Invoke(this, failure);
        Changed?.Invoke(this, new(changed));
    }
}

/// <summary>A view is not where it must be to answer. Nothing was decided; asking again may help, and whoever runs the system is told.</summary>
public sealed class ViewBehindException(string message) : Exception(message);

/// <summary>An event that could not be folded.</summary>
public sealed class MartStuckEventArgs(RecordedEvent at, Exception failure) : EventArgs
{
    /// <summary>The event.</summary>
    public RecordedEvent At { get; } = at;

    /// <summary>Why.</summary>
    public Exception Failure { get; } = failure;
}

/// <summary>The marts whose view moved on.</summary>
public sealed class MartsChangedEventArgs(IReadOnlyCollection<string> marts) : EventArgs
{
    /// <summary>Their ids.</summary>
    public IReadOnlyCollection<string> Marts { get; } = marts;
}

/// <summary>Reading a log to its present end.</summary>
public static class EventLogReading
{
    /// <summary>Committed events after a position, in commit order, until there are no more.</summary>
    public static async IAsyncEnumerable<RecordedEvent> Follow(this IEventLog log, long after, string? mart = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var batch = await log.ReadForward(after, 1000, mart, cancel);
            foreach (var e in batch) yield return e;
            if (batch.Count == 0) yield break;
            after = batch[^1].Position;
        }
    }
}
