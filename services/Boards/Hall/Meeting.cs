using System.Collections.Immutable;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;

namespace TravelMart.Boards.Hall;

/// <summary>How far a meeting has come between asking and booking.</summary>
internal enum Stage
{
    Unknown,
    Requested,
    Declined,
    Withdrawn,
    Expired,
    Booked,
    Cancelled,
}

/// <summary>What a person recorded about a meeting's taking place.</summary>
internal enum Attendance
{
    Unrecorded,
    Held,
    NoShow,
}

/// <summary>Slots put forward in answer to a request.</summary>
internal sealed record Offer(string By, IReadOnlyList<int> Slots, DateTimeOffset ExpiresAt);

/// <summary>One meeting from request to log.</summary>
internal sealed record Meeting(Guid Id)
{
    public string Buyer { get; init; } = "";

    public string Seller { get; init; } = "";

    public Stage Stage { get; init; }

    public MeetingRequested? Request { get; init; }

    public DateTimeOffset? RequestedAt { get; init; }

    public Offer? Offer { get; init; }

    public MeetingBooked? Booking { get; init; }

    public DateTimeOffset? BookedAt { get; init; }

    /// <summary>The slot it stands in now; -1 outside the grid.</summary>
    public int Slot { get; init; } = -1;

    public string? Table { get; init; }

    public string? Interpreter { get; init; }

    public int Moves { get; init; }

    /// <summary>Who ended it (declined, withdrew, cancelled), and why.</summary>
    public string? EndedBy { get; init; }

    public string? EndReason { get; init; }

    public DateTimeOffset? BuyerInAt { get; init; }

    public DateTimeOffset? SellerInAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public Attendance Attendance { get; init; }

    public string? AttestedBy { get; init; }

    public DateTimeOffset? RecordedAt { get; init; }

    public bool BuyerMissed { get; init; }

    public bool SellerMissed { get; init; }

    public bool Corrected { get; init; }

    public string? DisputedBy { get; init; }

    /// <summary>The latest revision of each side's log.</summary>
    public ImmutableSortedDictionary<string, ConsultationLogged> Logs { get; init; } = NoLogs;

    private static readonly ImmutableSortedDictionary<string, ConsultationLogged> NoLogs =
        ImmutableSortedDictionary.Create<string, ConsultationLogged>(StringComparer.Ordinal);

    private static readonly string[] Precedence = [Sides.Seller, Sides.Buyer, Sides.Desk];

    public bool IsBooked => Stage == Stage.Booked;

    public string Origin => Booking?.Origin ?? "";

    public bool Disputed => DisputedBy is not null;

    public bool IsHeld => IsBooked && Attendance == Attendance.Held;

    public bool IsNoShow => IsBooked && Attendance == Attendance.NoShow;

    /// <summary>The log that speaks for the meeting: the seller's, else the buyer's, else the desk's.</summary>
    public ConsultationLogged? Log => Precedence.Select(side => Logs.GetValueOrDefault(side)).FirstOrDefault(log => log is not null);

    public string Other(string company) => company == Seller ? Buyer : Seller;

    public bool Concerns(string company) => company == Seller || company == Buyer;
}
