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
/// <param name="Meeting">The meeting; null where it is about a company.</param>
/// <param name="Company">The company; null where it is about a meeting.</param>
internal sealed record AttentionItem(string Icon, Guest? Who, string Where, string Tag, string Why, Guid? Meeting = null, string? Company = null);

/// <summary>What needs a person now, most urgent first: only facts, and warnings computed from them.</summary>
internal sealed class AttentionList(Picture picture, Vocabulary words)
{
    private readonly string _zone = picture.Opened.TimeZone;

    public IReadOnlyList<AttentionItem> Items => [.. Late(), .. Disputed(), .. Unrecorded(), .. Missed(), .. Idle(), .. Empty(), .. Unlogged()];

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
            words.Say("a-repeat", string.Join(", ", cells.Select(c => Start(c.Meeting!)).Order(StringComparer.Ordinal)), Planned(next?.Meeting)), Company: cells.Key);

    /// <summary>A buyer in the hall with nobody left to meet, while there is time.</summary>
    private IEnumerable<AttentionItem> Idle() =>
        from arrived in SlotsToCome == 0 ? [] : picture.State.Matching.Now.Arrivals.Keys
        let company = picture.State.Company(arrived)
        where company is { IsSeller: false, Standing: Standing.Admitted } && !Meets(m => m.Buyer == arrived)
        orderby arrived
        select new AttentionItem("ring", GuestOf(arrived), "", words["a-idle-tag"], words.Say("a-idle", SlotsToCome), Company: arrived);

    /// <summary>A stand with nothing left in its day, while there is time.</summary>
    private IEnumerable<AttentionItem> Empty() =>
        from stand in SlotsToCome == 0 ? [] : picture.Stands
        where !Meets(m => m.Seller == stand.Company)
        select new AttentionItem("plus", null, Stand(stand.Company, withName: true), words["a-empty-tag"], words.Say("a-empty", SlotsToCome), Company: stand.Company);

    // On the day itself: before it, an empty afternoon is what planning is for.
    private int SlotsToCome => picture.Now < picture.Opened.Slots[0].Start ? 0 : picture.Opened.Slots.Count(s => s.Start > picture.Now);

    private bool Meets(Func<Meeting, bool> whose) =>
        picture.Meetings.Any(c => c.Meeting is { } m && whose(m) && !m.IsHeld && !m.IsNoShow && picture.Slot(m.Slot) is { } slot && slot.End > picture.Now);

    private IEnumerable<AttentionItem> Unlogged() =>
        from cells in picture.Meetings.Where(c => c is { Kind: CellKind.Held, Meeting.Log: null } && Over(c.Meeting!)).GroupBy(c => c.Meeting!.Seller, StringComparer.Ordinal)
        orderby cells.Count() descending, cells.Key
        select new AttentionItem("sheet", null, Stand(cells.Key, withName: true), words["a-log-tag"],
            words.Say("a-log", string.Join(", ", cells.Select(c => Start(c.Meeting!)).Order(StringComparer.Ordinal))), Company: cells.Key);

    private AttentionItem Item(string icon, Meeting meeting, string tag, string why) =>
        new(icon, GuestOf(meeting.Buyer), Stand(meeting.Seller, withName: false), tag, why, meeting.Id);

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
