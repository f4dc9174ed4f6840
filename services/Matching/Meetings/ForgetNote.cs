using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// A note may name anybody, so whoever may read it may have it forgotten, also when the mart is closed. What it was written on stays.
/// </summary>
internal sealed class ForgetNote(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock)
{
    /// <summary>The note that is forgotten.</summary>
    internal sealed record Answer(string Note);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapDelete("/marts/{mart}/meetings/{meeting:guid}/notes/{note}", (string mart, Guid meeting, string note, Write write, MeetingDesk desk) =>
                desk.Handle(write, new(mart, meeting) { OfTheRecord = true }, scene => Decide(scene, note)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Forget a note of a meeting");
        routes.MapDelete("/marts/{mart}/wishes/{from}/{about}/note", async (string mart, string from, string about, Write write, ForgetNote slice) =>
                write.Caller.ActsFor(from)
                    ? await slice.Run(write, mart, Wish.StreamOf(from, about), Wish.None, Wish.Evolve, wish => wish.NoteId)
                    : Problems.From(Problems.NotYours(from)))
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Answer>().WithSummary("Forget the note of a wish");
        routes.MapDelete("/marts/{mart}/results/{number:int}/note", (string mart, int number, Write write, ForgetNote slice) =>
                slice.Run(write, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve, settings => settings.ResultNotes.GetValueOrDefault(number)))
            .Allow(Roles.Organizer).Produces<Answer>().WithSummary("Forget the note of a sealed result");
    }

    public static Decision Decide(Scene scene, string note) =>
        scene.Meeting.NotesFor(scene.Side).Any(n => n.Id == note) ? Decision.Of(new NoteForgotten(note)) : MeetingRefusals.NoteUnknown;

    private Task<IResult> Run<TState>(Write write, string mart, string stream, TState initial, Func<TState, object, TState> evolve, Func<TState, string?> noteOf) =>
        Deciding.Run(log, write, async () =>
        {
            var settings = await log.Load(types, mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) return MeetingRefusals.MartUnknown;
            if (await write.Time(log, mart, settings.State.Opened!.Rehearsal) is not { } now) return Write.ClockIsNotYours;
            var known = await log.Load(types, mart, stream, initial, evolve);
            if (noteOf(known.State) is not { } note) return MeetingRefusals.NoteUnknown;
            return new Attempt
            {
                Body = new Answer(note),
                Commit = new Commit(mart, now, write.Cause)
                {
                    Streams = [new(stream, known.Version, [new NoteForgotten(note)])],
                    Forget = [Notes.OwnerOfOne(note)],
                },
            };
        }, clock);
}
