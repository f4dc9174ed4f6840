namespace TravelMart.Scheduling;

/// <summary>A meeting that takes place.</summary>
/// <param name="Meeting">The candidate meeting's id.</param>
/// <param name="Slot">Its slot.</param>
/// <param name="Table">Its table in that slot, counted from 0; null where the problem does not limit tables.</param>
/// <param name="Interpreter">The id of its interpreter; null where it needs none.</param>
public sealed record PlacedMeeting(string Meeting, int Slot, int? Table = null, string? Interpreter = null);

/// <summary>A meeting that does not take place.</summary>
/// <param name="Meeting">The candidate meeting's id.</param>
/// <param name="Reason">Why, in one plain sentence without a full stop.</param>
public sealed record UnplacedMeeting(string Meeting, string Reason);
