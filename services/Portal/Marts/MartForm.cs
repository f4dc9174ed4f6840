using System.Globalization;
using TravelMart.Pages;
using TravelMart.Portal.Visits;

namespace TravelMart.Portal.Marts;

/// <summary>
/// The form that opens a mart, as it was typed: single fields, and rows of days, pauses, interpreters and categories. Rows that were left empty close up,
/// so that a row has the same number on the page as in what is sent.
/// </summary>
internal sealed class MartForm
{
    public const string Day = "day", Pause = "pause", Interpreter = "interpreter", Category = "category";
    private const int MostRows = 60;

    /// <summary>The fields of each kind of row.</summary>
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        [Day] = ["date", "opens", "closes"],
        [Pause] = ["label", "from", "to", "day"],
        [Interpreter] = ["id", "languages", "from", "to"],
        [Category] = ["code", .. Vocabularies.Languages.Select(l => "names-" + l)],
    };

    private readonly Form? _form;
    private readonly string _mart;
    private readonly Dictionary<string, List<Dictionary<string, string?>>> _rows = [];

    public MartForm(Form? form, string mart)
    {
        (_form, _mart) = (form, mart);
        foreach (var (kind, columns) in Columns) _rows[kind] = [.. Enumerable.Range(0, form is null ? 0 : MostRows).Select(i => columns.ToDictionary(c => c, c => form!.Text($"{kind}-{i}-{c}"))).Where(IsFilled)];
    }

    /// <summary>A single field; as long as nothing was typed, what most marts have.</summary>
    public string? this[string field] => _form is not null ? _form.Text(field) : field switch
    {
        "mart" => _mart,
        "slotMinutes" => "20",
        "changeoverMinutes" => "5",
        "tables-layout" => "stands",
        "expiry" => "48",
        _ => null,
    };

    public string Mart => this["mart"] ?? "";

    /// <summary>The event: one that is open already, or a new one that has no other programme and the mart's own id.</summary>
    public string Event => this["event"] ?? Mart;

    public IReadOnlyList<string> Languages => _form?.Texts("languages") ?? ["en", "ko"];

    public bool Rehearsal => _form?.Text("rehearsal") == "yes";

    /// <summary>How many rows of a kind the page has: those filled in, one more to fill in, and as many as were asked for.</summary>
    public int Rows(string kind) => Math.Min(MostRows, Math.Max(_rows[kind].Count + 1, _form?.Text("more") == kind ? _rows[kind].Count + 4 : kind == Day ? 2 : 3));

    /// <summary>A field of a row; null in one that was not filled in.</summary>
    public string? Of(string kind, int row, string field) => row < _rows[kind].Count ? _rows[kind][row].GetValueOrDefault(field) : null;

    /// <summary>The event as Registration takes it; null where it is open already.</summary>
    public object? EventRequest => this["event"] is not null ? null : new
    {
        @event = Event,
        names = Names,
        city = this["event-city"],
        country = this["event-country"],
        timeZone = this["event-timeZone"],
        from = Dates.Min(),
        to = Dates.Max(),
        programmes = new[] { new { id = Mart, kind = "travel-mart" } },
    };

    /// <summary>The mart as Registration takes it.</summary>
    public object MartRequest => new
    {
        mart = Mart,
        @event = Event,
        names = Names,
        days = _rows[Day].Select((d, i) => new { date = d["date"], opens = d["opens"], closes = d["closes"], pauses = PausesOf(i).Select(p => new { label = p.Row["label"], from = p.Row["from"], to = p.Row["to"] }) }),
        slotMinutes = Number("slotMinutes"),
        changeoverMinutes = Number("changeoverMinutes"),
        tables = new { layout = this["tables-layout"], count = this["tables-layout"] == "shared" ? Number("tables-count") : null },
        interpreters = _rows[Interpreter].Select(i => new { id = i["id"], languages = Split(i["languages"]), hours = i["from"] is null && i["to"] is null ? [] : _rows[Day].Select(d => new { date = d["date"], from = i["from"], to = i["to"] }).ToArray() }),
        categories = _rows[Category].Select(c => new { code = c["code"], names = TextsOf(l => c["names-" + l]) }),
        languages = Languages,
        rate = this["rate-rate"] is null && this["rate-source"] is null ? null : new { from = this["rate-from"], to = this["rate-to"], rate = decimal.TryParse(this["rate-rate"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) ? rate : (decimal?)null, source = this["rate-source"], on = this["rate-on"] },
        phases = new { applicationsOpen = this["phases-applicationsOpen"], wishesClose = this["phases-wishesClose"], opens = this["phases-opens"], closes = this["phases-closes"] },
        requestExpiryMinutes = Number("expiry") * 60,
        countingRule = "v1",
        rehearsal = Rehearsal,
    };

    /// <summary>The field of the page that an error of the service is about.</summary>
    public string FieldOf(string error)
    {
        error = error.Replace("requestExpiryMinutes", "expiry", StringComparison.Ordinal);
        foreach (var (prefix, place) in Places())
            if (error == prefix || error.StartsWith(prefix + ".", StringComparison.Ordinal)) return place + error[prefix.Length..].Replace('.', '-');
        return error.Replace('.', '-');
    }

    private IEnumerable<(string Prefix, string Place)> Places()
    {
        for (var d = 0; d < _rows[Day].Count; d++)
            foreach (var (pause, i) in PausesOf(d).Select((p, i) => (p, i))) yield return ($"days[{d}].pauses[{i}]", $"{Pause}-{pause.Index}");
        for (var d = 0; d < _rows[Day].Count; d++) yield return ($"days[{d}]", $"{Day}-{d}");
        for (var i = 0; i < _rows[Interpreter].Count; i++)
        {
            for (var d = 0; d < _rows[Day].Count; d++) yield return ($"interpreters[{i}].hours[{d}]", $"{Interpreter}-{i}");
            yield return ($"interpreters[{i}]", $"{Interpreter}-{i}");
        }
        for (var i = 0; i < _rows[Category].Count; i++) yield return ($"categories[{i}]", $"{Category}-{i}");
    }

    // A pause is of every day, or of the one whose number it names.
    private IReadOnlyList<(Dictionary<string, string?> Row, int Index)> PausesOf(int day) =>
        [.. _rows[Pause].Select((p, i) => (Row: p, Index: i)).Where(p => p.Row["day"] is null || p.Row["day"] == (day + 1).ToString(CultureInfo.InvariantCulture)).OrderBy(p => p.Row["from"], StringComparer.Ordinal)];

    private IEnumerable<string?> Dates => _rows[Day].Select(d => d["date"]).Order(StringComparer.Ordinal).DefaultIfEmpty(null);

    private Dictionary<string, string> Names => TextsOf(l => this["names-" + l]);

    private static Dictionary<string, string> TextsOf(Func<string, string?> text) => Vocabularies.Languages.Where(l => text(l) is not null).ToDictionary(l => l, l => text(l)!, StringComparer.Ordinal);

    private static string[] Split(string? languages) => (languages ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);

    private int? Number(string field) => int.TryParse(this[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number : null;

    private static bool IsFilled(Dictionary<string, string?> row) => row.Any(c => c.Key != "day" && c.Value is not null);
}
