using TravelMart.Scheduling;

namespace TravelMart.CommandLine.Verbs;

/// <summary>Says on standard error how far a scheduler is, one line a round; written at once, so that lines stay in order.</summary>
internal sealed class PlanProgress : IProgress<SearchProgress>
{
    public void Report(SearchProgress value) => Console.Error.WriteLine(
        $"round {value.Round}: {value.Placed} meetings placed, weight {value.Weight}"
        + (value.MissingObligatory == 0 ? "" : $", {value.MissingObligatory} obligatory without a slot"));
}
