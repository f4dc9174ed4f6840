using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Hall;

/// <summary>A mart's state with the instant that is shown.</summary>
/// <param name="State">As of then.</param>
/// <param name="Now">The instant.</param>
/// <param name="Live">False for a past instant that somebody asked for.</param>
internal sealed record Shown(HallState State, DateTimeOffset Now, bool Live)
{
    public MartOpened Opened => State.Opened!;
}

/// <summary>What time it is in a mart.</summary>
internal static class MartClock
{
    /// <summary>The real time; for a rehearsal the last instant that its events tell, and before any the time it opens.</summary>
    public static DateTimeOffset Of(HallState state, DateTimeOffset realTime) =>
        state.Opened is { Rehearsal: true } opened ? state.Matching.Now.Clock ?? opened.OpensAt : realTime;
}
