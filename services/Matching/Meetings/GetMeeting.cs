using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Meetings;

/// <summary>What was written, on what, and by which side.</summary>
internal sealed record NoteView(string Note, string On, string? By, string Text);

/// <summary>One side's log of a consultation: what it discussed, and what follows.</summary>
internal sealed record LogView(IReadOnlyList<string> Topics, IReadOnlyList<string> Products, Amount? Amount, string Outcome, string? FollowUp)
{
    public static LogView Of(ConsultationLogged l) => new(l.Topics, l.Products, l.Amount, l.Outcome, l.FollowUp);
}

/// <summary>A meeting as its two sides and the organizer see it.</summary>
internal sealed record MeetingView(Guid Meeting, MeetingStatus Status, string Buyer, string Seller, int? Slot, string Table, string? Interpreter, string Origin,
    bool Repeat, string ProposedBy, IReadOnlyList<int> ProposedSlots, DateTimeOffset ExpiresAt, IReadOnlyList<string> CheckedIn, string? NoShowSide,
    bool IsDisputed, IReadOnlyDictionary<string, int> LogRevisions)
{
    /// <summary>Those that the reader may see; null in a list.</summary>
    public IReadOnlyList<NoteView>? Notes { get; init; }

    /// <summary>What the side that asked tapped together; null for nothing.</summary>
    public Phrases? Phrases { get; init; }

    /// <summary>What the reader's own side logged last; null for none, for the desk and in a list.</summary>
    public LogView? Log { get; init; }

    public static MeetingView Of(Meeting m) => new(m.Id, m.Status, m.Buyer, m.Seller, m.Slot < 0 ? null : m.Slot, m.Table, m.Interpreter, m.Origin, m.Repeat,
        m.ProposedBy, m.ProposedSlots, m.ExpiresAt, m.CheckedIn, m.NoShowSide, m.IsDisputed, m.Logs.ToDictionary(l => l.Key, l => l.Value.Revision))
    {
        Phrases = m.Phrases,
    };
}

/// <summary>One meeting as it stands, read from its stream; and a company's meetings. For the two sides and the organizer alone.</summary>
internal static class GetMeeting
{
    // As answers write them.
    private static readonly SortedDictionary<string, MeetingStatus> Statuses =
        new(Enum.GetValues<MeetingStatus>().Where(s => s != MeetingStatus.None).ToDictionary(s => JsonSerializer.Serialize(s, FactJson.Options).Trim('"')), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/marts/{mart}/meetings/{meeting:guid}", One)
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<MeetingView>().WithSummary("One meeting, with its notes");
        routes.MapGet("/marts/{mart}/meetings", List)
            .Allow(Roles.Buyer, Roles.Seller, Roles.Organizer).Produces<Page<MeetingView>>().WithSummary("Meetings of one company, or of one pair");
    }

    private static async Task<IResult> One(string mart, Guid meeting, HttpContext http,
        [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
        [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types, CancellationToken cancel)
    {
        var loaded = await log.Load(types, mart, Meeting.StreamOf(meeting), new Meeting(meeting), Meeting.Evolve, cancel);
        if (!loaded.Exists) return Problems.From(MeetingRefusals.MeetingUnknown);
        var caller = Caller.From(http.User);
        if (loaded.State.SideOf(caller.IsOrganizer ? null : caller.Company ?? "") is not { } side)
            return Problems.From(Problems.NotYours(loaded.State.Buyer + " or " + loaded.State.Seller));
        var notes = new List<NoteView>();
        foreach (var note in loaded.State.NotesFor(side))
            if (await Notes.Read(log, mart, note.Id, cancel) is { } written) notes.Add(new(note.Id, note.On, loaded.State.SideOf(written.By), written.Text));
        return Results.Ok(MeetingView.Of(loaded.State) with { Notes = notes, Log = loaded.State.Logs.GetValueOrDefault(side) is { } own ? LogView.Of(own) : null });
    }

    private static async Task<IResult> List(string mart, HttpContext http, LiveView<MatchIndex> index, CancellationToken cancel,
        string? buyer = null, string? seller = null, string? status = null, int skip = 0, int take = Page.Usual)
    {
        var caller = Caller.From(http.User);
        var own = caller.IsOrganizer || (caller.Company is { } company && (company == buyer || company == seller));
        if (!own) return Problems.From(Problems.NotYours(buyer ?? seller ?? "(name buyer or seller)"));
        if (status is not null && !Statuses.ContainsKey(status))
            return Problems.From(Problems.BadRequest("StatusNotUnderstood", $"A status is one of {string.Join(", ", Statuses.Keys)}."));
        var found = (await index.Fresh(mart, cancel)).Meetings.Values
            .Where(m => (buyer is null || m.Buyer == buyer) && (seller is null || m.Seller == seller) && (status is null || m.Status == Statuses[status]))
            .OrderBy(m => m.Slot).ThenBy(m => m.Id);
        return Page.Of(found.Select(MeetingView.Of), skip, take);
    }
}
