using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using static TravelMart.Matching.Tests.SceneBuilder;

namespace TravelMart.Matching.Tests;

/// <summary>Given these facts, when this is asked, then these facts or this refusal.</summary>
public sealed class MeetingDecisionTests
{
    [Fact]
    public void A_request_is_tapped_together_from_a_few_phrases_named_by_codes()
    {
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", Phrases: new("ru", ["groups", "autumn"])), null).Fact<MeetingRequested>().Phrases!.Codes.ShouldBe(["groups", "autumn"]);
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", Phrases: new("ru", [])), null).ShouldRefuse("PhrasesNotUnderstood");
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", Phrases: new("", ["groups"])), null).ShouldRefuse("PhrasesNotUnderstood");
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", Phrases: new("ru", [.. Enumerable.Repeat("groups", 13)])), null).ShouldRefuse("PhrasesNotUnderstood");
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", Phrases: new("ru", ["Anna Ivanova, +7 701"])), null).ShouldRefuse("CodeNotUnderstood");
    }

    [Fact]
    public void A_request_expires_with_the_marts_time_for_answers_and_at_the_latest_when_the_mart_ends()
    {
        var request = new RequestMeeting.Request("B1", "S1", [3]);
        RequestMeeting.Decide(Scene(Sides.Buyer), request, null).Fact<MeetingRequested>().ExpiresAt.ShouldBe(MartBuilder.Before.AddMinutes(2880));
        RequestMeeting.Decide(Scene(Sides.Buyer).At(0, 0), request, null).Fact<MeetingRequested>().ExpiresAt.ShouldBe(MartBuilder.DayStart.AddHours(9));
    }

    [Fact]
    public void A_request_for_a_slot_that_does_not_exist_or_is_over_is_refused()
    {
        RequestMeeting.Decide(Scene(Sides.Buyer), new("B1", "S1", [99]), null).ShouldRefuse("NoSuchSlot");
        RequestMeeting.Decide(Scene(Sides.Buyer).At(5, 0), new("B1", "S1", [3]), null).ShouldRefuse("SlotIsPast");
    }

    [Fact]
    public void Only_the_side_that_was_asked_answers_and_offers_may_go_back_and_forth()
    {
        AnswerRequest.DecideOffer(Scene(Sides.Buyer, Requested()), [5], null).ShouldRefuse("WaitingForTheOtherSide");
        var offered = AnswerRequest.DecideOffer(Scene(Sides.Seller, Requested()), [5], null).Fact<SlotsOffered>();
        AnswerRequest.DecideOffer(Scene(Sides.Seller, Requested(), offered), [6], null).ShouldRefuse("WaitingForTheOtherSide");
        AnswerRequest.DecideOffer(Scene(Sides.Buyer, Requested(), offered), [7], null).Fact<SlotsOffered>().By.ShouldBe(Sides.Buyer);
    }

    [Fact]
    public void The_desk_answers_for_the_side_whose_turn_it_is() =>
        AnswerRequest.DecideDecline(Scene(Sides.Desk, Requested(by: Sides.Seller)), "no-interest", null).Fact<RequestDeclined>().By.ShouldBe(Sides.Buyer);

    [Fact]
    public void A_reason_is_a_code_and_free_text_belongs_into_the_note() =>
        AnswerRequest.DecideDecline(Scene(Sides.Seller, Requested()), "Call Anna on +7 701", null).ShouldRefuse("CodeNotUnderstood");

    [Fact]
    public void After_its_time_a_request_can_only_expire()
    {
        var late = Scene(Sides.Seller, Requested()) with { Now = MartBuilder.Before.AddDays(2) };
        AcceptMeeting.Decide(late, 3).ShouldRefuse("RequestExpired");
        ExpireRequests.Decide(late).Fact<RequestExpired>();
        ExpireRequests.Decide(Scene(Sides.Desk, Requested())).ShouldBe(Decision.AlreadyTrue);
        ExpireRequests.Decide(late with { Meeting = Meeting.Evolve(late.Meeting, Booked()) }).ShouldBe(Decision.AlreadyTrue);
    }

    [Fact]
    public void Whatever_is_already_true_makes_no_further_fact()
    {
        AcceptMeeting.Decide(Scene(Sides.Seller, Requested(), Booked(3)), 3).ShouldBe(Decision.AlreadyTrue);
        CancelMeeting.Decide(Scene(Sides.Buyer, Booked(), new MeetingCancelled(Sides.Buyer, "x", null)), "x", null).ShouldBe(Decision.AlreadyTrue);
        RunMeeting.Hold(Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller)).At(3, 20)).ShouldBe(Decision.AlreadyTrue);
        RunMeeting.CheckIn(Scene(Sides.Seller, Booked(), new MeetingCheckedIn(Sides.Seller)), null).ShouldBe(Decision.AlreadyTrue);
    }

    [Fact]
    public void A_mart_is_not_closed_before_its_last_slot_is_over()
    {
        var mart = new MartSettings { Opened = new MartBuilder().Opened };
        var over = mart.Slots[^1].End;
        SealResult.Decide(mart, over.AddMinutes(-1), new(AcceptUnresolved: true), [], 10, "hash").ShouldRefuse("MartIsNotOver");
        SealResult.Decide(mart, over, new(), [], 10, "hash").Fact<ResultSealed>().Number.ShouldBe(1);
    }

    [Fact]
    public void A_side_checks_itself_in_and_only_the_desk_checks_in_both()
    {
        RunMeeting.CheckIn(Scene(Sides.Buyer, Booked()).At(3, 0), Sides.Seller).ShouldRefuse("SideIsNotYours");
        RunMeeting.CheckIn(Scene(Sides.Buyer, Booked(), new MeetingCheckedIn(Sides.Seller)).At(3, 0), Sides.Seller).ShouldRefuse("SideIsNotYours");
        RunMeeting.CheckIn(Scene(Sides.Buyer, Booked()).At(3, 0), Sides.Buyer).Fact<MeetingCheckedIn>().Side.ShouldBe(Sides.Buyer);
        RunMeeting.CheckIn(Scene(Sides.Desk, Booked()).At(3, 0), Sides.Seller).Fact<MeetingCheckedIn>().Side.ShouldBe(Sides.Seller);
    }

    [Fact]
    public void Nobody_is_at_a_table_before_the_mart_opens()
    {
        var opens = new MartBuilder().Opened.OpensAt;
        RunMeeting.CheckIn(Scene(Sides.Buyer, Booked(3)) with { Now = opens.AddMinutes(-1) }, null).ShouldRefuse("MartHasNotOpened");
        RunMeeting.CheckIn(Scene(Sides.Buyer, Booked(3)) with { Now = opens }, null).Fact<MeetingCheckedIn>();
    }

    [Fact]
    public void A_missed_meeting_is_called_missed() =>
        RunMeeting.Hold(Scene(Sides.Seller, Booked(3), new NoShowRecorded(Sides.Buyer, Sides.Desk)).At(3, 20)).Refusal!.Sentence
            .ShouldBe("A meeting that is missed cannot be held.");

    [Fact]
    public void Nothing_begins_is_held_or_missed_before_its_slot_begins()
    {
        RunMeeting.Start(Scene(Sides.Seller, Booked(3)).At(3, -1)).ShouldRefuse("SlotHasNotBegun");
        RunMeeting.Start(Scene(Sides.Seller, Booked(3)).At(3, 0)).Fact<MeetingStarted>();
        RunMeeting.Hold(Scene(Sides.Seller, Booked(3)).At(3, -1)).ShouldRefuse("SlotHasNotBegun");
        RunMeeting.NoShow(Scene(Sides.Seller, Booked(3)).At(3, -1), Sides.Buyer).ShouldRefuse("SlotHasNotBegun");
        RunMeeting.NoShow(Scene(Sides.Seller, Booked(3)).At(3, 10), "nobody").ShouldRefuse("SideMissing");
        RunMeeting.NoShow(Scene(Sides.Seller, Booked(3)).At(3, 10), Sides.Buyer).Fact<NoShowRecorded>().Side.ShouldBe(Sides.Buyer);
    }

    [Fact]
    public void A_refusal_names_a_slot_by_its_local_time_and_keeps_its_number_for_programs()
    {
        Refusal[] refusals =
        [
            AcceptMeeting.Decide(Scene(Sides.Seller, Requested(slots: 4)), 3).Refusal!,
            RequestMeeting.Decide(Scene(Sides.Buyer).At(5, 0), new("B1", "S1", [3]), null).Refusal!,
            RunMeeting.Hold(Scene(Sides.Seller, Booked(3)).At(3, -1)).Refusal!,
        ];
        refusals.Select(r => r.Sentence).ShouldBe([
            "Nobody put the slot at 11:15 on 13 July forward; offer it instead.",
            "It is too late: the slot at 11:15 on 13 July is over.",
            "It is too early: the slot at 11:15 on 13 July has not begun."]);
        refusals.ShouldAllBe(r => Equals(r.Details["slot"], 3));
    }

    [Fact]
    public void A_side_cannot_undo_by_calling_it_off_what_was_held_or_missed()
    {
        CancelMeeting.Decide(Scene(Sides.Buyer, Booked(3)).At(3, 19), "ill", null).Fact<MeetingCancelled>();
        CancelMeeting.Decide(Scene(Sides.Buyer, Booked(3)).At(3, 20), "ill", null).ShouldRefuse("MeetingIsOver");
        CancelMeeting.Decide(Scene(Sides.Desk, Booked(3)).At(3, 20), "double-entry", null).Fact<MeetingCancelled>();
    }

    [Fact]
    public void A_correction_that_says_what_was_recorded_ends_the_dispute_about_it()
    {
        var scene = Scene(Sides.Desk, Booked(3), new MeetingHeld(Sides.Seller), new MeetingDisputed(Sides.Buyer, null)).At(4, 0);
        var corrected = CorrectAttendance.Decide(scene, new(Attendance.Held, "seen-by-the-desk"), null).Fact<AttendanceCorrected>();
        var after = Meeting.Evolve(scene.Meeting, corrected);
        (after.Status, after.IsDisputed).ShouldBe((MeetingStatus.Held, false));
        CorrectAttendance.Decide(scene with { Meeting = after }, new(Attendance.Held, "seen-by-the-desk"), null).ShouldBe(Decision.AlreadyTrue);
    }

    [Fact]
    public void A_meeting_that_was_declined_cannot_be_booked_moved_or_held()
    {
        var scene = Scene(Sides.Seller, Requested(), new RequestDeclined(Sides.Seller, "full", null)).At(3, 5);
        AcceptMeeting.Decide(scene, 4).ShouldRefuse("NotPossibleNow");
        MoveMeeting.Decide(scene, 4).ShouldRefuse("NotPossibleNow");
        RunMeeting.Hold(scene).ShouldRefuse("NotPossibleNow");
        RunMeeting.NoShow(scene, Sides.Buyer).ShouldRefuse("NotPossibleNow");
    }

    [Fact]
    public void Each_edit_of_a_log_is_a_further_revision_of_that_side()
    {
        var log = new LogConsultation.Request(["visa"], ["P1"], new Amount(100, "USD", "discussed"), "promising");
        var first = LogConsultation.Decide(Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller)), log, null).Fact<ConsultationLogged>();
        first.Revision.ShouldBe(1);
        LogConsultation.Decide(Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller), first), log, null).Fact<ConsultationLogged>().Revision.ShouldBe(2);
        LogConsultation.Decide(Scene(Sides.Buyer, Booked(), new MeetingHeld(Sides.Seller), first), log, null).Fact<ConsultationLogged>().Revision.ShouldBe(1);
        LogConsultation.Decide(Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller)), log with { Amount = new(1, "usd", "discussed") }, null).ShouldRefuse("AmountNotUnderstood");
        LogConsultation.Decide(Scene(Sides.Seller, Booked()), log, null).ShouldRefuse("NotPossibleNow");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Call Anna on +7 701")]
    [InlineData("P1\n")]
    [InlineData("a-product-id-that-is-longer-than-any-in-the-catalogue")]
    public void Products_are_named_by_their_ids_in_the_catalogue(string? product)
    {
        var scene = Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller));
        LogConsultation.Decide(scene, new(null, ["P1", product!], null, "agreed"), null).ShouldRefuse("ProductNotUnderstood");
        LogConsultation.Decide(scene, new([null!], ["P1"], null, "agreed"), null).ShouldRefuse("CodeNotUnderstood");
    }

    [Fact]
    public void An_amount_that_no_deal_has_is_not_logged()
    {
        var scene = Scene(Sides.Seller, Booked(), new MeetingHeld(Sides.Seller));
        LogConsultation.Request Of(long minor) => new(null, null, new Amount(minor, "USD", "signed"), "agreed");
        LogConsultation.Decide(scene, Of(Amount.MostMinor), null).Fact<ConsultationLogged>();
        LogConsultation.Decide(scene, Of(Amount.MostMinor + 1), null).ShouldRefuse("AmountNotUnderstood");
        LogConsultation.Decide(scene, Of(-1), null).ShouldRefuse("AmountNotUnderstood");
    }

    [Fact]
    public void A_mart_with_unresolved_meetings_is_sealed_only_knowingly_and_a_further_result_needs_a_reason()
    {
        SealResult.Decide(new MartSettings(), MartBuilder.Before, new(), [Id], 10, "hash").ShouldRefuse("MeetingsAreUnresolved");
        SealResult.Decide(new MartSettings(), MartBuilder.Before, new(AcceptUnresolved: true), [Id], 10, "hash").Fact<ResultSealed>().Unresolved.ShouldBe([Id]);
        SealResult.Decide(new MartSettings { Results = 1 }, MartBuilder.Before, new(), [], 12, "hash").ShouldRefuse("CodeNotUnderstood");
        SealResult.Decide(new MartSettings { Results = 1 }, MartBuilder.Before, new(Reason: "late-logs"), [], 12, "hash").Fact<ResultSealed>().Number.ShouldBe(2);
    }
}
