using System.Globalization;
using System.Text;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;

namespace TravelMart.Portal.Day;

/// <summary>
/// A day as an iCalendar file (RFC 5545). Instants are UTC, so that no calendar needs a zone table of ours; a meeting keeps its UID wherever it
/// moves, and one that was called off is CANCELLED rather than left out, so that a calendar that has it takes it away.
/// </summary>
internal static class CalendarFile
{
    private const int LongestLine = 75;

    public static string Of(Visit visit, DayDocument day)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//TravelMart//Agenda//EN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:" + Escaped(visit.Name(visit.TheMart.Names)));
        foreach (var meeting in day.Meetings.Where(m => m.Start is not null)) Event(text, visit, day, meeting);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Event(StringBuilder text, Visit visit, DayDocument day, DayMeeting meeting)
    {
        var place = string.Join(", ", new[] { meeting.With.Stand is { } stand ? $"{visit.Words["stand"]} {stand}" : day.Stand is { } own ? $"{visit.Words["stand"]} {own}" : null, meeting.Table }.OfType<string>());
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{meeting.Meeting}@travelmart");
        // What changes a meeting comes later than what it was, so the time of asking counts upwards with every change.
        Line(text, "DTSTAMP:" + Utc(day.At.Utc));
        Line(text, "SEQUENCE:" + (day.At.Utc.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture));
        Line(text, "DTSTART:" + Utc(meeting.Start!.Utc));
        Line(text, "DTEND:" + Utc(meeting.End!.Utc));
        Line(text, "SUMMARY:" + Escaped(visit.Name(meeting.With.Names)));
        if (place.Length > 0) Line(text, "LOCATION:" + Escaped(place));
        Line(text, "STATUS:" + (meeting.State == "cancelled" ? "CANCELLED" : "CONFIRMED"));
        Line(text, "END:VEVENT");
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    // Lines are folded after 75 octets, never within a character.
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
