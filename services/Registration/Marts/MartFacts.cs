using TravelMart.Contracts;
using TravelMart.EventSourcing;

namespace TravelMart.Registration.Marts;

/// <summary>How meetings are seated.</summary>
internal static class Layouts
{
    public const string Stands = "stands";
    public const string Shared = "shared";
}

/// <summary>Everything that a mart's meetings obey, as instants and numbered slots: nothing in it has to be computed again.</summary>
[EventName("mart-opened")]
internal sealed record MartOpened(string Mart, string Event, IReadOnlyDictionary<string, string> Names, string City, string Country,
    string TimeZone, string TimeZoneDatabase, IReadOnlyList<SlotTime> Slots, IReadOnlyList<PauseTime> Pauses, int SlotMinutes, int ChangeoverMinutes,
    int? SharedTables, IReadOnlyList<Interpreter> Interpreters, IReadOnlyList<Category> Categories, IReadOnlyList<string> Languages,
    FrozenRate? Rate, DateTimeOffset ApplicationsOpenAt, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt,
    int RequestExpiryMinutes, string CountingRule, bool Rehearsal)
{
    /// <summary>The same mart with its phases where they were moved to.</summary>
    public MartOpened With(PhasesMoved moved) =>
        this with { ApplicationsOpenAt = moved.ApplicationsOpenAt, WishesCloseAt = moved.WishesCloseAt, OpensAt = moved.OpensAt, ClosesAt = moved.ClosesAt };

    public bool HasCategory(string? code) => Categories.Any(c => c.Code == code);
}

/// <summary>When the phases of a mart begin and end from now on: the one thing about an open mart that an organizer may still change.</summary>
[EventName("phases-moved")]
internal sealed record PhasesMoved(DateTimeOffset ApplicationsOpenAt, DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt);
