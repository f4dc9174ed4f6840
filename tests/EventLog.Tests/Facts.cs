using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

[EventName("thing-happened")]
internal sealed record ThingHappened(string What, int Number = 0);

[EventName("thing-undone", version: 2)]
internal sealed record ThingUndone(string? Why);

/// <summary>A fact that holds up whoever writes it.</summary>
[EventName("thing-held-up")]
internal sealed record ThingHeldUp
{
    private readonly Task _until;

    public ThingHeldUp(Task until) => _until = until;

    public string What => _until.Wait(TimeSpan.FromSeconds(30)) ? "gone on" : "given up";
}

internal sealed record Nameless(string What);

internal static class Facts
{
    public static EventTypes Types { get; } = EventTypes.In(typeof(Facts).Assembly);

    public static Cause Somebody { get; } = new(new Guid("11111111-1111-7111-8111-111111111111"), "organizer");
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
