using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;
using TravelMart.Boards.Words;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>One row of the grid: a slot, or the pause after it.</summary>
internal sealed record GridRow(SlotTime Slot, string Time, bool IsNow, bool FirstOfDay, string? PauseTime, string? Pause);

/// <summary>One bar of the histogram, in per cent of the day and of the highest bar.</summary>
internal sealed record HistogramBar(double Left, double Width, double Height);

/// <summary>A mark under the slider.</summary>
internal sealed record HourMark(double Left, string Time);

/// <summary>How wishes fared.</summary>
internal sealed record WishQuality(int Must, int MustMet, int Would, int WouldMet, int NeverBroken, int Fewest, int Most);

/// <summary>The organizer's grid at one instant: pure, from state, time and language.</summary>
internal sealed class GridModel
{
    private const int BarMinutes = 5;

    public GridModel(Shown shown, Shown live, string? language)
    {
        (Shown, Picture, Zone) = (shown, new Picture(shown.State, shown.Now), shown.Opened.TimeZone);
        Words = BoardWords.For(language);
        Totals = CountingRuleV1.Count(shown.State);
        Rows = [.. shown.Opened.Slots.Select(Row)];
        Attention = new AttentionList(Picture, Words).Items;
        Quality = QualityOf(shown.State);
        Counts = Enum.GetValues<CellKind>().ToDictionary(k => k, CountCells);
        var day = Day(shown);
        (DayStart, DayEnd, LiveNow) = (day.Start.AddMinutes(-15), day.End.AddMinutes(15), live.Now);
        Histogram = Bars(live.State);
    }

    public Shown Shown { get; }

    public Picture Picture { get; }

    public string Zone { get; }

    public Vocabulary Words { get; }

    public MartTotals Totals { get; }

    public IReadOnlyList<GridRow> Rows { get; }

    public IReadOnlyList<AttentionItem> Attention { get; }

    public WishQuality Quality { get; }

    public IReadOnlyDictionary<CellKind, int> Counts { get; }

    public DateTimeOffset DayStart { get; }

    public DateTimeOffset DayEnd { get; }

    public DateTimeOffset LiveNow { get; }

    public IReadOnlyList<HistogramBar> Histogram { get; }

    public string Title => Shown.Opened.Names.In(Words.Language);

    public string Local => Instants.Write(Shown.Now, Zone);

    public string Clock => Shown.Now.Clock(Zone);

    public PlanProgress? Plan => Shown.State.Matching.Now.Plans.Values.Where(p => p.Published).MaxBy(p => p.Weight);

    public int To(CellKind kind) => Counts[kind];

    /// <summary>Where an instant lies in the day, in per cent.</summary>
    public double Percent(DateTimeOffset instant) =>
        Math.Round(Math.Clamp((instant - DayStart) / (DayEnd - DayStart) * 100, 0, 100), 2);

    public IEnumerable<HourMark> Hours
    {
        get
        {
            var local = DayStart.In(Zone);
            for (var hour = DayStart.AddMinutes(60 - local.Minute).AddSeconds(-local.Second); hour < DayEnd; hour = hour.AddHours(1))
                yield return new(Percent(hour), hour.Clock(Zone));
        }
    }

    private GridRow Row(SlotTime slot)
    {
        var next = Shown.Opened.Slots.FirstOrDefault(s => s.Start > slot.Start);
        var previous = Shown.Opened.Slots.LastOrDefault(s => s.Start < slot.Start);
        var pause = next is not null && next.Day == slot.Day && next.Session != slot.Session ? next : null;
        var label = pause is null ? null : Shown.Opened.Pauses.FirstOrDefault(p => p.From >= slot.End && p.To <= pause.Start)?.Label;
        return new(slot, slot.Start.Clock(Zone), slot == Picture.Moment.Shown, previous is not null && previous.Day != slot.Day,
            pause is null ? null : slot.End.Clock(Zone),
            pause is null ? null : $"{Words.Pause(label ?? "pause")} · {(int)(pause.Start - slot.End).TotalMinutes} {Words["min"]}");
    }

    private int CountCells(CellKind kind) =>
        Picture.Stands.Sum(stand => Shown.Opened.Slots.Sum(slot => Picture.At(stand, slot).Count(c => c.Kind == kind)));

    private static (DateTimeOffset Start, DateTimeOffset End) Day(Shown shown)
    {
        var slots = shown.Opened.Slots;
        if (slots.Count == 0) return (shown.Opened.OpensAt, shown.Opened.ClosesAt);
        var day = (slots.LastOrDefault(s => s.Start <= shown.Now.AddHours(2)) ?? slots[0]).Day;
        return (slots.First(s => s.Day == day).Start, slots.Last(s => s.Day == day).End);
    }

    private List<HistogramBar> Bars(HallState state)
    {
        var buckets = (int)Math.Ceiling((DayEnd - DayStart).TotalMinutes / BarMinutes);
        var counts = new int[Math.Max(1, buckets)];
        foreach (var e in state.Matching.NewestFirst().Where(e => e.At >= DayStart && e.At < DayEnd))
            counts[(int)((e.At - DayStart).TotalMinutes / BarMinutes)]++;
        var most = Math.Max(1, counts.Max());
        var width = 100.0 / counts.Length;
        return [.. counts.Select((n, i) => new HistogramBar(Math.Round(i * width, 2), Math.Round(width * 0.8, 2), Math.Round(100.0 * n / most, 1)))];
    }

    private static WishQuality QualityOf(HallState state)
    {
        var matched = state.Matching.Now;
        var together = matched.Meetings.Values.Where(m => m.IsBooked).SelectMany(m => new[] { (m.Buyer, m.Seller), (m.Seller, m.Buyer) }).ToHashSet();
        var buyers = state.Registration.Now.Companies.Values.Where(c => c is { IsSeller: false, Standing: Standing.Admitted })
            .Select(b => matched.Meetings.Values.Count(m => m.IsBooked && m.Buyer == b.Company)).ToList();
        int Count(Func<Wish, bool> which, bool met) => matched.Wishes.Values.Count(w => which(w) && (!met || together.Contains((w.From, w.About))));
        static bool Must(Wish w) => w.Strength == "must";
        static bool Would(Wish w) => w is { Strength: "would", Rank: <= 3 };
        return new(Count(Must, false), Count(Must, true), Count(Would, false), Count(Would, true), Count(w => w.Strength == "never", true),
            buyers.DefaultIfEmpty(0).Min(), buyers.DefaultIfEmpty(0).Max());
    }
}
