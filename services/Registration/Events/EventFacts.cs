using TravelMart.EventSourcing;

namespace TravelMart.Registration.Events;

/// <summary>One part of an event, with its own parties, slots and totals.</summary>
internal sealed record Programme(string Id, string Kind);

/// <summary>The kinds of programmes. Only travel marts are opened by this program; the others are declared and counted apart.</summary>
internal static class ProgrammeKinds
{
    public const string TravelMart = "travel-mart";

    public static IReadOnlyList<string> All { get; } = [TravelMart, "health-consultation", "briefing", "mou"];
}

[EventName("event-opened")]
internal sealed record EventOpened(string Event, IReadOnlyDictionary<string, string> Names, string? Slogan, string City, string Country,
    string TimeZone, DateOnly From, DateOnly To, IReadOnlyList<Programme> Programmes)
{
    public bool DeclaresMart(string mart) => Programmes.Any(p => p.Id == mart && p.Kind == ProgrammeKinds.TravelMart);
}
