using TravelMart.Scheduling.Exact;

namespace TravelMart.Scheduling.Tests;

public sealed class Counts_in_formulas
{
    [Theory]
    [InlineData(7, 7, true)]
    [InlineData(7, 4, true)]
    [InlineData(7, 1, true)]
    [InlineData(7, 3, false)]
    [InlineData(1, 1, true)]
    public void A_totalizer_counts_every_assignment(int literals, int limit, bool exact)
    {
        var (formula, row) = Row(literals);
        var count = Totalizer.Count(formula, [.. row, formula.True, formula.False], limit, exact);

        count.Length.ShouldBe(Math.Min(limit, literals + 1));
        foreach (var values in EveryAssignment(literals))
        {
            var number = values.Count(v => v) + 1;
            for (var j = 0; j < count.Length; j++)
            {
                // Not exact: the count may not be denied where it is reached, and may be claimed anyhow.
                CanBe(formula, row, values, ~count[j]).ShouldBe(number <= j);
                CanBe(formula, row, values, count[j]).ShouldBe(!exact || number > j);
            }
        }
    }

    [Theory]
    [InlineData(6, null)]
    [InlineData(6, 0)]
    [InlineData(6, 3)]
    [InlineData(6, 5)]
    [InlineData(6, 6)]
    public void A_counter_along_a_row_knows_the_count_at_each_place(int literals, int? total)
    {
        var (formula, row) = Row(literals);
        var counter = new PrefixCounter(formula, [.. row[..2], formula.False, .. row[2..]], total ?? literals, total);
        foreach (var values in EveryAssignment(literals))
        {
            var allowed = total is null || values.Count(v => v) == total;
            CanBe(formula, row, values, formula.True).ShouldBe(allowed);
            for (var last = -1; allowed && last <= literals; last++)
            {
                var number = values.Take(last < 2 ? last + 1 : last).Count(v => v);
                for (var j = 0; j <= literals; j++)
                {
                    CanBe(formula, row, values, ~counter.At(last, j)).ShouldBe(number < j || j > counter.Most);
                    CanBe(formula, row, values, counter.At(last, j)).ShouldBe(number >= j && j <= counter.Most);
                }
            }
        }
    }

    [Fact]
    public void A_total_that_cannot_be_reached_is_a_contradiction()
    {
        var (formula, row) = Row(2);

        _ = new PrefixCounter(formula, [row[0], formula.False, row[1]], most: 3, total: 3);

        formula.Solver.Solve([]).ShouldBe(SatAnswer.Unsatisfiable);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void At_most_one_means_so_in_pairs_and_in_groups(int literals)
    {
        var (formula, row) = Row(literals);
        AtMostOne.Add(formula, row);
        foreach (var values in EveryAssignment(literals))
        {
            CanBe(formula, row, values, formula.True).ShouldBe(values.Count(v => v) <= 1);
        }
    }

    [Fact]
    public void A_switch_turns_clauses_off()
    {
        var (formula, row) = Row(9);
        var on = formula.New();
        formula.Switch = on;
        AtMostOne.Add(formula, row);
        formula.Switch = null;

        formula.Solver.Solve([.. row]).ShouldBe(SatAnswer.Satisfiable);
        formula.Solver.Solve([on, row[0], row[8]]).ShouldBe(SatAnswer.Unsatisfiable);
        formula.Solver.Core.ShouldBe([on, row[0], row[8]], ignoreOrder: true);
    }

    private static (Formula Formula, Literal[] Row) Row(int literals)
    {
        var formula = new Formula(new SatSolver(1));
        return (formula, [.. Enumerable.Range(0, literals).Select(_ => formula.New())]);
    }

    private static IEnumerable<bool[]> EveryAssignment(int literals) =>
        Enumerable.Range(0, 1 << literals).Select(bits => Enumerable.Range(0, literals).Select(i => (bits >> i & 1) == 1).ToArray());

    private static bool CanBe(Formula formula, Literal[] row, bool[] values, Literal further) =>
        formula.Solver.Solve([.. row.Select((l, i) => values[i] ? l : ~l), further]) == SatAnswer.Satisfiable;
}
