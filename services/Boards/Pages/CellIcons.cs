using TravelMart.Boards.Hall;

namespace TravelMart.Boards.Pages;

/// <summary>The drawing of a state: a ring that fills up as a meeting happens.</summary>
internal static class CellIcons
{
    /// <summary>The symbol of a cell.</summary>
    public static string Of(CellKind kind) => kind switch
    {
        CellKind.Scheduled => "ring",
        CellKind.CheckedIn => "half",
        CellKind.InProgress => "disc",
        CellKind.Held => "tick",
        CellKind.Late => "warn",
        CellKind.NoShow => "cross",
        CellKind.Free => "plus",
        _ => "bar",
    };
}
