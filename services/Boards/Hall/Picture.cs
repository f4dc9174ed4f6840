using TravelMart.Contracts;
using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Hall;

/// <summary>What a cell of the grid shows. The letter is the same in every language.</summary>
internal enum CellKind
{
    Scheduled,
    CheckedIn,
    InProgress,
    Held,
    Late,
    NoShow,
    Free,
    Blocked,
}

/// <summary>One stand in one slot. A stand with several tables has several meetings.</summary>
/// <param name="Kind">What is shown.</param>
/// <param name="Meeting">The meeting; null where there is none.</param>
/// <param name="MinutesLate">For a late one: minutes since the slot began.</param>
/// <param name="Unrecorded">The slot is over and nobody recorded what happened.</param>
internal sealed record Cell(CellKind Kind, Meeting? Meeting = null, int MinutesLate = 0, bool Unrecorded = false);

/// <summary>Where the day stands: in a slot, before the next one, or past the last.</summary>
/// <param name="Current">The slot that runs; null between slots.</param>
/// <param name="Upcoming">The slot after that; null when none is left.</param>
internal sealed record Moment(SlotTime? Current, SlotTime? Upcoming)
{
    /// <summary>What the large column shows: the running slot, or in a changeover the next one.</summary>
    public SlotTime? Shown => Current ?? Upcoming;
}

/// <summary>The hall at one instant: pure, from the state and the time.</summary>
internal sealed class Picture
{
    /// <summary>How long after the bell a missing buyer is called late.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(3);

    /// <summary>How long after the closing bell people have to record what happened.</summary>
    public static readonly TimeSpan TimeToRecord = TimeSpan.FromMinutes(10);

    private readonly ILookup<(string Seller, int Slot), Meeting> _booked;
    private readonly Dictionary<int, SlotTime> _slots;

    public Picture(HallState state, DateTimeOffset now)
    {
        (State, Now, Opened) = (state, now, state.Opened ?? throw new InvalidOperationException($"mart {state.Mart} is not open"));
        Stands =
        [
            .. state.Registration.Now.Companies.Values.Where(c => c is { IsSeller: true, Standing: Standing.Admitted })
                .OrderBy(c => c.Stand ?? int.MaxValue).ThenBy(c => c.Company, StringComparer.Ordinal),
        ];
        _booked = state.Matching.Now.Meetings.Values.Where(m => m.IsBooked)
            .OrderBy(m => m.Table, StringComparer.Ordinal).ThenBy(m => m.Id).ToLookup(m => (m.Seller, m.Slot));
        _slots = Opened.Slots.ToDictionary(s => s.Number);
        Moment = new(Opened.Slots.FirstOrDefault(s => s.Start <= now && now < s.End), Opened.Slots.FirstOrDefault(s => s.Start > now));
    }

    public HallState State { get; }

    public MartOpened Opened { get; }

    public DateTimeOffset Now { get; }

    public Moment Moment { get; }

    /// <summary>Sellers in order of stands.</summary>
    public IReadOnlyList<Participant> Stands { get; }

    /// <summary>Every booked meeting with how it looks now.</summary>
    public IEnumerable<Cell> Meetings => _booked.SelectMany(g => g).Select(Look);

    public SlotTime? Slot(int number) => _slots.GetValueOrDefault(number);

    /// <summary>What a stand shows in a slot; never empty.</summary>
    public IReadOnlyList<Cell> At(Participant seller, SlotTime slot)
    {
        var meetings = _booked[(seller.Company, slot.Number)].Select(Look).ToList();
        if (meetings.Count > 0) return meetings;
        var blocked = State.Matching.Now.Blocked.GetValueOrDefault(seller.Company, []).Contains(slot.Number);
        return [new(blocked ? CellKind.Blocked : CellKind.Free)];
    }

    /// <summary>The stand's first booked slot after another.</summary>
    public (SlotTime Slot, IReadOnlyList<Cell> Cells)? Next(Participant seller, SlotTime after)
    {
        foreach (var slot in Opened.Slots.Where(s => s.Start > after.Start))
            if (At(seller, slot) is [{ Meeting: not null }, ..] cells) return (slot, cells);
        return null;
    }

    /// <summary>How a booked meeting looks at this instant.</summary>
    public Cell Look(Meeting meeting)
    {
        var slot = Slot(meeting.Slot);
        var over = slot is not null && Now >= slot.End + TimeToRecord;
        if (meeting.IsHeld) return new(meeting.Disputed ? CellKind.Late : CellKind.Held, meeting);
        if (meeting.IsNoShow) return new(CellKind.NoShow, meeting);
        if (over) return new(CellKind.Late, meeting, Unrecorded: true);
        if (meeting.StartedAt is not null || meeting is { BuyerInAt: not null, SellerInAt: not null }) return new(CellKind.InProgress, meeting);
        if (meeting.BuyerInAt is not null) return new(CellKind.CheckedIn, meeting);
        if (slot is not null && Now >= slot.Start + Grace) return new(CellKind.Late, meeting, (int)(Now - slot.Start).TotalMinutes);
        return new(meeting.SellerInAt is null ? CellKind.Scheduled : CellKind.CheckedIn, meeting);
    }
}
