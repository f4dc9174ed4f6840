using System.Globalization;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Api;

/// <summary>An instant in a mart's zone and in UTC.</summary>
/// <param name="Utc">The instant.</param>
/// <param name="Local">As it reads in the mart's zone, with its offset.</param>
internal sealed record Moments(DateTimeOffset Utc, DateTimeOffset Local)
{
    public static Moments Of(DateTimeOffset instant, string zone) => new(instant.ToUniversalTime(), instant.In(zone));

    public static Moments? Of(DateTimeOffset? instant, string zone) => instant is { } known ? Of(known, zone) : null;
}

/// <summary>Reading the instant that somebody asks for.</summary>
internal static class Instants
{
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];
    private static readonly string[] WithOffset = [.. Local.Select(f => f + "zzz"), .. Local.Select(f => f + "'Z'")];

    public static Refusal NotUnderstood { get; } = Problems.BadRequest("TimeNotUnderstood",
        "Write the time as ISO 8601 with an offset (2023-07-13T14:52:00+06:00), or as the mart's local time (2023-07-13T14:52), of the years 2000 to 2100.");

    /// <summary>The instant of a text: with an offset as it says, without one in the mart's zone. False for anything else, and for years that no mart lives in.</summary>
    public static bool TryRead(string text, string zone, out DateTimeOffset instant)
    {
        var invariant = CultureInfo.InvariantCulture;
        // A plus sign that was not escaped in an address arrives as a blank.
        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), WithOffset, invariant, DateTimeStyles.AssumeUniversal, out instant))
        {
            instant = instant.ToUniversalTime();
            return Zones.IsLivedIn(instant.Year);
        }
        if (!DateTime.TryParseExact(text, Local, invariant, DateTimeStyles.None, out var local) || !Zones.IsLivedIn(local.Year)) return false;
        instant = Zones.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone).ToUniversalTime();
        return true;
    }

    /// <summary>The local text that reads as this instant again, to the second only where it has seconds.</summary>
    public static string Write(DateTimeOffset instant, string zone)
    {
        var local = instant.In(zone);
        return local.ToString(local.Second == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
