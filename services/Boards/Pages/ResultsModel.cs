using System.Globalization;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;
using TravelMart.Boards.Words;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>One category of sellers in figures.</summary>
internal sealed record CategoryRow(string Code, string Name, int Sellers, int Booked, int Consultations);

/// <summary>Consultations and no-shows of the slots that begin in one hour.</summary>
internal sealed record HourBar(string Hour, int Consultations, int NoShows);

/// <summary>A figure that changed between two editions.</summary>
internal sealed record ChangedFigure(string Path, string Before, string After);

/// <summary>The results page: computed figures with everything needed to check them. Pure.</summary>
internal sealed class ResultsModel
{
    private readonly string _zone;

    /// <param name="shown">The mart as it is shown.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="opens">Whether the reader may open the list behind a figure.</param>
    public ResultsModel(Shown shown, string? language, bool opens = false)
    {
        Opens = opens;
        (Shown, Words, _zone) = (shown, BoardWords.For(language), shown.Opened.TimeZone);
        Results = ResultsDocument.Of(shown.State);
        var matched = shown.State.Matching.Now;
        // A sealed mart shows its latest edition; until then the totals run.
        Edition = Results.Results.Count > 0 ? Results.Results[^1] : null;
        Totals = Edition?.Totals ?? Results.Now;
        Meetings = [.. (Edition is null ? matched : matched.Results[^1].Snapshot).Meetings.Values];
        Companies = [.. (Edition is null ? shown.State : shown.State.AsOf(Edition.At.Utc)).Registration.Now.Companies.Values];
        var hours = shown.Opened.Slots.ToDictionary(s => s.Number, s => s.Start.In(_zone).ToString("HH", CultureInfo.InvariantCulture));
        Figures = new(Meetings, Companies, slot => hours.GetValueOrDefault(slot));
    }

    /// <summary>Whether figures lead to their lists.</summary>
    public bool Opens { get; }

    public Figures Figures { get; }

    public string CategoryName(string code) => Shown.Opened.Categories.FirstOrDefault(c => c.Code == code)?.Names.In(Words.Language) ?? code;

    public Shown Shown { get; }

    public Vocabulary Words { get; }

    public ResultsDocument Results { get; }

    public ResultDocument? Edition { get; }

    public MartTotals Totals { get; }

    private List<Meeting> Meetings { get; }

    private List<Participant> Companies { get; }

    public string Title => Shown.Opened.Names.In(Words.Language);

    public string AsOf => Local(Shown.Now);

    /// <summary>Days of the mart with the zone's offset on that day.</summary>
    public string Days
    {
        get
        {
            var (from, to) = (Shown.Opened.OpensAt.In(_zone), Shown.Opened.ClosesAt.In(_zone));
            var sign = from.Offset < TimeSpan.Zero ? "−" : "+";
            var days = from.Date == to.Date ? $"{from:yyyy-MM-dd}" : $"{from:yyyy-MM-dd} – {to:yyyy-MM-dd}";
            return $"{days} · {Shown.Opened.City}, {Shown.Opened.Country} (UTC{sign}{from.Offset.Duration():h\\:mm})";
        }
    }

    public IEnumerable<CategoryRow> Categories => Shown.Opened.Categories.Select(c => new CategoryRow(c.Code, c.Names.In(Words.Language),
        Companies.Count(x => x.Standing == Standing.Admitted && x.Category == c.Code),
        Totals.BookedByCategory.GetValueOrDefault(c.Code), Totals.ByCategory.GetValueOrDefault(c.Code)));

    public IReadOnlyList<HourBar> Hours
    {
        get
        {
            var slots = Shown.Opened.Slots.ToDictionary(s => s.Number, s => s.Start.In(_zone).ToString("HH", CultureInfo.InvariantCulture));
            var all = Meetings.Where(m => slots.ContainsKey(m.Slot)).ToLookup(m => slots[m.Slot], StringComparer.Ordinal);
            return [.. slots.Values.Distinct().Order(StringComparer.Ordinal).Select(h => new HourBar(h, all[h].Count(CountingRuleV1.IsConsultation), all[h].Count(m => m.IsNoShow)))];
        }
    }

    /// <summary>The amount shown largest: under negotiation, in the rate's second currency; null where there is none.</summary>
    public ConvertedSum? Headline => Totals.Converted.FirstOrDefault(c => c.Kind == "under-negotiation" && c.Currency == Totals.Rate!.To);

    public static string Money(long minor, string currency) =>
        $"{currency} {TravelMart.Boards.Totals.Money.Major(minor, currency).ToString("N" + TravelMart.Boards.Totals.Money.Decimals(currency), CultureInfo.InvariantCulture)}";

    public string Share(int part) => Totals.Consultations == 0 ? "–"
        : (100m * part / Totals.Consultations).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public string Local(DateTimeOffset instant) => instant.In(_zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static IEnumerable<ChangedFigure> Changes(ResultDocument result) =>
        result.Differences.Select(d => new ChangedFigure(d.Path.Trim('/').Replace('/', ' '), d.Before?.ToString() ?? "–", d.After?.ToString() ?? "–"));
}
