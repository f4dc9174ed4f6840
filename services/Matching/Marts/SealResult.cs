using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

/// <summary>
/// Closing a mart seals its history as result 1: how many events it covers, and a hash over them, so that nobody can change a figure
/// afterwards unseen. What is unresolved is listed, and has to be accepted knowingly. Records may still be corrected later; sealing
/// again makes result 2, which shows its differences, and never replaces result 1.
/// </summary>
internal sealed class SealResult(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log, MatchIndexView view, TimeProvider clock)
{
    internal sealed record Answer(int Number, long HistoryEvents, string HistoryHash, IReadOnlyList<Guid> Unresolved);

    internal sealed record NoteAnswer(int Number, string Note);

    internal sealed record Request(bool AcceptUnresolved = false, string? Reason = null, string? Note = null);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/results", (string mart, Request request, Write write, SealResult slice) => slice.Handle(mart, request, write))
            .Allow(Roles.Organizer).Produces<Answer>(StatusCodes.Status201Created).WithSummary("Close the mart and seal its result, or seal a corrected one");
        routes.MapGet("/marts/{mart}/results/{number:int}/note", (string mart, int number, SealResult slice, LiveView<MatchIndex> index, CancellationToken cancel) =>
                slice.Read(mart, number, index, cancel))
            .Allow(Roles.Organizer).Produces<NoteAnswer>().WithSummary("What was written beside the reason of a sealed result");
    }

    /// <summary>Whether a result can be sealed now.</summary>
    public static Decision Decide(MartSettings mart, DateTimeOffset now, Request request, IReadOnlyList<Guid> unresolved, long events, string hash,
        string? noteId = null)
    {
        if (mart.Slots is [.., var last] && now < last.End)
            return new Refusal("MartIsNotOver", "The last slot is not over: closing cannot be undone, and would end every booking to come.")
            {
                Details = new Dictionary<string, object?> { ["over"] = last.End },
            };
        if ((mart.IsClosed || request.Reason is not null) && Notes.Check("reason", request.Reason) is { } notCode) return notCode;
        if (unresolved.Count > 0 && !request.AcceptUnresolved)
            return new Refusal("MeetingsAreUnresolved", $"Nobody recorded what became of {unresolved.Count} meetings. Record it, or accept them as unresolved.")
            {
                Details = new Dictionary<string, object?> { ["unresolved"] = unresolved },
            };
        return Decision.Of(new ResultSealed(mart.Results + 1, events, hash, unresolved, request.Reason, noteId));
    }

    // A figure is sealed with the events that it comes from: what is committed meanwhile is read too, and then decided again.
    private async Task<IResult> Handle(string mart, Request request, Write write)
    {
        var note = Notes.Of(write, request.Note);
        using var history = new HistorySoFar(log, view, mart);
        return await Deciding.Run(log, write, async () =>
        {
            await history.ReadOn();
            var settings = history.State.Mart;
            if (settings.Opened is null) return MeetingRefusals.MartUnknown;
            if (await write.Time(log, mart, settings.Opened.Rehearsal) is not { } now) return Write.ClockIsNotYours;
            var decision = Decide(settings, now, request, Unresolved(history.State), history.Events, history.Hash, note.Id);
            if (decision.Refusal is not null) return decision.Refusal;
            var result = (ResultSealed)decision.Events[0];
            return new Attempt
            {
                Status = StatusCodes.Status201Created,
                Body = new Answer(result.Number, result.HistoryEvents, result.HistoryHash, result.Unresolved),
                Commit = new Commit(mart, now, write.Cause)
                {
                    LastOfMart = history.Last,
                    Streams = [new(MartSettings.Stream, StreamAppend.Any, decision.Events)],
                    Personal = note.Rows,
                },
            };
        }, clock);
    }

    private async Task<IResult> Read(string mart, int number, LiveView<MatchIndex> index, CancellationToken cancel)
    {
        var id = (await index.Fresh(mart, cancel)).Mart.ResultNotes.GetValueOrDefault(number);
        return await Notes.Read(log, mart, id, cancel) is { } note ? Results.Ok(new NoteAnswer(number, note.Text)) : Problems.From(MeetingRefusals.NoteUnknown);
    }

    private static List<Guid> Unresolved(MatchIndex state) =>
        [.. state.Meetings.Values.Where(m => m.Status is MeetingStatus.Booked or MeetingStatus.Started).Select(m => m.Id).Order()];
}
