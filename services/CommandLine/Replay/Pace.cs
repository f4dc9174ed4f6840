using System.Globalization;

namespace TravelMart.CommandLine.Replay;

/// <summary>How fast a replay goes: at once, or so that a person can watch the day.</summary>
internal sealed class Pace
{
    private readonly double _speed;
    private DateTimeOffset _played = DateTimeOffset.MinValue;
    private DateTimeOffset? _martStart;
    private long _realStart;

    private Pace(double speed) => _speed = speed;

    /// <summary>As fast as the services answer.</summary>
    public static Pace AtOnce { get; } = new(0);

    /// <summary>The day passes this many times faster than it did.</summary>
    public static Pace Times(double speed, TimeOnly? stopsAt = null) => new(speed) { StopsAt = stopsAt };

    public bool IsWatched => _speed > 0;

    /// <summary>The time of day, in the mart's zone, at which the first day stands still; null for a day that passes to its end.</summary>
    public TimeOnly? StopsAt { get; init; }

    /// <summary>What was played by an earlier start, up to this instant, is not waited for again.</summary>
    public void GoOnFrom(DateTimeOffset martTime) => _played = martTime;

    /// <summary>Until the mart's time has come. The first call that has to wait sets the start.</summary>
    public async Task Until(DateTimeOffset martTime, CancellationToken cancel)
    {
        if (!IsWatched || martTime < _played) return;
        if (_martStart is null)
        {
            (_martStart, _realStart) = (martTime, TimeProvider.System.GetTimestamp());
            return;
        }
        var due = (martTime - _martStart.Value) / _speed;
        var rest = due - TimeProvider.System.GetElapsedTime(_realStart);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, cancel);
    }

    public override string ToString() => IsWatched ? _speed.ToString("0", CultureInfo.InvariantCulture) + " times as fast" : "at once";
}
