using TravelMart.Boards.Journal;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;

namespace TravelMart.Boards.Hall;

/// <summary>What each contract does to one meeting. Total: a contract that makes no sense now still leaves a meeting that can be shown.</summary>
internal static class MeetingFold
{
    /// <summary>The meeting that a contract is about; null for one that is about none.</summary>
    public static Guid? MeetingOf(object contract) => contract switch
    {
        MeetingRequested m => m.Meeting,
        SlotsOffered m => m.Meeting,
        RequestDeclined m => m.Meeting,
        RequestWithdrawn m => m.Meeting,
        RequestExpired m => m.Meeting,
        MeetingBooked m => m.Meeting,
        MeetingMoved m => m.Meeting,
        MeetingCancelled m => m.Meeting,
        MeetingCheckedIn m => m.Meeting,
        MeetingStarted m => m.Meeting,
        MeetingHeld m => m.Meeting,
        NoShowRecorded m => m.Meeting,
        AttendanceCorrected m => m.Meeting,
        MeetingDisputed m => m.Meeting,
        DisputeSettled m => m.Meeting,
        ConsultationLogged m => m.Meeting,
        _ => null,
    };

    public static Meeting Apply(Meeting meeting, JournalEntry entry) => entry.Body switch
    {
        MeetingRequested r => meeting with { Buyer = r.Buyer, Seller = r.Seller, Stage = Stage.Requested, Request = r, RequestedAt = entry.At },
        SlotsOffered o => meeting with { Offer = new(o.By, o.Slots, o.ExpiresAt) },
        RequestDeclined d => Ended(meeting, Stage.Declined, d.By, d.Reason),
        RequestWithdrawn w => Ended(meeting, Stage.Withdrawn, w.By, w.Reason),
        RequestExpired => meeting with { Stage = Stage.Expired },
        MeetingBooked b => Booked(meeting, b, entry.At),
        MeetingMoved m => meeting with
        {
            Slot = m.Slot,
            Table = m.Table,
            Interpreter = m.Interpreter,
            Moves = meeting.Moves + 1,
            BuyerInAt = null,
            SellerInAt = null,
            StartedAt = null,
        },
        MeetingCancelled c => Ended(meeting, Stage.Cancelled, c.By, c.Reason),
        MeetingCheckedIn { Side: Sides.Buyer } => meeting with { BuyerInAt = meeting.BuyerInAt ?? entry.At },
        MeetingCheckedIn => meeting with { SellerInAt = meeting.SellerInAt ?? entry.At },
        MeetingStarted => meeting with { StartedAt = meeting.StartedAt ?? entry.At },
        MeetingHeld h => Held(meeting, entry.At) with { AttestedBy = h.AttestedBy },
        NoShowRecorded n => NoShow(meeting, n.Side, entry.At),
        AttendanceCorrected c => Correct(meeting, c.Attendance, entry.At),
        MeetingDisputed d => meeting with { DisputedBy = d.By },
        DisputeSettled => meeting with { DisputedBy = null },
        ConsultationLogged l when meeting.Logs.TryGetValue(l.Side, out var known) && known.Revision >= l.Revision => meeting,
        ConsultationLogged l => meeting with { Logs = meeting.Logs.SetItem(l.Side, l) },
        _ => meeting,
    };

    private static Meeting Booked(Meeting meeting, MeetingBooked b, DateTimeOffset at) => meeting with
    {
        Buyer = b.Buyer,
        Seller = b.Seller,
        Stage = Stage.Booked,
        Booking = b,
        BookedAt = at,
        Slot = b.Slot,
        Table = b.Table,
        Interpreter = b.Interpreter,
    };

    private static Meeting Ended(Meeting meeting, Stage stage, string by, string reason) =>
        meeting with { Stage = stage, EndedBy = by, EndReason = reason };

    private static Meeting Held(Meeting meeting, DateTimeOffset at) =>
        meeting with { Attendance = Attendance.Held, RecordedAt = at, BuyerMissed = false, SellerMissed = false };

    // Both sides can stay away; a second no-show adds to the first one.
    private static Meeting NoShow(Meeting meeting, string side, DateTimeOffset at) => meeting with
    {
        Attendance = Attendance.NoShow,
        RecordedAt = at,
        BuyerMissed = meeting.BuyerMissed || side == Sides.Buyer,
        SellerMissed = meeting.SellerMissed || side == Sides.Seller,
    };

    // A correction says what is true, so it also ends a dispute about what was recorded before.
    private static Meeting Correct(Meeting meeting, string attendance, DateTimeOffset at)
    {
        var clean = Held(meeting, at) with { Corrected = true, DisputedBy = null };
        return attendance switch
        {
            "no-show-buyer" => NoShow(clean, Sides.Buyer, at),
            "no-show-seller" => NoShow(clean, Sides.Seller, at),
            _ => clean with { AttestedBy = meeting.AttestedBy ?? Sides.Desk },
        };
    }
}
