namespace TravelMart.Scheduling;

/// <summary>Consecutive slots between longer pauses.</summary>
/// <param name="First">The first slot.</param>
/// <param name="Last">The last slot, not before the first.</param>
public readonly record struct Session(int First, int Last);
