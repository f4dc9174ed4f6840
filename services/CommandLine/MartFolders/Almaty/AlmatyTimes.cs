using NodaTime;
using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes times as the folder's files hold them.</summary>
internal static class AlmatyTimes
{
    private static readonly LocalDateTimePattern Full = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>A date with a time.</summary>
    public static string Write(LocalDateTime at) => Full.Format(at);

    /// <summary>A number of minutes after nine on the mart's day, as a time of day.</summary>
    public static string AfterNine(int minutes) => $"{9 + (minutes / 60):00}:{minutes % 60:00}";
}
