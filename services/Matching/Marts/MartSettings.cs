using System.Collections.Immutable;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

// What Matching knows of a mart: the part of its settings that meetings obey, its clock, and whether it is closed.

[EventName("mart-opened")]
internal sealed record MartOpened(string TimeZone, IReadOnlyList<SlotTime> Slots, int? SharedTables, IReadOnlyList<Interpreter> Interpreters,
    DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int RequestExpiryMinutes, string CountingRule, bool Rehearsal);

[EventName("phases-moved")]
internal sealed record PhasesMoved(DateTimeOffset WishesCloseAt, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, int SourceVersion);

[EventName("clock-moved")]
internal sealed record ClockMoved;

[EventName("result-sealed")]
internal sealed record ResultSealed(int Number, long HistoryEvents, string HistoryHash, IReadOnlyList<Guid> Unresolved, string? Reason,
    string? NoteId = null);

/// <summary>A mart as its meetings see it.</summary>
internal sealed record MartSettings
{
    public static MartSettings Unknown { get; } = new();

    public const string Stream = "mart";
    public const string ClockStream = "clock";

    public MartOpened? Opened { get; init; }

    /// <summary>The version of the last fact about the mart that Registration told of; what is not newer changes nothing.</summary>
    public int SourceVersion { get; init; } = 1;

    /// <summary>Results sealed so far: a mart with one is closed.</summary>
    public int Results { get; init; }

    /// <summary>The notes of results that have one, by number.</summary>
    public ImmutableDictionary<int, string> ResultNotes { get; init; } = ImmutableDictionary<int, string>.Empty;

    public bool IsClosed => Results > 0;

    public IReadOnlyList<SlotTime> Slots => Opened?.Slots ?? [];

    public static MartSettings Evolve(MartSettings state, object fact) => fact switch
    {
        MartOpened opened => state with { Opened = opened },
        PhasesMoved moved => state with
        {
            Opened = state.Opened is null ? null : state.Opened with { WishesCloseAt = moved.WishesCloseAt, OpensAt = moved.OpensAt, ClosesAt = moved.ClosesAt },
            SourceVersion = moved.SourceVersion,
        },
        ResultSealed { NoteId: { } note } result => state with { Results = result.Number, ResultNotes = state.ResultNotes.Add(result.Number, note) },
        ResultSealed result => state with { Results = result.Number },
        NoteForgotten forgotten => state with { ResultNotes = state.ResultNotes.RemoveRange(state.ResultNotes.Where(n => n.Value == forgotten.NoteId).Select(n => n.Key)) },
        _ => state,
    };

    /// <summary>The slot that an instant falls into, its changeover included; null between sessions.</summary>
    public SlotTime? SlotAt(DateTimeOffset now)
    {
        var begun = Slots.LastOrDefault(s => s.Start <= now);
        if (begun is null || now < begun.End) return begun;
        var next = Slots.FirstOrDefault(s => s.Number == begun.Number + 1);
        return next is not null && next.Session == begun.Session ? begun : null;
    }

    /// <summary>The time of a slot; null for a number outside the grid.</summary>
    public SlotTime? Slot(int number) => number >= 0 && number < Slots.Count ? Slots[number] : null;

    /// <summary>A slot as people call it, by its time in the mart's zone: numbers are for programs.</summary>
    public string Called(int number) =>
        Opened is { } opened && Slot(number) is { Start: var start }
            ? $"the slot at {start.Clock(opened.TimeZone)} on {start.DayAndMonth(opened.TimeZone)}"
            : $"slot {number}";
}
