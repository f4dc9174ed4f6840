using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Participants;

/// <summary>
/// What a company says about itself: the slots in which it receives nobody, and that it has arrived in the hall. Blocked hours are
/// claims like any booking, so that nobody can be booked into them even by a fault of ours.
/// </summary>
internal sealed class ParticipantEndpoints(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock)
{
    internal sealed record Answer(string Company);

    internal sealed record CommonSlots(string Company, string With, IReadOnlyList<int> Slots);

    internal sealed record Availability([property: JsonRequired] IReadOnlyList<int> BlockedSlots);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/marts/{mart}/participants/{company}/availability",
                (string mart, string company, Availability request, Write write, ParticipantEndpoints slice) =>
                    slice.Handle(mart, company, write, (settings, participant, held) => DecideAvailability(settings, participant, request.BlockedSlots ?? [], held)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Answer>().WithSummary("Say in which slots a company receives nobody");
        routes.MapPost("/marts/{mart}/participants/{company}/hall-check-in", (string mart, string company, Write write, ParticipantEndpoints slice) =>
                slice.Handle(mart, company, write, (_, participant, _) => participant.IsCheckedIn ? Decision.AlreadyTrue : Decision.Of(new HallCheckedIn(company))))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Answer>().WithSummary("A company arrived in the hall");
        routes.MapGet("/marts/{mart}/participants/{company}/free-slots", FreeSlots)
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<CommonSlots>().WithSummary("Slots in which two companies could still meet");
    }

    /// <summary>Blocks exactly these slots. A slot in which the company has a meeting cannot be blocked: move or cancel the meeting first.</summary>
    public static Decision DecideAvailability(MartSettings mart, Participant participant, IReadOnlyList<int> blocked, IReadOnlyList<Claim> held)
    {
        if (blocked.Any(s => mart.Slot(s) is null)) return new Refusal("NoSuchSlot", $"A slot is named that the mart does not have; its slots are numbered 0 to {mart.Slots.Count - 1}.", 400);
        var slots = blocked.Distinct().Order().ToList();
        if (slots.SequenceEqual(participant.BlockedSlots)) return Decision.AlreadyTrue;
        var away = Participant.AwayHolder(participant.Company);
        if (held.FirstOrDefault(c => c.Holder != away && slots.Contains(c.Slot)) is { } meeting)
            return new Refusal("SlotAlreadyTaken", $"There is a meeting in {mart.Called(meeting.Slot)}; move or cancel it first.")
            {
                Details = new Dictionary<string, object?> { ["slot"] = meeting.Slot, ["holder"] = meeting.Holder },
            };
        return Decision.Of(new AvailabilityChanged(participant.Company, slots)) with
        {
            Releases = [away],
            Claims = AwayClaims(participant, slots),
        };
    }

    /// <summary>The claims of blocked hours: every lane in every such slot.</summary>
    public static IReadOnlyList<Claim> AwayClaims(Participant participant, IReadOnlyList<int> slots) =>
        [.. slots.SelectMany(slot => Booking.Lanes(participant).Select(lane => new Claim(lane, slot, Participant.AwayHolder(participant.Company))))];

    private async Task<IResult> Handle(string mart, string company, Write write, Func<MartSettings, Participant, IReadOnlyList<Claim>, Decision> decide)
    {
        if (!write.Caller.ActsFor(company)) return Problems.From(Problems.NotYours(company));
        return await Deciding.Run(log, write, async () =>
        {
            var settings = await log.Load(types, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) return MeetingRefusals.MartUnknown;
            if (settings.State.IsClosed) return MeetingRefusals.MartIsClosed;
            if (await write.Time(log, mart, settings.State.Opened!.Rehearsal) is not { } now) return Write.ClockIsNotYours;
            var participant = await log.Load(types, mart, Participant.StreamOf(company), new Participant(company), Participant.Evolve);
            if (!participant.State.IsAdmitted) return MeetingRefusals.NotAdmitted("company", company);
            var held = await log.ReadClaims(mart, $"company/{company}/");
            var decision = decide(settings.State, participant.State, held);
            if (decision.Refusal is not null) return decision.Refusal;
            if (decision.Events.Count == 0) return new Attempt { Body = new Answer(company) };
            return new Attempt
            {
                Body = new Answer(company),
                Commit = new Commit(mart, now, write.Cause)
                {
                    Streams = [new(Participant.StreamOf(company), participant.Version, decision.Events), new(MartSettings.Stream, settings.Version, [])],
                    Claims = decision.Claims,
                    Releases = decision.Releases,
                },
            };
        }, clock);
    }

    /// <summary>A help for choosing, never a promise: only accepting holds a slot. It says what accepting would decide at this moment.</summary>
    private static async Task<IResult> FreeSlots(string mart, string company, string with, HttpContext http, LiveView<MatchIndex> index, TimeProvider clock,
        [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log, CancellationToken cancel, bool repeat = false)
    {
        if (!Caller.From(http.User).ActsFor(company)) return Problems.From(Problems.NotYours(company));
        var state = await index.Fresh(mart, cancel);
        if (!state.Participants.TryGetValue(company, out var one) || !state.Participants.TryGetValue(with, out var other))
            return Problems.From(MeetingRefusals.NotAdmitted("company", company + " or " + with));
        var (buyer, seller) = one.Role == Contracts.Sides.Buyer ? (one, other) : (other, one);
        var units = Booking.Candidates(state.Mart, buyer, seller).Append(Booking.PairClaim(buyer.Company, seller.Company, Guid.Empty).Unit).ToHashSet();
        var scene = new Scene
        {
            Mart = state.Mart,
            Now = state.Mart.Opened is { Rehearsal: false } ? clock.GetUtcNow() : state.Now,
            Meeting = new Meeting(Guid.Empty),
            Buyer = buyer,
            Seller = seller,
            Side = Contracts.Sides.Desk,
            BuyersWish = state.Wishes.GetValueOrDefault((buyer.Company, seller.Company), Wish.None),
            SellersWish = state.Wishes.GetValueOrDefault((seller.Company, buyer.Company), Wish.None),
            Held = (await log.ReadClaims(mart, cancel: cancel)).Where(c => units.Contains(c.Unit)).GroupBy(c => c.Slot).ToDictionary(g => g.Key, IReadOnlyList<Claim> (g) => [.. g]),
        };
        var free = state.Mart.Slots.Select(s => s.Number).Where(slot => BookingDecision.Book(scene, slot, scene.OriginNow, repeat, null, "").Refusal is null).ToList();
        return Results.Ok(new CommonSlots(company, with, free));
    }
}
