using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>How times are written in a folder.</summary>
internal static class LocalTimes
{
    /// <summary>A time of day: 9:05 or 09:05.</summary>
    public static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <summary>A date with a time: 2023-07-13T09:05.</summary>
    public static readonly LocalDateTimePattern Moment = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'H:mm");
}
