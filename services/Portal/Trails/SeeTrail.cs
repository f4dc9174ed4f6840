using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Sheets;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Trails;

// Why: when two sides disagree, or a figure is asked about, an organizer reads who did what, when, and on whose behalf. Each service tells its own part;
// here the parts are joined by the mart's clock, and companies get the names that Registration gives them now. Nobody's name is in it.

internal sealed record TrailLine(string Service, long Position, Guid Id, DateTimeOffset At, DateTimeOffset RecordedAt, string Type, string Actor, string? OnBehalfOf,
    IReadOnlyList<string> Companies, Guid? Meeting, int? Slot, string? Reason);

internal sealed record TrailPart(IReadOnlyList<TrailLine> Items, int Total);

/// <summary>What is asked for: of one company, one kind, between two times of the mart's clock as they were typed.</summary>
internal sealed record TrailFilter(string? Company, string? Kind, string? From, string? To)
{
    public QueryString Query => QueryString.Create(new KeyValuePair<string, string?>[] { new("company", Company), new("kind", Kind), new("from", From), new("to", To) }.Where(p => p.Value is not null));
}

internal sealed record TrailModel(Visit Visit, TrailFilter Filter, IReadOnlyList<TrailLine> Lines, int Total, string? Older, bool IsFirst, IReadOnlyDictionary<string, CompanyLine> Companies, Refused? Why)
{
    /// <summary>A company by its name; by its id where it has none.</summary>
    public string NameOf(string company) => Companies.TryGetValue(company, out var known) ? Visit.Name(known.Names) : company;
}

internal static class SeeTrail
{
    private const int Portion = 50, CsvPortion = 5000, MostPortions = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/trail", Show).Allow(Roles.Organizer);
        routes.MapPage("/marts/{mart}/trail.csv", Export).Allow(Roles.Organizer);
    }

    private static async Task<IResult> Show(Visit visit)
    {
        var (filter, cursor) = (Asked(visit), Cursor.Read(visit.Http.Request.Query["before"].ToString()));
        var (lines, older, total, why) = await Read(visit, filter, cursor, Portion);
        var address = older is null ? null : visit.Path("trail") + filter.Query.Add("before", older.ToString());
        return PageSecurity.Page<TrailPage>(new TrailModel(visit, filter, lines, total, address, cursor.IsStart, await Companies(visit), why));
    }

    private static async Task<IResult> Export(Visit visit)
    {
        var (filter, companies, rows) = (Asked(visit), await Companies(visit), new List<string?[]>());
        var cursor = (Cursor?)Cursor.Start;
        for (var portion = 0; cursor is not null && portion < MostPortions; portion++)
        {
            var (lines, older, _, why) = await Read(visit, filter, cursor, CsvPortion);
            // A trail with a hole in it would look like a whole one.
            if (why is not null) return Frame.Pages.Closed(visit, why);
            rows.AddRange(lines.Select(l => Row(visit, companies, l)));
            cursor = older;
        }
        return Results.Text(Sheet.Write(["at", "recorded_at", "fact", "what", "role", "company", "company_name", "on_behalf_of", "on_behalf_of_name", "about", "about_names", "meeting", "slot", "reason", "service", "id"], rows), "text/csv; charset=utf-8");
    }

    private static string?[] Row(Visit visit, IReadOnlyDictionary<string, CompanyLine> companies, TrailLine l)
    {
        var (role, company) = Who(l.Actor);
        return
        [
            Stamp(l.At.In(visit.TheMart.TimeZone)), Stamp(l.RecordedAt.ToUniversalTime()), l.Type, visit.What(l), role, company, Name(company), l.OnBehalfOf, Name(l.OnBehalfOf),
            string.Join(' ', l.Companies), string.Join(" / ", l.Companies.Select(Name)), l.Meeting?.ToString(), l.Slot is { } slot ? visit.Called(slot) : null, l.Reason, l.Service, l.Id.ToString(),
        ];

        string? Name(string? id) => id is not null && companies.TryGetValue(id, out var known) ? visit.Name(known.Names) : id;
        static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>Who acted: the role, and the company acted for if there is one.</summary>
    public static (string Role, string? Company) Who(string actor) => actor.Split(':', 2) is [var role, var company] ? (role, company) : (actor, null);

    /// <summary>What happened, in the reader's language.</summary>
    public static string What(this Visit visit, TrailLine line) => visit.Words["ev-" + line.Type] is var said && said != "ev-" + line.Type ? said : line.Type;

    private static TrailFilter Asked(Visit visit)
    {
        return new(One("company"), One("kind") is { } kind && TrailKinds.All.ContainsKey(kind) ? kind : null, One("from"), One("to"));

        string? One(string name) => visit.Http.Request.Query[name].ToString().Trim() is { Length: > 0 and < 60 } asked ? asked : null;
    }

    private static async Task<(IReadOnlyList<TrailLine> Lines, Cursor? Older, int Total, Refused? Why)> Read(Visit visit, TrailFilter filter, Cursor before, int take)
    {
        var (parts, total, refused) = (new Dictionary<string, IReadOnlyList<TrailLine>>(StringComparer.Ordinal), 0, (Refused?)null);
        foreach (var (service, types) in TrailKinds.Of(filter.Kind))
        {
            var query = QueryString.Create(new KeyValuePair<string, string?>[]
            {
                new("company", filter.Company), new("from", Instant(visit, filter.From)), new("to", Instant(visit, filter.To)),
                new("before", before.Of(service)?.ToString(CultureInfo.InvariantCulture)), new("take", take.ToString(CultureInfo.InvariantCulture)),
            }.Where(p => p.Value is not null).Concat(types.Select(t => KeyValuePair.Create("type", (string?)t))));
            var said = await visit.Get<TrailPart>(service, "trail" + query);
            refused ??= said.Refused;
            parts[service] = said.Value?.Items ?? [];
            total += said.Value?.Total ?? 0;
        }
        var lines = parts.Values.SelectMany(p => p).OrderByDescending(l => l.At).ThenByDescending(l => l.RecordedAt).ThenBy(l => l.Service, StringComparer.Ordinal).ThenByDescending(l => l.Position).Take(take).ToList();
        var more = parts.Any(p => p.Value.Count == take || p.Value.Count > lines.Count(l => l.Service == p.Key));
        return (lines, more && lines.Count > 0 ? before.After(lines) : null, total, refused);
    }

    // A time as it was typed, in the mart's zone; what is none asks for nothing.
    private static string? Instant(Visit visit, string? typed) =>
        DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && Zones.IsLivedIn(local.Year)
            ? Zones.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), visit.TheMart.TimeZone).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;

    private static async Task<IReadOnlyDictionary<string, CompanyLine>> Companies(Visit visit) =>
        (await ExportSheet.All(visit)).ToDictionary(c => c.Company, StringComparer.Ordinal);
}

/// <summary>How far a trail was read: in each service up to a position, from the newest line back.</summary>
internal sealed record Cursor(IReadOnlyDictionary<string, long> Positions)
{
    public static Cursor Start { get; } = new(new Dictionary<string, long>());

    public bool IsStart => Positions.Count == 0;

    public long? Of(string service) => Positions.TryGetValue(service, out var position) ? position : null;

    public Cursor After(IReadOnlyList<TrailLine> lines) =>
        new(Positions.Keys.Union(lines.Select(l => l.Service)).ToDictionary(s => s, s => lines.Where(l => l.Service == s).Select(l => l.Position).DefaultIfEmpty(Of(s) ?? long.MaxValue).Min(), StringComparer.Ordinal));

    public override string ToString() => string.Join('.', Positions.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key}-{p.Value}")));

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is the start.</summary>
    public static Cursor Read(string text)
    {
        var positions = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var part in text.Length > 200 ? [] : text.Split('.', StringSplitOptions.RemoveEmptyEntries))
            if (part.Split('-') is [var service, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var position)) positions[service] = position;
        return new(positions);
    }
}

/// <summary>What happens in a mart, by kind: which service tells of it, under which names. Copies of what another service told are of none, and neither is what a company marks for itself.</summary>
internal static class TrailKinds
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string[]>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, string[]>>
    {
        ["mart"] = new Dictionary<string, string[]> { ["registration"] = ["mart-opened", "phases-moved"], ["matching"] = ["clock-moved", "result-sealed"] },
        ["applications"] = new Dictionary<string, string[]> { ["registration"] = ["application-made", "company-admitted", "application-waitlisted", "application-declined", "application-withdrawn", "company-withdrew", "delegate-named", "delegate-forgotten", "note-forgotten"] },
        ["stands"] = new Dictionary<string, string[]> { ["catalogue"] = ["stand-published", "product-published", "product-retired", "product-restored", "picture-published", "picture-removed"] },
        ["wishes"] = new Dictionary<string, string[]> { ["matching"] = ["wish-stated", "wish-cleared"] },
        ["requests"] = new Dictionary<string, string[]> { ["matching"] = ["meeting-requested", "slots-offered", "request-declined", "request-withdrawn", "request-expired"] },
        ["plans"] = new Dictionary<string, string[]> { ["matching"] = ["plan-drafted", "plan-published", "plan-entry-unplaced", "plan-settled"] },
        ["meetings"] = new Dictionary<string, string[]> { ["matching"] = ["meeting-booked", "meeting-moved", "meeting-cancelled", "availability-changed"] },
        ["day"] = new Dictionary<string, string[]> { ["matching"] = ["hall-checked-in", "meeting-checked-in", "meeting-started", "meeting-held", "no-show-recorded", "attendance-corrected", "meeting-disputed", "dispute-settled", "consultation-logged", "note-forgotten"] },
    };

    /// <summary>The names to ask each service for; of every kind where none is named.</summary>
    public static IEnumerable<(string Service, IReadOnlyList<string> Types)> Of(string? kind) =>
        All.Where(k => kind is null || k.Key == kind).SelectMany(k => k.Value).GroupBy(s => s.Key).Select(g => (g.Key, (IReadOnlyList<string>)[.. g.SelectMany(s => s.Value)]));
}
