using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>A command about one meeting, as the desk receives it.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="Pair">Buyer and seller, for a meeting that does not exist yet.</param>
/// <param name="Slots">Slots whose claims the decision wants to see.</param>
/// <param name="Personal">Free text that goes with it.</param>
internal sealed record MeetingCommand(string Mart, Guid Meeting, (string Buyer, string Seller)? Pair = null, IReadOnlyList<int>? Slots = null,
    IReadOnlyList<PersonalRow>? Personal = null)
{
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Whether it is about the record of what was arranged alone, which stays open when the mart is closed.</summary>
    public bool OfTheRecord { get; init; }
}

/// <summary>
/// Load, decide, append for everything that happens to one meeting. The streams that a decision looked at are asserted in the commit,
/// so that a company that withdraws or says never in the same moment is not booked.
/// </summary>
internal sealed class MeetingDesk(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock)
{
    /// <summary>Which meeting it was about.</summary>
    internal sealed record Answer(Guid Meeting);

    /// <summary>A command that came in over HTTP.</summary>
    public async Task<IResult> Handle(Write write, MeetingCommand command, Func<Scene, Decision> decide) =>
        await Deciding.Run(log, write, () => Attempt(command, write.Cause, write.Caller.IsOrganizer, write.Company,
            (mart) => write.Time(log, command.Mart, mart.Opened!.Rehearsal), decide), clock);

    /// <summary>A command of the system itself, at the mart's time: what led to it may have happened long ago, and never later.</summary>
    public Task<Outcome> Handle(MeetingCommand command, Cause cause, DateTimeOffset since, Func<Scene, Decision> decide) =>
        Deciding.Run(log, () => Attempt(command, cause, isOrganizer: true, company: null, async mart =>
            (mart.Opened!.Rehearsal ? await log.LastTime(command.Mart) : clock.GetUtcNow()) is { } now && now > since ? now : since, decide), clock);

    private async Task<Attempt> Attempt(MeetingCommand command, Cause cause, bool isOrganizer, string? company,
        Func<MartSettings, Task<DateTimeOffset?>> time, Func<Scene, Decision> decide)
    {
        var known = await log.ReadStreams(command.Mart, [MartSettings.Stream, Meeting.StreamOf(command.Meeting)]);
        var mart = known.Fold(types, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
        if (!mart.Exists) return MeetingRefusals.MartUnknown;
        if (await time(mart.State) is not { } now) return Write.ClockIsNotYours;
        var meeting = known.Fold(types, Meeting.StreamOf(command.Meeting), new Meeting(command.Meeting), Meeting.Evolve);
        if (!meeting.Exists && command.Pair is null) return MeetingRefusals.MeetingUnknown;
        var (buyerId, sellerId) = meeting.Exists ? (meeting.State.Buyer, meeting.State.Seller) : command.Pair!.Value;
        var side = Side(isOrganizer, company, buyerId, sellerId);
        if (side is null) return Problems.NotYours(buyerId + " or " + sellerId);
        if (mart.State.IsClosed && !command.OfTheRecord) return MeetingRefusals.MartIsClosed;

        var pair = await log.ReadStreams(command.Mart,
            [Participant.StreamOf(buyerId), Participant.StreamOf(sellerId), Wish.StreamOf(buyerId, sellerId), Wish.StreamOf(sellerId, buyerId)]);
        var (buyer, seller) = (FoldParticipant(pair, buyerId), FoldParticipant(pair, sellerId));
        var (buyersWish, sellersWish) = (FoldWish(pair, buyerId, sellerId), FoldWish(pair, sellerId, buyerId));
        var scene = new Scene
        {
            Mart = mart.State,
            Now = now,
            Meeting = meeting.State,
            Buyer = buyer.State,
            Seller = seller.State,
            Side = side,
            BuyersWish = buyersWish.State,
            SellersWish = sellersWish.State,
            Held = await ReadHeld(command, mart.State, buyer.State, seller.State),
        };
        var decision = decide(scene);
        if (decision.Refusal is not null) return decision.Refusal;
        var body = new Answer(command.Meeting);
        if (decision.Events.Count == 0) return new Attempt { Body = body, Status = command.Status };
        var after = decision.Events.Aggregate(meeting.State, Meeting.Evolve);
        return new Attempt
        {
            Body = body,
            Status = command.Status,
            Commit = new Commit(command.Mart, now, cause with { Correlation = command.Meeting.ToString() })
            {
                Streams =
                [
                    new(Meeting.StreamOf(command.Meeting), meeting.Version, decision.Events),
                    new(MartSettings.Stream, mart.Version, []),
                    new(Participant.StreamOf(buyerId), buyer.Version, []), new(Participant.StreamOf(sellerId), seller.Version, []),
                    new(Wish.StreamOf(buyerId, sellerId), buyersWish.Version, []), new(Wish.StreamOf(sellerId, buyerId), sellersWish.Version, []),
                ],
                Claims = decision.Claims,
                Releases = decision.Releases,
                Personal = command.Personal ?? [],
                Forget = [.. meeting.State.Notes.Except(after.Notes).Select(n => Notes.OwnerOfOne(n.Id))],
            },
        };
    }

    private static string? Side(bool isOrganizer, string? company, string buyer, string seller) =>
        company == buyer ? Contracts.Sides.Buyer : company == seller ? Contracts.Sides.Seller
        : isOrganizer && company is null ? Contracts.Sides.Desk : null;

    private Versioned<Participant> FoldParticipant(IReadOnlyList<RecordedEvent> pair, string company) =>
        pair.Fold(types, Participant.StreamOf(company), new Participant(company), Participant.Evolve);

    private Versioned<Wish> FoldWish(IReadOnlyList<RecordedEvent> pair, string from, string about) =>
        pair.Fold(types, Wish.StreamOf(from, about), Wish.None, Wish.Evolve);

    private async Task<IReadOnlyDictionary<int, IReadOnlyList<Claim>>> ReadHeld(MeetingCommand command, MartSettings mart, Participant buyer, Participant seller)
    {
        var held = new Dictionary<int, IReadOnlyList<Claim>>();
        if (command.Slots is null) return held;
        var units = Booking.Candidates(mart, buyer, seller);
        foreach (var slot in command.Slots.Distinct()) held[slot] = await log.ReadClaims(command.Mart, slot, units);
        held[-1] = await log.ReadClaims(command.Mart, -1, [Booking.PairUnit(buyer.Company, seller.Company)]);
        return held;
    }
}
