using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.EventSourcing;

namespace TravelMart.Boards.Live;

/// <summary>The marts as they are shown: live, or at an instant that somebody asks for.</summary>
internal sealed class Marts(LiveView<HallState> view, TimeProvider clock)
{
    /// <summary>All open marts, the latest first.</summary>
    public IReadOnlyList<HallState> Open =>
        [.. view.Marts.Select(view.Of).Where(s => s.Opened is not null).OrderByDescending(s => s.Opened!.OpensAt).ThenBy(s => s.Mart, StringComparer.Ordinal)];

    /// <summary>A mart as of now; null for one that is not open.</summary>
    public Shown? Live(string mart) => view.Of(mart) is { Opened: not null } state ? new(state, MartClock.Of(state, clock.GetUtcNow()), true) : null;

    /// <summary>A mart as of now, or as of an instant; or why not.</summary>
    public (Shown? Shown, Refusal? Refusal) Find(string mart, string? at)
    {
        if (Live(mart) is not { } live) return (null, new("MartUnknown", $"There is no open mart '{mart}'.", 404));
        if (string.IsNullOrEmpty(at)) return (live, null);
        return Instants.TryRead(at, live.Opened.TimeZone, out var instant)
            ? (new Shown(live.State.AsOf(instant), instant, false), null)
            : (null, Instants.NotUnderstood);
    }
}
