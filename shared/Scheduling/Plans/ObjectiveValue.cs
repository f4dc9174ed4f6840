namespace TravelMart.Scheduling;

/// <summary>How a plan does on one objective.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Value">What the plan reaches.</param>
/// <param name="Bound">What no plan can better, given the values of the objectives before; null where none is known.</param>
public sealed record ObjectiveValue(Objective Objective, long Value, long? Bound)
{
    /// <summary>True exactly when the value has reached the bound.</summary>
    public bool Proven => Value == Bound;
}
