using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Participants;

/// <summary>
/// When a company leaves, everything of theirs unwinds: pending requests are withdrawn and bookings cancelled one by one, which frees
/// what they held and tells the other sides. What has taken place stays.
/// </summary>
internal sealed class Unwinding(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    LiveView<MatchIndex> index, MeetingDesk desk, TimeProvider clock, ILogger<Unwinding> logger)
    : LogSubscriber("unwinding", log, clock, logger)
{
    private readonly IEventLog _log = log;

    private const string Reason = "company-withdrew";

    protected override bool Concerns(RecordedEvent e) => types.Is<ParticipantWithdrew>(e);

    protected override async Task Handle(RecordedEvent e, CancellationToken cancel)
    {
        var left = (ParticipantWithdrew)types.Read(e);
        if (!await index.WaitFor(e.Position, TimeSpan.FromSeconds(10), cancel)) throw new TimeoutException("the index lags behind");
        foreach (var meeting in index.Of(e.Mart).Meetings.Values.Where(m => m.Buyer == left.Company || m.Seller == left.Company))
        {
            // Handled once more after a crash, it must not touch what the company arranged after coming back.
            if ((await _log.ReadStream(e.Mart, Meeting.StreamOf(meeting.Id), cancel: cancel))[0].Position > e.Position) continue;
            var cause = new Cause(Ids.From("unwind", e.Id.ToString(), meeting.Id.ToString()), "system", left.Company, Causation: e.Id);
            if (meeting.Status == MeetingStatus.Requested)
                Expect(await desk.Handle(new(e.Mart, meeting.Id), cause, e.At, scene => AnswerRequest.DecideWithdraw(scene, Reason)));
            else if (meeting.Status == MeetingStatus.Booked)
                Expect(await desk.Handle(new(e.Mart, meeting.Id), cause, e.At, scene => CancelMeeting.Decide(scene, Reason, null)));
        }
    }

    // Where nothing was decided, the whole fact is handled again: what is unwound already is no longer pending or booked.
    private static void Expect(Outcome outcome)
    {
        if (outcome is Outcome.Refused { Refusal: { Status: StatusCodes.Status503ServiceUnavailable } busy }) throw new InvalidOperationException(busy.Sentence);
    }
}
