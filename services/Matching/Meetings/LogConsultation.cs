using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// What was discussed, by each side for itself: topics, products, one amount with its currency and kind, an outcome on four levels,
/// what follows. It stays editable long after the day, because contracts take months; each edit is a fact with a further revision.
/// </summary>
internal static class LogConsultation
{
    internal sealed record Request(IReadOnlyList<string>? Topics, IReadOnlyList<string>? Products, Amount? Amount, string Outcome,
        string? FollowUp = null, string? Note = null);

    private static readonly string[] Outcomes = ["none", "informative", "promising", "agreed"];
    private static readonly string[] Kinds = ["discussed", "under-negotiation", "signed"];
    private const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/marts/{mart}/meetings/{meeting:guid}/log", (string mart, Guid meeting, Request request, Write write, MeetingDesk desk) =>
            {
                var note = Notes.Of(write, request.Note);
                return desk.Handle(write, new(mart, meeting, Personal: note.Rows) { OfTheRecord = true }, scene => Decide(scene, request, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>().WithSummary("Log a consultation, or edit the log");

    public static Decision Decide(Scene scene, Request request, string? noteId)
    {
        if (Malformed(request) is { } malformed) return malformed;
        if (scene.Meeting.Status is not (MeetingStatus.Started or MeetingStatus.Held)) return MeetingRefusals.NotPossibleNow("logged", scene.Meeting);
        var revision = (scene.Meeting.Logs.GetValueOrDefault(scene.Side)?.Revision ?? 0) + 1;
        return Decision.Of(new ConsultationLogged(scene.Side, revision, request.Topics ?? [], request.Products ?? [], request.Amount,
            request.Outcome, request.FollowUp, noteId));
    }

    private static Refusal? Malformed(Request request)
    {
        if (!Outcomes.Contains(request.Outcome)) return new("OutcomeNotUnderstood", $"The outcome is one of {string.Join(", ", Outcomes)}.", 400);
        if (request.Topics?.Count > Most || request.Products?.Count > Most) return new("TooMany", $"At most {Most} topics and products.", 400);
        if (request.Topics?.Select(t => Notes.Check("topic", t)).FirstOrDefault(r => r is not null) is { } topic) return topic;
        if (request.Products?.Any(p => p is null || !Codes.Company().IsMatch(p)) == true)
            return new("ProductNotUnderstood", "A product is named by its id in the seller's catalogue: 1 to 40 letters, digits and hyphens.", 400);
        if (request.FollowUp is not null && Notes.Check("follow-up", request.FollowUp) is { } followUp) return followUp;
        if (request.Amount is not { } amount) return null;
        var sound = amount.Minor is >= 0 and <= Amount.MostMinor && amount.Currency is { Length: 3 } && amount.Currency.All(char.IsAsciiLetterUpper) && Kinds.Contains(amount.Kind);
        return sound ? null : new("AmountNotUnderstood",
            $"An amount has minor units from 0 to {Amount.MostMinor}, a currency of three capitals, and a kind: {string.Join(", ", Kinds)}.", 400);
    }
}
