using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Plans;
using TravelMart.Matching.Wishes;
using Out = TravelMart.Contracts.Matching;

namespace TravelMart.Matching;

/// <summary>Which facts of Matching leave it, and as what. Claims, units and notes stay inside.</summary>
internal static class MatchingContracts
{
    public static object? Of(string mart, string stream, object fact) => fact switch
    {
        MartOpened or PhasesMoved or ParticipantAdmitted or ParticipantWithdrew or PlanEntries or NoteForgotten => null,
        ClockMoved => new Out.ClockMoved(mart),
        ResultSealed f => new Out.ResultSealed(mart, f.Number, f.HistoryEvents, f.HistoryHash, f.Unresolved, f.Reason),
        AvailabilityChanged f => new Out.AvailabilityChanged(mart, f.Company, f.BlockedSlots),
        HallCheckedIn f => new Out.HallCheckedIn(mart, f.Company),
        WishStated f => new Out.WishStated(mart, f.From, f.About, f.FromRole, f.Strength.ToString().ToLowerInvariant(), f.Rank),
        WishCleared f => new Out.WishCleared(mart, f.From, f.About, f.FromRole),
        PlanDrafted f => new Out.PlanDrafted(mart, IdOf(stream), f.Engine, f.Seed, f.Placed, f.Unplaced, f.Weight),
        PlanPublished => new Out.PlanPublished(mart, IdOf(stream)),
        PlanEntryUnplaced f => new Out.PlanEntryUnplaced(mart, IdOf(stream), f.Buyer, f.Seller, f.Reason),
        PlanSettled => new Out.PlanSettled(mart, IdOf(stream)),
        _ => OfMeeting(mart, IdOf(stream), fact),
    };

    private static object? OfMeeting(string mart, Guid meeting, object fact) => fact switch
    {
        MeetingRequested f => new Out.MeetingRequested(mart, meeting, f.Buyer, f.Seller, f.By, f.PreferredSlots, f.ExpiresAt),
        SlotsOffered f => new Out.SlotsOffered(mart, meeting, f.By, f.Slots, f.ExpiresAt),
        RequestDeclined f => new Out.RequestDeclined(mart, meeting, f.By, f.Reason),
        RequestWithdrawn f => new Out.RequestWithdrawn(mart, meeting, f.By, f.Reason),
        RequestExpired => new Out.RequestExpired(mart, meeting),
        MeetingBooked f => new Out.MeetingBooked(mart, meeting, f.Buyer, f.Seller, f.Slot, f.Table, f.Interpreter, f.Origin, f.Plan, f.Repeat, f.Reason),
        MeetingMoved f => new Out.MeetingMoved(mart, meeting, f.FromSlot, f.Slot, f.Table, f.Interpreter, f.By),
        MeetingCancelled f => new Out.MeetingCancelled(mart, meeting, f.By, f.Reason),
        MeetingCheckedIn f => new Out.MeetingCheckedIn(mart, meeting, f.Side),
        MeetingStarted => new Out.MeetingStarted(mart, meeting),
        MeetingHeld f => new Out.MeetingHeld(mart, meeting, f.AttestedBy),
        NoShowRecorded f => new Out.NoShowRecorded(mart, meeting, f.Side),
        AttendanceCorrected f => new Out.AttendanceCorrected(mart, meeting, f.Attendance, f.Reason),
        MeetingDisputed f => new Out.MeetingDisputed(mart, meeting, f.By),
        DisputeSettled => new Out.DisputeSettled(mart, meeting),
        ConsultationLogged f => new Out.ConsultationLogged(mart, meeting, f.Side, f.Revision, f.Topics, f.Products, f.Amount, f.Outcome, f.FollowUp),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "say whether this fact leaves the service"),
    };

    private static Guid IdOf(string stream) =>
        Guid.TryParse(stream[(stream.LastIndexOf('/') + 1)..], out var id) ? id : Guid.Empty;
}
