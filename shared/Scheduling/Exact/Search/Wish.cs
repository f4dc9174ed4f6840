namespace TravelMart.Scheduling.Exact;

/// <summary>A literal that should hold, and what it costs if it does not.</summary>
internal readonly record struct Wish(Literal Literal, long Cost);
