using System.Globalization;
using System.Text.Json;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>
/// Counts a mart from its exported history, line by line, knowing nothing but JSON and what docs/history.md says about a line. It shares no
/// code with any projection: an accountant with a printout.
/// </summary>
internal sealed class Recount
{
    private readonly Dictionary<string, (string Role, string? Category)> _companies = [];
    private readonly HashSet<string> _wishes = [];
    private readonly Dictionary<string, Sheet> _sheets = [];

    /// <summary>One meeting's sheet of paper.</summary>
    private sealed class Sheet
    {
        public string Buyer = "", Seller = "", Origin = "", State = "";
        public bool Disputed;
        public Dictionary<string, JsonElement> Logs { get; } = [];
    }

    /// <summary>The figures of an export; only of what had happened by an instant, if one is given.</summary>
    public static SortedDictionary<string, long> Of(IEnumerable<string> lines, DateTimeOffset? until = null)
    {
        var recount = new Recount();
        foreach (var text in lines)
        {
            var line = JsonDocument.Parse(text).RootElement;
            if (until is { } last && line.GetProperty("at").GetDateTimeOffset() > last) continue;
            recount.Read(Text(line, "service")!, Text(line, "stream")!, Text(line, "type")!, line.GetProperty("data"));
        }
        return recount.Sum();
    }

    /// <summary>The same figures out of totals that the product reports.</summary>
    public static SortedDictionary<string, long> Told(JsonElement totals, IEnumerable<string> figures)
    {
        var told = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var figure in figures.Where(f => !f.Contains('/', StringComparison.Ordinal))) told[figure] = totals.GetProperty(figure).GetInt64();
        foreach (var sums in new[] { "byCategory", "byOutcome" })
            foreach (var sum in totals.GetProperty(sums).EnumerateObject()) told[$"{sums}/{sum.Name}"] = sum.Value.GetInt64();
        foreach (var sum in totals.GetProperty("amounts").EnumerateArray())
            told[$"amounts/{Text(sum, "kind")}/{Text(sum, "currency")}"] = sum.GetProperty("minor").GetInt64();
        return told;
    }

    private void Read(string service, string stream, string type, JsonElement data)
    {
        if (service == "registration") ReadCompany(type, data);
        if (service != "matching") return;
        if (type == "wish-stated") _wishes.Add(stream);
        if (type == "wish-cleared") _wishes.Remove(stream);
        if (stream.StartsWith("meeting/", StringComparison.Ordinal)) Write(_sheets.TryGetValue(stream, out var known) ? known : _sheets[stream] = new Sheet(), type, data);
    }

    private void ReadCompany(string type, JsonElement data)
    {
        if (type == "company-admitted") _companies[Text(data, "company")!] = (Text(data, "role")!, Text(data, "category"));
        if (type == "company-withdrew") _companies.Remove(Text(data, "company")!);
    }

    private static void Write(Sheet sheet, string type, JsonElement data)
    {
        switch (type)
        {
            case "meeting-booked":
                (sheet.Buyer, sheet.Seller, sheet.Origin, sheet.State) = (Text(data, "buyer")!, Text(data, "seller")!, Text(data, "origin")!, "booked");
                break;
            case "request-declined": sheet.State = "declined"; break;
            case "meeting-cancelled": sheet.State = "cancelled"; break;
            case "meeting-held": sheet.State = "held"; break;
            case "no-show-recorded": sheet.State = "no-show"; break;
            case "attendance-corrected":
                (sheet.State, sheet.Disputed) = (Text(data, "attendance") == "held" ? "held" : "no-show", false);
                break;
            case "meeting-disputed": sheet.Disputed = true; break;
            case "dispute-settled": sheet.Disputed = false; break;
            case "consultation-logged": sheet.Logs[Text(data, "side")!] = data; break;
        }
    }

    private SortedDictionary<string, long> Sum()
    {
        var counted = _sheets.Values.Where(s => s is { State: "held", Disputed: false }).ToList();
        var figures = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["sellers"] = _companies.Values.Count(c => c.Role == "seller"),
            ["buyers"] = _companies.Values.Count(c => c.Role == "buyer"),
            ["companies"] = _companies.Count,
            ["wishes"] = _wishes.Count,
            ["planned"] = _sheets.Values.Count(s => s.Origin == "psa"),
            ["declined"] = States("declined"),
            ["cancelled"] = States("cancelled"),
            ["noShows"] = States("no-show"),
            ["held"] = States("held"),
            ["consultations"] = counted.Count,
            ["distinctPairs"] = counted.Select(s => s.Buyer + " " + s.Seller).Distinct(StringComparer.Ordinal).Count(),
            ["psa"] = counted.Count(s => s.Origin == "psa"),
            ["onSite"] = counted.Count(s => s.Origin == "on-site"),
            ["walkIns"] = counted.Count(s => s.Origin == "walk-in"),
        };
        foreach (var sheet in counted)
        {
            var log = new[] { "seller", "buyer", "desk" }.Where(sheet.Logs.ContainsKey).Select(s => sheet.Logs[s]).FirstOrDefault();
            Add("byCategory/" + _companies[sheet.Seller].Category, 1);
            Add("byOutcome/" + (log.ValueKind == JsonValueKind.Object ? Text(log, "outcome") : "unlogged"), 1);
            if (log.ValueKind == JsonValueKind.Object && log.TryGetProperty("amount", out var amount))
                Add($"amounts/{Text(amount, "kind")}/{Text(amount, "currency")}", amount.GetProperty("minor").GetInt64());
        }
        return figures;

        int States(string state) => _sheets.Values.Count(s => s.State == state);
        void Add(string name, long more) => figures[name] = figures.GetValueOrDefault(name) + more;
    }

    /// <summary>Each figure that two counts do not share; empty for equal ones.</summary>
    public static string Differences(SortedDictionary<string, long> one, SortedDictionary<string, long> other) =>
        string.Join("; ", one.Keys.Union(other.Keys, StringComparer.Ordinal).Where(k => one.GetValueOrDefault(k) != other.GetValueOrDefault(k))
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{k}: {one.GetValueOrDefault(k)} and {other.GetValueOrDefault(k)}")));

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
}
