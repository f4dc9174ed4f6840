using System.Globalization;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.Pages;

namespace TravelMart.Boards.Pages;

/// <summary>One event of a meeting, with its place in its source's log, where it can be looked up.</summary>
internal sealed record FigureEvent(DateTimeOffset At, string Kind, string Actor, string Source, long Position, Guid Id);

/// <summary>One meeting that a figure counts, with the events that make it so.</summary>
internal sealed record FigureRow(Meeting Meeting, string Time, int? Stand, string Buyer, string Seller, string State, IReadOnlyList<FigureEvent> Events);

/// <summary>The page behind a figure: what it counts, and from which events. Pure.</summary>
internal sealed class FigureModel
{
    public FigureModel(ResultsModel results, string figure, IReadOnlyList<Meeting> counted)
    {
        (Results, Figure) = (results, figure);
        var events = results.Shown.State.Matching.NewestFirst().Where(e => MeetingFold.MeetingOf(e.Body) is not null)
            .ToLookup(e => MeetingFold.MeetingOf(e.Body)!.Value);
        Rows = [.. counted.Select(m => Row(m, events[m.Id].Reverse()))];
    }

    public ResultsModel Results { get; }

    public string Figure { get; }

    public IReadOnlyList<FigureRow> Rows { get; }

    public Vocabulary Words => Results.Words;

    /// <summary>The figure in the reader's words.</summary>
    public string Title => Figure.Split('-', 2) switch
    {
        ["outcome", var outcome] => $"{Words["by-outcome"]}: {Words["o-" + outcome]}",
        ["category", var category] => $"{Words["by-category"]}: {Results.CategoryName(category)}",
        ["country", var country] => $"{Words["by-country"]}: {country}",
        ["hour", var hour] => $"{Words["by-hour"]}: {hour}",
        ["amount", var kind] => $"{Words["amounts"]}: {Words["k-" + kind]}",
        _ => Words[Figure],
    };

    private FigureRow Row(Meeting m, IEnumerable<JournalEntry> events)
    {
        var state = Results.Shown.State;
        var slot = Results.Shown.Opened.Slots.FirstOrDefault(s => s.Number == m.Slot);
        return new(m, slot is null ? "–" : Results.Local(slot.Start), state.Company(m.Seller)?.Stand, Name(m.Buyer), Name(m.Seller),
            HallDocument.StateOf(m, new Picture(state, Results.Shown.Now).Look(m)),
            [.. events.Select(e => new FigureEvent(e.At, e.Body.GetType().Name, e.Cause.Actor, e.Source, e.Position, e.Id))]);

        string Name(string company) => state.Company(company)?.Names.In(Words.Language) ?? company;
    }

    /// <summary>An event's instant in the mart's zone.</summary>
    public string Local(DateTimeOffset at) => Results.Local(at);

    /// <summary>A position as it is written.</summary>
    public static string Number(long position) => position.ToString(CultureInfo.InvariantCulture);
}
