using TravelMart.Boards.Hall;
using TravelMart.Boards.Words;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>Something that a person should look at.</summary>
/// <param name="Icon">Its symbol.</param>
/// <param name="Who">The guest; null where it is about a stand.</param>
/// <param name="Where">The stand.</param>
/// <param name="Tag">In two words.</param>
/// <param name="Why">In a sentence.</param>
internal sealed record AttentionItem(string Icon, Guest? Who, string Where, string Tag, string Why);

/// <summary>What needs a person now, most urgent first: only facts, and warnings computed from them.</summary>
internal sealed class AttentionList(Picture picture, Vocabulary words)
{
    private readonly string _zone = picture.Opened.TimeZone;

    public IReadOnlyList<AttentionItem> Items => [.. Late(), .. Disputed(), .. Unrecorded(), .. Missed(), .. Unlogged()];

    private IEnumerable<AttentionItem> Late() =>
        from cell in picture.Meetings
        where cell is { Kind: CellKind.Late, Unrecorded: false, Meeting.IsHeld: false }
        orderby cell.MinutesLate descending
        select Item("warn", cell.Meeting!, words.Say("a-late-tag", cell.MinutesLate), words.Say("a-late", Start(cell.Meeting!)));

    private IEnumerable<AttentionItem> Disputed() =>
        from cell in picture.Meetings
        where cell.Meeting is { IsHeld: true, Disputed: true }
        orderby cell.Meeting!.Slot
        select Item("warn", cell.Meeting!, words["a-disputed-tag"], $"{Start(cell.Meeting!)} · {words["a-disputed"]}");

    private IEnumerable<AttentionItem> Unrecorded() =>
        from cell in picture.Meetings
        where cell.Unrecorded
        orderby cell.Meeting!.Slot descending
        select Item("warn", cell.Meeting!, words["a-unrecorded-tag"],
            words.Say("a-unrecorded", picture.Slot(cell.Meeting!.Slot)?.End.Clock(_zone) ?? "–"));

    /// <summary>A buyer that missed one and has more to come is worth a call.</summary>
    private IEnumerable<AttentionItem> Missed() =>
        from cells in picture.Meetings.Where(c => c is { Kind: CellKind.NoShow, Meeting.BuyerMissed: true }).GroupBy(c => c.Meeting!.Buyer, StringComparer.Ordinal)
        let next = picture.Meetings.Where(c => c.Kind == CellKind.Scheduled && c.Meeting!.Buyer == cells.Key).MinBy(c => c.Meeting!.Slot)
        where next is not null || cells.Count() > 1
        orderby cells.Count() descending, cells.Key
        select new AttentionItem("cross", GuestOf(cells.Key), "", words.Say("a-repeat-tag", cells.Count()),
            words.Say("a-repeat", string.Join(", ", cells.Select(c => Start(c.Meeting!)).Order(StringComparer.Ordinal)), Planned(next?.Meeting)));

    private IEnumerable<AttentionItem> Unlogged() =>
        from cells in picture.Meetings.Where(c => c is { Kind: CellKind.Held, Meeting.Log: null } && Over(c.Meeting!)).GroupBy(c => c.Meeting!.Seller, StringComparer.Ordinal)
        orderby cells.Count() descending, cells.Key
        select new AttentionItem("sheet", null, Stand(cells.Key, withName: true), words["a-log-tag"],
            words.Say("a-log", string.Join(", ", cells.Select(c => Start(c.Meeting!)).Order(StringComparer.Ordinal))));

    private AttentionItem Item(string icon, Meeting meeting, string tag, string why) =>
        new(icon, GuestOf(meeting.Buyer), Stand(meeting.Seller, withName: false), tag, why);

    private string Planned(Meeting? next) => next is null ? words["none"] : $"{Start(next)}, {Stand(next.Seller, withName: false)}";

    private bool Over(Meeting meeting) => picture.Slot(meeting.Slot) is not { } slot || picture.Now >= slot.End + Picture.TimeToRecord;

    private string Start(Meeting meeting) => picture.Slot(meeting.Slot)?.Start.Clock(_zone) ?? words["walk-in-now"];

    private Guest GuestOf(string id) => new(picture.State.Company(id)?.Names.In(words.Language) ?? id, picture.State.Company(id)?.Synthetic ?? false);

    private string Stand(string seller, bool withName)
    {
        var company = picture.State.Company(seller);
        var name = company?.Names.In(words.Language) ?? seller;
        return company?.Stand is not { } stand ? name : withName ? $"{words["stand"]} {stand} · {name}" : $"{words["stand"]} {stand}";
    }
}
