using System.Text.Json;

namespace TravelMart.Simulation.Tests.Model;

/// <summary>What the model says a write must answer, and what it changes when it is done.</summary>
/// <param name="Ok">Whether it may be done.</param>
/// <param name="Then">What changes, given the answer's body.</param>
internal sealed record Expectation(bool Ok, Action<JsonElement> Then)
{
    public static Expectation Refused { get; } = new(false, _ => { });

    /// <summary>It is already so, or it changes nothing that is counted.</summary>
    public static Expectation AlreadySo { get; } = new(true, _ => { });
}
