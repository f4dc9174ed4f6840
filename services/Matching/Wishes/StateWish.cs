using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Wishes;

/// <summary>
/// Either side states its wish about the other, changes it, or takes it back. Wishes feed the planner and close before the day;
/// a never can be said at any time, because it is absolute: what the two had arranged is unwound, and nothing new is booked.
/// </summary>
internal sealed class StateWish(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock)
{
    internal sealed record Answer(string From, string About, Strength? Strength, int? Rank, string? Note = null);

    internal sealed record Request([property: JsonRequired] Strength Strength, int? Rank = null, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/marts/{mart}/wishes/{from}/{about}", (string mart, string from, string about, Request request, Write write, StateWish slice) =>
                slice.Handle(mart, from, about, request, write))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Answer>()
            .WithSummary("State a wish about a company: must, would with a rank (equal ranks are equally dear), or never");
        routes.MapDelete("/marts/{mart}/wishes/{from}/{about}", (string mart, string from, string about, Write write, StateWish slice) =>
                slice.Handle(mart, from, about, null, write))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Answer>().WithSummary("Take a wish back");
        routes.MapGet("/marts/{mart}/wishes/{from}", (string mart, string from, HttpContext http, LiveView<MatchIndex> index, StateWish slice, CancellationToken cancel) =>
                slice.Read(mart, from, Caller.From(http.User), index, cancel))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<IEnumerable<Answer>>()
            .WithSummary("The wishes of one company, with notes that the other sides never see");
    }

    /// <summary>What stating a wish means, given what both sides are and what was wished before.</summary>
    public static Decision Decide(MartSettings mart, DateTimeOffset now, Participant from, Participant about, Wish before, Request request, string? noteId)
    {
        if (Missing(from, about) is { } missing) return missing;
        if (request.Strength == Strength.Would != (request.Rank is >= 1 and <= 999))
            return new Refusal("RankNotUnderstood", "A 'would' has a rank from 1, and nothing else has one.", 400);
        if (request.Strength != Strength.Never && now >= mart.Opened!.WishesCloseAt)
            return new Refusal("WishesAreClosed", "Wishes are closed; ask for a meeting instead. Only a never can still be said.");
        return before == new Wish(request.Strength, request.Rank, noteId)
            ? Decision.AlreadyTrue
            : Decision.Of(new WishStated(from.Company, about.Company, from.Role, request.Strength, request.Rank, noteId));
    }

    private async Task<IResult> Read(string mart, string from, Caller caller, LiveView<MatchIndex> index, CancellationToken cancel)
    {
        if (!caller.ActsFor(from)) return Problems.From(Problems.NotYours(from));
        var wishes = (await index.Fresh(mart, cancel)).Wishes.Where(w => w.Key.From == from).OrderBy(w => w.Value.Strength).ThenBy(w => w.Value.Rank)
            .ThenBy(w => w.Key.About, StringComparer.Ordinal);
        var answers = new List<Answer>();
        foreach (var ((_, about), wish) in wishes)
            answers.Add(new(from, about, wish.Strength, wish.Rank, (await Notes.Read(log, mart, wish.NoteId, cancel))?.Text));
        return Results.Ok(answers);
    }

    private async Task<IResult> Handle(string mart, string from, string about, Request? request, Write write)
    {
        if (!write.Caller.ActsFor(from)) return Problems.From(Problems.NotYours(from));
        var note = Notes.Of(write, request?.Note);
        return await Deciding.Run(log, write, async () =>
        {
            var settings = await log.Load(types, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) return MeetingRefusals.MartUnknown;
            if (settings.State.IsClosed) return MeetingRefusals.MartIsClosed;
            if (await write.Time(log, mart, settings.State.Opened!.Rehearsal) is not { } now) return Write.ClockIsNotYours;
            var wisher = await log.Load(types, mart, Participant.StreamOf(from), new Participant(from), Participant.Evolve);
            var other = await log.Load(types, mart, Participant.StreamOf(about), new Participant(about), Participant.Evolve);
            var wish = await log.Load(types, mart, Wish.StreamOf(from, about), Wish.None, Wish.Evolve);
            var decision = request is null
                ? Clear(wisher.State, other.State, wish.State)
                : Decide(settings.State, now, wisher.State, other.State, wish.State, request, note.Id);
            if (decision.Refusal is not null) return decision.Refusal;
            var body = new Answer(from, about, request?.Strength, request?.Rank);
            if (decision.Events.Count == 0) return new Attempt { Body = body };
            var after = decision.Events.Aggregate(wish.State, Wish.Evolve);
            return new Attempt
            {
                Body = body,
                Commit = new Commit(mart, now, write.Cause)
                {
                    Streams =
                    [
                        new(Wish.StreamOf(from, about), wish.Version, decision.Events), new(Participant.StreamOf(from), wisher.Version, []),
                        new(MartSettings.Stream, settings.Version, []),
                    ],
                    Personal = note.Rows,
                    Forget = wish.State.NoteId is { } old && old != after.NoteId ? [Notes.OwnerOfOne(old)] : [],
                },
            };
        }, clock);
    }

    private static Decision Clear(Participant from, Participant about, Wish before) =>
        before == Wish.None ? Decision.AlreadyTrue : Decision.Of(new WishCleared(from.Company, about.Company, from.Role));

    private static Refusal? Missing(Participant from, Participant about) =>
        !from.IsAdmitted ? MeetingRefusals.NotAdmitted("company", from.Company)
        : !about.IsAdmitted ? MeetingRefusals.NotAdmitted("company", about.Company)
        : from.Role == about.Role ? new("SameSide", "Wishes go from a buyer to a seller or from a seller to a buyer.", 400)
        : null;
}
