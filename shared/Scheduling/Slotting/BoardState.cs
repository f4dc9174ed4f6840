namespace TravelMart.Scheduling;

/// <summary>Where every meeting of a board was at one time.</summary>
/// <param name="Slots">The slot of each meeting; <see cref="Board.None"/> for none.</param>
/// <param name="Interpreters">The interpreter of each meeting; null where nobody interprets.</param>
internal sealed record BoardState(int[] Slots, int[]? Interpreters);
