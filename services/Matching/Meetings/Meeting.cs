using TravelMart.Contracts;

namespace TravelMart.Matching.Meetings;

/// <summary>Where a meeting stands.</summary>
internal enum MeetingStatus
{
    /// <summary>Nothing is known of it.</summary>
    None,

    /// <summary>Asked for; it holds nothing.</summary>
    Requested,

    /// <summary>Answered with no.</summary>
    Declined,

    /// <summary>Taken back by who asked.</summary>
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    Expired,

    /// <summary>It holds its slot.</summary>
    Booked,

    /// <summary>It held a slot and was called off.</summary>
    Cancelled,

    /// <summary>It is going on.</summary>
    Started,

    /// <summary>It took place.</summary>
    Held,

    /// <summary>A side did not come.</summary>
    NoShow,
}

/// <summary>One meeting. It is its own state machine; every decision about it is a pure function of this state.</summary>
internal sealed record Meeting(Guid Id)
{
    public MeetingStatus Status { get; init; }

    public string Buyer { get; init; } = "";

    public string Seller { get; init; } = "";

    /// <summary>The side that asked; empty for a meeting that nobody asked for.</summary>
    public string AskedBy { get; init; } = "";

    /// <summary>The side that spoke last while the meeting is only asked for.</summary>
    public string ProposedBy { get; init; } = "";

    /// <summary>The slots put forward last; empty for any.</summary>
    public IReadOnlyList<int> ProposedSlots { get; init; } = [];

    public DateTimeOffset ExpiresAt { get; init; }

    public bool Repeat { get; init; }

    public int Slot { get; init; } = -1;

    public string Table { get; init; } = "";

    public string? Interpreter { get; init; }

    public string Origin { get; init; } = "";

    public IReadOnlyList<string> CheckedIn { get; init; } = [];

    /// <summary>The side that did not come; null where both did or nobody said.</summary>
    public string? NoShowSide { get; init; }

    public bool IsDisputed { get; init; }

    /// <summary>The last revision of each side's log.</summary>
    public IReadOnlyDictionary<string, ConsultationLogged> Logs { get; init; } = new Dictionary<string, ConsultationLogged>();

    /// <summary>What the side that asked tapped together; null for nothing.</summary>
    public Phrases? Phrases { get; init; }

    public IReadOnlyList<MeetingNote> Notes { get; init; } = [];

    public string Holder => HolderOf(Id);

    public static string HolderOf(Guid meeting) => "meeting/" + meeting;

    public static string StreamOf(Guid meeting) => "meeting/" + meeting;

    /// <summary>Booked, going on or over: its slot is on the books.</summary>
    public bool IsOnTheBooks => Status is MeetingStatus.Booked or MeetingStatus.Started or MeetingStatus.Held or MeetingStatus.NoShow;

    public static Meeting Evolve(Meeting state, object fact) => MeetingNotes.After(Apply(state, fact), fact);

    private static Meeting Apply(Meeting state, object fact) => fact switch
    {
        MeetingRequested r => state with
        {
            Status = MeetingStatus.Requested,
            Buyer = r.Buyer,
            Seller = r.Seller,
            AskedBy = r.By,
            ProposedBy = r.By,
            ProposedSlots = r.PreferredSlots,
            ExpiresAt = r.ExpiresAt,
            Repeat = r.Repeat,
            Phrases = r.Phrases,
        },
        SlotsOffered o => state with { ProposedBy = o.By, ProposedSlots = o.Slots, ExpiresAt = o.ExpiresAt },
        RequestDeclined => state with { Status = MeetingStatus.Declined },
        RequestWithdrawn => state with { Status = MeetingStatus.Withdrawn },
        RequestExpired => state with { Status = MeetingStatus.Expired },
        MeetingBooked b => state with
        {
            Status = MeetingStatus.Booked,
            Buyer = b.Buyer,
            Seller = b.Seller,
            Slot = b.Slot,
            Table = b.Table,
            Interpreter = b.Interpreter,
            Origin = b.Origin,
            Repeat = b.Repeat,
        },
        MeetingMoved m => state with { Slot = m.Slot, Table = m.Table, Interpreter = m.Interpreter, CheckedIn = [] },
        MeetingCancelled => state with { Status = MeetingStatus.Cancelled },
        MeetingCheckedIn c => state with { CheckedIn = [.. state.CheckedIn, c.Side] },
        MeetingStarted => state with { Status = MeetingStatus.Started },
        MeetingHeld => state with { Status = MeetingStatus.Held },
        NoShowRecorded n => state with { Status = MeetingStatus.NoShow, NoShowSide = n.Side },
        // A correction says what is true, which ends a dispute about what was recorded before.
        AttendanceCorrected c => state with
        {
            Status = c.Attendance == Attendance.Held ? MeetingStatus.Held : MeetingStatus.NoShow,
            NoShowSide = Attendance.MissingSide(c.Attendance),
            IsDisputed = false,
        },
        MeetingDisputed => state with { IsDisputed = true },
        DisputeSettled => state with { IsDisputed = false },
        ConsultationLogged l => state with
        {
            Logs = new Dictionary<string, ConsultationLogged>(state.Logs) { [l.Side] = l },
        },
        _ => state,
    };

    /// <summary>The side that a company is on; the desk for nobody in particular; null for a company that is not in this meeting.</summary>
    public string? SideOf(string? company) =>
        company is null ? Sides.Desk : company == Buyer ? Sides.Buyer : company == Seller ? Sides.Seller : null;

    public static string Other(string side) => side == Sides.Buyer ? Sides.Seller : Sides.Buyer;
}

/// <summary>What can be true of a meeting's taking place, as contracts write it.</summary>
internal static class Attendance
{
    public const string Held = "held";
    public const string NoShowBuyer = "no-show-buyer";
    public const string NoShowSeller = "no-show-seller";

    public static IReadOnlyList<string> All { get; } = [Held, NoShowBuyer, NoShowSeller];

    public static string? MissingSide(string attendance) => attendance switch
    {
        NoShowBuyer => Sides.Buyer,
        NoShowSeller => Sides.Seller,
        _ => null,
    };
}
