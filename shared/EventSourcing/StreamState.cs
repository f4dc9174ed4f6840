namespace TravelMart.EventSourcing;

/// <summary>A stream's state with the version it was read at.</summary>
/// <param name="State">The fold of its events.</param>
/// <param name="Version">Its last version; 0 for a stream that does not exist.</param>
public sealed record Versioned<TState>(TState State, int Version)
{
    /// <summary>Whether the stream exists.</summary>
    public bool Exists => Version > 0;
}

/// <summary>Loading a stream's state.</summary>
public static class StreamState
{
    /// <summary>Reads a stream and folds it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="types">Its event types.</param>
    /// <param name="mart">The mart.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="initial">The state before the first event.</param>
    /// <param name="evolve">The state after one more fact. Total: it ignores facts that do not concern it.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<Versioned<TState>> Load<TState>(this IEventLog log, EventTypes types, string mart, string stream,
        TState initial, Func<TState, object, TState> evolve, CancellationToken cancel = default) =>
        (await log.ReadStream(mart, stream, cancel: cancel)).Fold(types, stream, initial, evolve);

    /// <summary>Folds one stream out of events that were read together.</summary>
    /// <param name="events">Events, each stream's in order.</param>
    /// <param name="types">Their types.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="initial">The state before the first event.</param>
    /// <param name="evolve">The state after one more fact.</param>
    public static Versioned<TState> Fold<TState>(this IEnumerable<RecordedEvent> events, EventTypes types, string stream, TState initial,
        Func<TState, object, TState> evolve) =>
        events.Where(e => e.Stream == stream).Aggregate(new Versioned<TState>(initial, 0), (folded, e) => new(evolve(folded.State, types.Read(e)), e.Version));
}
