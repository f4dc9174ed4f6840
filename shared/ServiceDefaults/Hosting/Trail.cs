using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>One line of a mart's trail: who did what when, for whom, and about which companies. It holds codes and ids alone, and nothing of a person.</summary>
/// <param name="Service">Whose log.</param>
/// <param name="Position">Place in that log.</param>
/// <param name="Id">The event's id.</param>
/// <param name="At">The mart's clock.</param>
/// <param name="RecordedAt">Real time of the commit.</param>
/// <param name="Type">What happened, by its stable name.</param>
/// <param name="Actor">Who did it: a role, with the company acted for, such as <c>seller:S07</c>.</param>
/// <param name="OnBehalfOf">For which company, if not the actor's own.</param>
/// <param name="Companies">The companies that it is about.</param>
/// <param name="Meeting">The meeting that it is about, if any.</param>
/// <param name="Slot">The slot that it names, if any.</param>
/// <param name="Reason">The code of its reason, if any.</param>
public sealed record TrailLine(string Service, long Position, Guid Id, DateTimeOffset At, DateTimeOffset RecordedAt, string Type, string Actor, string? OnBehalfOf,
    IReadOnlyList<string> Companies, Guid? Meeting, int? Slot, string? Reason);

/// <summary>A page of a trail, newest first.</summary>
/// <param name="Items">Its lines.</param>
/// <param name="Total">How many lines answer the question on all pages.</param>
public sealed record TrailPage(IReadOnlyList<TrailLine> Items, int Total);

/// <summary>What a trail is asked for.</summary>
internal sealed record TrailQuestion(string? Company, IReadOnlyCollection<string> Types, DateTimeOffset? From, DateTimeOffset? To)
{
    public bool Asks(TrailLine line) => (Types.Count == 0 || Types.Contains(line.Type)) && (From is null || line.At >= From) && (To is null || line.At < To)
        && (Company is null || line.OnBehalfOf == Company || line.Companies.Contains(Company) || line.Actor.EndsWith(":" + Company, StringComparison.Ordinal));
}

/// <summary>Reads a mart's history as a trail: which companies an event is about is found in it, or in the first event of its stream.</summary>
internal sealed class TrailReader(string service)
{
    private static readonly string[] Named = ["company", "buyer", "seller", "from", "about", "stand"];
    private const string MeetingPrefix = "meeting/";
    private readonly Dictionary<string, IReadOnlyList<string>> _first = new(StringComparer.Ordinal);

    public TrailLine Line(RecordedEvent e)
    {
        using var fact = JsonDocument.Parse(e.Json);
        IReadOnlyList<string> own = [.. Named.Select(n => Text(fact, n)).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (e.Version == 1 && own.Count > 0) _first[e.Stream] = own;
        var meeting = e.Stream.StartsWith(MeetingPrefix, StringComparison.Ordinal) && Guid.TryParse(e.Stream[MeetingPrefix.Length..], out var id) ? id : (Guid?)null;
        return new(service, e.Position, e.Id, e.At, e.RecordedAt, e.Type, e.Cause.Actor, e.Cause.OnBehalfOf,
            own.Count > 0 ? own : _first.GetValueOrDefault(e.Stream, []), meeting, Number(fact, "slot"), Text(fact, "reason"));
    }

    private static string? Text(JsonDocument fact, string name) =>
        fact.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Codes.Company().IsMatch(value.GetString()!) ? value.GetString() : null;

    private static int? Number(JsonDocument fact, string name) =>
        fact.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}

/// <summary>
/// Who did what: every service shows the trail of a mart in its own log to the mart's organizers. Whoever asks for it joins the services' trails and names
/// the companies as Registration names them at that time.
/// </summary>
internal static class Trail
{
    private const int Usual = 50, Most = 5000;

    public static void MapTrail(this IEndpointRouteBuilder routes, MountedModule module) =>
        routes.MapGet("/marts/{mart}/trail", (string mart, CancellationToken cancel, string? company = null, string[]? type = null, DateTimeOffset? from = null,
                DateTimeOffset? to = null, long? before = null, int take = Usual) => Answer(module, mart, new(company, type ?? [], from, to), before, take, cancel))
            .Allow(Roles.Organizer).RequireRateLimiting(RateLimits.Search).Produces<TrailPage>().WithSummary("Who did what in a mart, newest first, as this service's log has it");

    private static async Task<IResult> Answer(MountedModule module, string mart, TrailQuestion question, long? before, int take, CancellationToken cancel)
    {
        if (take is < 1 or > Most) return Problems.From(Problems.BadRequest("PageNotValid", $"A page of the trail takes 1 to {Most} lines."));
        var reader = new TrailReader(module.Module.Name);
        var (page, total) = (new Queue<TrailLine>(), 0);
        await foreach (var e in module.Log.Follow(0, mart, cancel))
        {
            var line = reader.Line(e);
            if (!question.Asks(line)) continue;
            total++;
            if (before is { } end && line.Position >= end) continue;
            page.Enqueue(line);
            if (page.Count > take) page.Dequeue();
        }
        return Results.Ok(new TrailPage([.. page.Reverse()], total));
    }
}
