using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;
using TravelMart.Boards.Words;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>A company as it is written on a board.</summary>
internal sealed record Guest(string Name, bool Synthetic);

/// <summary>One stand on the wall: who sits there, and who comes next.</summary>
internal sealed record WallRow(string Number, string Name, string? SecondName, string? SecondLanguage, bool Synthetic, CellKind Kind,
    IReadOnlyList<Guest> Guests, string? Table, int MinutesLate, bool Unrecorded, string? NextTime, bool NextLater, IReadOnlyList<Guest> NextGuests);

/// <summary>A category's consultations beside its booked meetings.</summary>
internal sealed record WallBar(string Name, string? SecondName, string? SecondLanguage, int Held, int Booked);

/// <summary>A stand that can be visited now, and until when.</summary>
internal sealed record FreeStand(string Number, string Name, string From, string Until);

/// <summary>An event in one of the board's languages.</summary>
internal sealed record WallEvent(string Time, string Icon, string Language, string Text);

/// <summary>Everything on the wall board at one instant: pure, from state, time and languages.</summary>
internal sealed class WallModel
{
    public const int RowsPerPage = 12;
    private const int MostFree = 4;
    private const int EventsShown = 3;
    private readonly Picture _picture;
    private readonly string _zone;

    public WallModel(Shown shown, string? language)
    {
        (Shown, _picture, _zone) = (shown, new Picture(shown.State, shown.Now), shown.Opened.TimeZone);
        Languages = BoardWords.Side(language, shown.Opened.Languages);
        Totals = CountingRuleV1.Count(shown.State);
        Dial = new Dial(_picture);
        Pages = [.. _picture.Stands.Select(Row).Chunk(RowsPerPage)];
        Bars = [.. shown.Opened.Categories.Select(Bar)];
        Free = _picture.Moment.Current is { } slot ? [.. _picture.Stands.Where(s => _picture.At(s, slot)[0].Kind == CellKind.Free).Select(s => FreeAt(s, slot))] : [];
        Events = [.. HallEvents.Latest(shown.State, EventsShown).Select(Event)];
    }

    public Shown Shown { get; }

    public IReadOnlyList<Vocabulary> Languages { get; }

    public Vocabulary First => Languages[0];

    public MartTotals Totals { get; }

    public Dial Dial { get; }

    public Moment Moment => _picture.Moment;

    public IReadOnlyList<WallRow[]> Pages { get; }

    public IReadOnlyList<WallBar> Bars { get; }

    public IReadOnlyList<FreeStand> Free { get; }

    public IEnumerable<FreeStand> FreeShown => Free.Take(MostFree);

    public int FreeMore => Math.Max(0, Free.Count - MostFree);

    public IReadOnlyList<WallEvent> Events { get; }

    public bool AnySynthetic => Shown.State.Registration.Now.Companies.Values.Any(c => c.Synthetic);

    public string Title => Shown.Opened.Names.In(First.Language);

    /// <summary>The time that a still picture names.</summary>
    public string AsOf => $"{Shown.Now.In(_zone):yyyy-MM-dd HH:mm}";

    private WallRow Row(Participant seller)
    {
        var (second, language) = SecondName(seller);
        var number = seller.Stand?.ToString() ?? "·";
        if (_picture.Moment.Shown is not { } slot)
            return new(number, seller.Names.In(First.Language), second, language, seller.Synthetic, CellKind.Blocked, [], null, 0, false, null, false, []);
        var cells = _picture.At(seller, slot);
        var worst = cells.MaxBy(c => c.Kind == CellKind.Late ? 2 : c.Kind == CellKind.InProgress ? 1 : 0)!;
        var next = _picture.Next(seller, slot);
        return new(number, seller.Names.In(First.Language), second, language, seller.Synthetic, worst.Kind,
            [.. cells.Select(c => c.Meeting).OfType<Meeting>().Select(m => GuestOf(m.Buyer))],
            Shown.Opened.SharedTables is null ? null : worst.Meeting?.Table, worst.MinutesLate, worst.Unrecorded,
            next?.Slot.Start.Clock(_zone), next is { } n && Shown.Opened.Slots.Any(s => s.Start > slot.Start && s.Start < n.Slot.Start),
            next is null ? [] : [.. next.Value.Cells.Select(c => c.Meeting).OfType<Meeting>().Select(m => GuestOf(m.Buyer))]);
    }

    private (string? Name, string? Language) SecondName(Participant seller)
    {
        var first = seller.Names.In(First.Language);
        foreach (var language in Languages.Skip(1).Select(l => l.Language))
            if (seller.Names.TryGetValue(language, out var name) && name != first) return (name, language);
        return (null, null);
    }

    private Guest GuestOf(string company) =>
        Shown.State.Company(company) is { } known ? new(known.Names.In(First.Language), known.Synthetic) : new(company, false);

    private WallBar Bar(Category category)
    {
        var first = category.Names.In(First.Language);
        var second = Languages.Skip(1).Select(l => l.Language).FirstOrDefault(l => category.Names.TryGetValue(l, out var name) && name != first);
        return new(first, second is null ? null : category.Names[second], second, Totals.ByCategory.GetValueOrDefault(category.Code),
            Totals.BookedByCategory.GetValueOrDefault(category.Code));
    }

    private FreeStand FreeAt(Participant seller, SlotTime slot) =>
        new(seller.Stand?.ToString() ?? "·", seller.Names.In(First.Language), Shown.Now.Clock(_zone), slot.End.Clock(_zone));

    private WallEvent Event(HallEvent e, int index)
    {
        var words = Languages[(Languages.Count - 1 - index % Languages.Count) % Languages.Count];
        return new(e.At.Clock(_zone), EventTexts.Icon(e), words.Language, EventTexts.Say(e, Shown.State, words));
    }
}
