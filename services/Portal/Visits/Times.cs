using System.Globalization;
using TravelMart.Contracts;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Visits;

/// <summary>Times as a person reads them: in the mart's zone, and beside it in the person's own where that differs.</summary>
internal static class Times
{
    public static string Clock(this Visit visit, DateTimeOffset instant) => instant.In(visit.TheMart.TimeZone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The clock in the person's own zone, with its city; null where the two clocks show the same.</summary>
    public static string? OwnClock(this Visit visit, DateTimeOffset instant)
    {
        if (visit.Zone is not { } zone) return null;
        var (there, here) = (instant.In(visit.TheMart.TimeZone), instant.In(zone));
        if (there.Offset == here.Offset) return null;
        var days = here.Date == there.Date ? "" : here.Date > there.Date ? " +1" : " −1";
        return $"{here.ToString("HH:mm", CultureInfo.InvariantCulture)}{days} {City(zone)}";
    }

    /// <summary>A slot by its clock, with its day where a mart has several.</summary>
    public static string Called(this Visit visit, int slot) =>
        visit.TheMart.Slots.FirstOrDefault(s => s.Number == slot) is { } known ? visit.Called(known) : slot.ToString(CultureInfo.InvariantCulture);

    public static string Called(this Visit visit, SlotTime slot) => visit.TheMart.Slots[^1].Day == visit.TheMart.Slots[0].Day
        ? visit.Clock(slot.Start)
        : $"{visit.Words.Day(slot.Start.In(visit.TheMart.TimeZone))}, {visit.Clock(slot.Start)}";

    /// <summary>What follows on a consultation, by its code: a known one in words, any other as it was written.</summary>
    public static string FollowUp(this Vocabulary words, string code) => words["f-" + code] is var said && said != "f-" + code ? said : code;

    public static string Day(this Visit visit, DateTimeOffset instant) => visit.Words.Day(instant.In(visit.TheMart.TimeZone));

    public static string Date(this Visit visit, DateTimeOffset instant) => visit.Words.Date(instant.In(visit.TheMart.TimeZone));

    private static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
