using System.Globalization;
using TravelMart.Boards.Hall;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>
/// The clock face of the wall board: the slot is an arc on the hour's minutes, what has passed is grey, and a hand marks the minute.
/// The script draws the same arcs between two updates.
/// </summary>
internal sealed class Dial
{
    private const double Centre = 208;
    private const double Radius = 156;

    public Dial(Picture picture)
    {
        var (now, zone) = (picture.Now, picture.Opened.TimeZone);
        var (from, to) = picture.Moment switch
        {
            { Current: { } slot } => (slot.Start, slot.End),
            { Upcoming: { } slot } => (Earliest(now, slot.Start), slot.Start),
            _ => (now, now),
        };
        (From, To, Left, InSlot) = (from, to, to - now, picture.Moment.Current is not null);
        var hour = now.In(zone);
        Offset = (int)hour.Offset.TotalMinutes;
        Time = hour.ToString("HH:mm", CultureInfo.InvariantCulture);
        PastArc = Arc(Angle(from), Angle(now));
        LeftArc = Arc(Angle(now), Angle(to));
        var (x1, y1) = Point(Angle(now), 132);
        var (x2, y2) = Point(Angle(now), 200);
        Hand = string.Create(CultureInfo.InvariantCulture, $"M{x1:0.0} {y1:0.0}L{x2:0.0} {y2:0.0}");
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public TimeSpan Left { get; }

    public bool InSlot { get; }

    /// <summary>Minutes that the zone is ahead of UTC now.</summary>
    public int Offset { get; }

    public string Time { get; }

    public string PastArc { get; }

    public string LeftArc { get; }

    public string Hand { get; }

    /// <summary>Minutes and seconds to the bell; hours and minutes where it is more than an hour.</summary>
    public string Countdown => Left <= TimeSpan.Zero ? "–"
        : Left >= TimeSpan.FromDays(1) ? string.Create(CultureInfo.InvariantCulture, $"{Left.Days} d")
        : Left >= TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{(int)Left.TotalHours}:{Left.Minutes:00} h")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)Left.TotalMinutes:00}:{Left.Seconds:00}");

    /// <summary>The sixty ticks, the quarters of an hour stronger.</summary>
    public static IEnumerable<(string Path, string Kind)> Ticks =>
        Enumerable.Range(0, 60).Select(m => (Tick(m), m % 5 == 0 ? "q" : "m"));

    private static DateTimeOffset Earliest(DateTimeOffset now, DateTimeOffset start) => now > start ? start : now;

    private static string Tick(int minute)
    {
        var (x1, y1) = Point(minute * 6, minute % 5 == 0 ? 181 : 188);
        var (x2, y2) = Point(minute * 6, 198);
        return string.Create(CultureInfo.InvariantCulture, $"M{x1:0.0} {y1:0.0}L{x2:0.0} {y2:0.0}");
    }

    private double Angle(DateTimeOffset instant)
    {
        var local = instant + TimeSpan.FromMinutes(Offset);
        return (local.UtcDateTime.TimeOfDay.TotalMinutes % 60) * 6;
    }

    private string Arc(double from, double to)
    {
        var sweep = ((to - from) % 360 + 360) % 360;
        if (sweep < 0.05 || Left > TimeSpan.FromHours(1)) return "";
        var (x1, y1) = Point(from, Radius);
        var (x2, y2) = Point(to, Radius);
        return string.Create(CultureInfo.InvariantCulture, $"M{x1:0.0} {y1:0.0}A{Radius:0} {Radius:0} 0 {(sweep > 180 ? 1 : 0)} 1 {x2:0.0} {y2:0.0}");
    }

    private static (double X, double Y) Point(double degrees, double radius)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return (Centre + (sin * radius), Centre - (cos * radius));
    }
}
