using TravelMart.Boards.Hall;
using TravelMart.Boards.Words;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>Events of the hall as sentences.</summary>
internal static class EventTexts
{
    /// <summary>What happened, in one language. Stand numbers and times stay figures.</summary>
    public static string Say(HallEvent e, HallState state, Vocabulary words)
    {
        string Name(string? id) => id is null ? "?" : state.Company(id)?.Names.In(words.Language) ?? id;
        var stand = e.Seller is { } seller ? state.Company(seller)?.Stand?.ToString() ?? Name(seller) : "?";
        var slot = state.Opened!.Slots.FirstOrDefault(s => s.Number == e.Slot);
        return words.Say("e-" + e.Kind, Name(e.Side == Contracts.Sides.Seller ? e.Seller : e.Buyer ?? e.Company), stand, slot?.Start.Clock(state.Opened.TimeZone) ?? "–");
    }

    public static string Icon(HallEvent e) => e.Kind switch
    {
        "checked-in" or "arrived" => "half",
        "started" or "walk-in" => "disc",
        "held" or "result-sealed" => "tick",
        "no-show" or "cancelled" or "company-withdrew" => "cross",
        _ => "ring",
    };
}
