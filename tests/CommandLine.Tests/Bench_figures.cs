using System.CommandLine;
using TravelMart.CommandLine.Bench;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests;

public sealed class Bench_figures
{
    [Fact]
    public void A_median_of_an_even_number_lies_in_the_middle() => Statistics.Median([4, 1, 3, 2]).ShouldBe(2.5);

    [Theory]
    [InlineData(0.95, 95)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void A_percentile_is_a_value_that_was_measured(double part, double expected) =>
        Statistics.Percentile([.. Enumerable.Range(1, 100).Select(n => (double)n).Reverse()], part).ShouldBe(expected);

    [Fact]
    public void A_ratio_is_taken_within_each_run_before_the_median() =>
        Figure.Ratio("", [10, 1, 30], [5, 1, 10]).ShouldSatisfyAllConditions(f => f.Value.ShouldBe(2), f => f.Runs.ShouldBe([2, 1, 3]));

    [Theory]
    [InlineData("colour")]
    [InlineData("accept", "--runs", "0")]
    [InlineData("accept", "board")]
    public void Wrong_use_is_told_before_anything_is_measured(params string[] arguments) =>
        BenchVerb.Create().Parse(arguments).Errors.ShouldNotBeEmpty();
}
