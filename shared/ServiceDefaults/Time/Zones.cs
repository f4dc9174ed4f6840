using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.TimeZones;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// Times in named zones (IANA), by a time zone database that comes with the program: what a machine believes about Almaty does not matter.
/// </summary>
public static class Zones
{
    /// <summary>The version of the time zone database, such as <c>2026b</c>, to be printed beside times that matter.</summary>
    public static string DatabaseVersion => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>Whether a mart can have to do with a time of this year: far from where calendars, zones and computers end.</summary>
    public static bool IsLivedIn(int year) => year is >= 2000 and <= 2100;

    /// <summary>Every zone by its name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(l => l.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Whether the zone is known.</summary>
    public static bool Exists(string zone) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;

    /// <summary>The instant of a local time. A time that a change of clocks skips is moved forward, one that it repeats is the earlier one.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">The zone is unknown.</exception>
    public static DateTimeOffset ToInstant(DateOnly date, TimeOnly time, string zone) =>
        DateTimeZoneProviders.Tzdb[zone].AtLeniently(date.ToLocalDate() + time.ToLocalTime()).ToInstant().ToDateTimeOffset();

    /// <summary>An instant as it reads in a zone, with that zone's offset.</summary>
    /// <exception cref="DateTimeZoneNotFoundException">The zone is unknown.</exception>
    public static DateTimeOffset In(this DateTimeOffset instant, string zone) =>
        Instant.FromDateTimeOffset(instant).InZone(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset();

    /// <summary>Hours and minutes of an instant in a zone, such as <c>14:45</c>.</summary>
    public static string Clock(this DateTimeOffset instant, string zone) => instant.In(zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Day and month of an instant in a zone, such as <c>13 July</c>.</summary>
    public static string DayAndMonth(this DateTimeOffset instant, string zone) => instant.In(zone).ToString("d MMMM", CultureInfo.InvariantCulture);
}
