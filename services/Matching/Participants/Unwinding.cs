using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Participants;

/// <summary>
/// When a company leaves, or says never about another, what was arranged unwinds: pending requests are withdrawn and bookings cancelled
/// one by one, which frees what they held and tells the other sides. What has begun or taken place stays. No booking slips through:
/// one that was committed before the fact is in the index, and a later one is refused, because its commit asserts what it knew of both
/// companies and their wishes.
/// </summary>
internal sealed class Unwinding(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    LiveView<MatchIndex> index, MeetingDesk desk, TimeProvider clock, ILogger<Unwinding> logger)
    : LogSubscriber("unwinding", log, clock, logger)
{
    private readonly IEventLog _log = log;

    protected override bool Concerns(RecordedEvent e) =>
        types.Is<ParticipantWithdrew>(e) || (types.Is<WishStated>(e) && types.Read(e) is WishStated { Strength: Strength.Never });

    protected override Task Handle(RecordedEvent e, CancellationToken cancel) => types.Read(e) switch
    {
        ParticipantWithdrew left => Unwind(e, left.Company, "company-withdrew", m => m.Buyer == left.Company || m.Seller == left.Company, cancel),
        WishStated never => Unwind(e, never.From, "pair-excluded",
            m => (m.Buyer, m.Seller) == (never.From, never.About) || (m.Buyer, m.Seller) == (never.About, never.From), cancel),
        _ => Task.CompletedTask,
    };

    private async Task Unwind(RecordedEvent e, string company, string reason, Func<Meeting, bool> concerned, CancellationToken cancel)
    {
        if (!await index.WaitFor(e.Position, TimeSpan.FromSeconds(10), cancel)) throw new TimeoutException("the index lags behind");
        foreach (var meeting in index.Of(e.Mart).Meetings.Values.Where(concerned))
        {
            // Handled once more after a crash, it must not touch what was arranged after the company came back or thought better of it.
            if ((await _log.ReadStream(e.Mart, Meeting.StreamOf(meeting.Id), cancel: cancel))[0].Position > e.Position) continue;
            var cause = new Cause(Ids.From("unwind", e.Id.ToString(), meeting.Id.ToString()), "system", company, Causation: e.Id);
            if (meeting.Status == MeetingStatus.Requested && meeting.ExpiresAt > e.At)
                Expect(await desk.Handle(new(e.Mart, meeting.Id), cause, e.At, scene => AnswerRequest.DecideWithdraw(scene, reason)));
            else if (meeting.Status == MeetingStatus.Booked)
                Expect(await desk.Handle(new(e.Mart, meeting.Id), cause, e.At, scene => CancelMeeting.Decide(scene, reason, null)));
        }
    }

    // Where nothing was decided, the whole fact is handled again: what is unwound already is no longer pending or booked.
    private static void Expect(Outcome outcome)
    {
        if (outcome is Outcome.Refused { Refusal: { Status: StatusCodes.Status503ServiceUnavailable } busy }) throw new InvalidOperationException(busy.Sentence);
    }
}
