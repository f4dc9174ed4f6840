using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>
/// A buyer (or a seller) asks the other side for a meeting, with preferred slots or none. A pending request holds nothing:
/// other products let unanswered requests block both days, and their users hate it.
/// </summary>
internal static class RequestMeeting
{
    internal sealed record Request([property: JsonRequired] string Buyer, [property: JsonRequired] string Seller,
        IReadOnlyList<int>? PreferredSlots = null, bool Repeat = false, string? Note = null, Phrases? Phrases = null);

    private const int MostPhrases = 12;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/marts/{mart}/meetings", (string mart, Request request, Write write, MeetingDesk desk) =>
            {
                var meeting = Ids.From("meeting", mart, write.CommandId.ToString());
                var note = Notes.Of(write, request.Note);
                return desk.Handle(write, new(mart, meeting, (request.Buyer, request.Seller), [], note.Rows) { Status = StatusCodes.Status201Created },
                    scene => Decide(scene, request, note.Id));
            })
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingDesk.Answer>(StatusCodes.Status201Created).WithSummary("Ask for a meeting");

    public static Decision Decide(Scene scene, Request request, string? noteId)
    {
        if (scene.Meeting.Status != MeetingStatus.None) return Decision.AlreadyTrue;
        if (scene.PairRefusal() is { } refusal) return refusal;
        var slots = request.PreferredSlots ?? [];
        if (slots.Count > scene.Mart.Slots.Count) return new Refusal("TooManySlots", "More slots are named than the mart has.", 400);
        foreach (var slot in slots)
            if (scene.SlotRefusal(slot) is { } bad) return bad;
        if (!request.Repeat && scene.HeldByOthers(-1) is [var pair, ..])
            return new Refusal("PairAlreadyMeets", "These two companies already have a meeting. Ask for a repeat if it is meant.")
            {
                Details = new Dictionary<string, object?> { ["holder"] = pair.Holder },
            };
        if (Wrong(request.Phrases) is { } notPhrases) return notPhrases;
        // The desk asks on the buyer's part unless it says otherwise.
        var by = scene.Side == Sides.Desk ? Sides.Buyer : scene.Side;
        return Decision.Of(new MeetingRequested(scene.Buyer.Company, scene.Seller.Company, by, slots, request.Repeat, Expiry(scene), noteId, request.Phrases));
    }

    private static Refusal? Wrong(Phrases? phrases) =>
        phrases is null ? null
        : phrases.Codes is not { Count: >= 1 and <= MostPhrases } || phrases.Language is not { Length: >= 2 and <= 12 } ? new("PhrasesNotUnderstood", $"A request has 1 to {MostPhrases} phrases and the language in which they were chosen.", 400)
        : phrases.Codes.Select(c => Notes.Check("phrase", c)).FirstOrDefault(r => r is not null);

    /// <summary>When an unanswered proposal lapses: after the mart's time for answers, at the latest when the mart ends.</summary>
    public static DateTimeOffset Expiry(Scene scene)
    {
        var inTime = scene.Now.AddMinutes(scene.Mart.Opened!.RequestExpiryMinutes);
        return inTime < scene.Mart.Opened.ClosesAt ? inTime : scene.Mart.Opened.ClosesAt;
    }
}
