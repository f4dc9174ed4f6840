using TravelMart.Scheduling.Exact;
using TravelMart.Scheduling.Generation;

namespace TravelMart.Scheduling.Tests;

public sealed class Formulas_are_decided
{
    private const int Variables = 9;

    [Fact]
    public void As_trying_every_assignment_would()
    {
        var found = new Dictionary<SatAnswer, int>();
        for (var seed = 1; seed <= 1_500; seed++)
        {
            var clauses = RandomClauses(seed, 20 + (seed % 30));
            var solver = SolverOf(clauses, seed);

            var answer = solver.Solve([]);

            answer.ShouldBe(Fulfilling(clauses).Any() ? SatAnswer.Satisfiable : SatAnswer.Unsatisfiable, $"seed {seed}");
            if (answer == SatAnswer.Satisfiable)
            {
                clauses.ShouldAllBe(c => c.Any(solver.IsTrue), $"seed {seed}");
            }

            found[answer] = found.GetValueOrDefault(answer) + 1;
        }

        found.Values.Min().ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Under_assumptions_too_and_a_core_is_enough_for_the_contradiction()
    {
        for (var seed = 1; seed <= 600; seed++)
        {
            var clauses = RandomClauses(seed, 25);
            var solver = SolverOf(clauses, seed);
            var random = new SeededRandom(-seed);
            for (var search = 0; search < 5; search++)
            {
                Literal[] assumed = [.. Enumerable.Range(0, Variables).Where(_ => random.Chance(40)).Select(v => new Literal((2 * v) + random.Below(2)))];
                var possible = Fulfilling([.. clauses, .. assumed.Select(a => new[] { a })]).Any();

                solver.Solve(assumed).ShouldBe(possible ? SatAnswer.Satisfiable : SatAnswer.Unsatisfiable, $"seed {seed}");

                if (!possible)
                {
                    solver.Core.ShouldBeSubsetOf(assumed);
                    Fulfilling([.. clauses, .. solver.Core.Select(a => new[] { a })]).ShouldBeEmpty($"seed {seed}");
                }
            }
        }
    }

    [Fact]
    public void Clauses_may_come_in_between_searches()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var clauses = RandomClauses(seed, 45);
            var solver = SolverOf([], seed);
            for (var given = 1; given <= clauses.Length; given++)
            {
                solver.AddClause(clauses[given - 1]);
                solver.Solve([]).ShouldBe(Fulfilling(clauses[..given]).Any() ? SatAnswer.Satisfiable : SatAnswer.Unsatisfiable, $"seed {seed}");
            }
        }
    }

    [Fact]
    public void Hard_ones_survive_restarts_and_cleaning_up()
    {
        var pigeons = PigeonHoles(pigeons: 8, holes: 7);

        pigeons.Solve([]).ShouldBe(SatAnswer.Unsatisfiable);

        pigeons.Conflicts.ShouldBeGreaterThan(2_000);
        PigeonHoles(8, 8).Solve([]).ShouldBe(SatAnswer.Satisfiable);
    }

    [Fact]
    public void A_search_keeps_to_its_budget_and_can_go_on()
    {
        var pigeons = PigeonHoles(8, 7);

        pigeons.Solve([], conflicts: 50).ShouldBe(SatAnswer.Unknown);
        pigeons.Conflicts.ShouldBeInRange(50, 60);
        pigeons.Solve([]).ShouldBe(SatAnswer.Unsatisfiable);
    }

    [Fact]
    public void The_same_seed_takes_the_same_way()
    {
        var (one, two, other) = (PigeonHoles(8, 7, 5), PigeonHoles(8, 7, 5), PigeonHoles(8, 7, 6));

        foreach (var solver in new[] { one, two, other })
        {
            solver.Solve([]);
        }

        two.Conflicts.ShouldBe(one.Conflicts);
        other.Conflicts.ShouldNotBe(one.Conflicts);
    }

    private static SatSolver PigeonHoles(int pigeons, int holes, long seed = 1)
    {
        var solver = new SatSolver(seed);
        var sits = Enumerable.Range(0, pigeons).Select(_ => Enumerable.Range(0, holes).Select(_ => solver.NewVariable()).ToArray()).ToArray();
        foreach (var pigeon in sits)
        {
            solver.AddClause(pigeon);
        }

        for (var hole = 0; hole < holes; hole++)
        {
            for (var i = 0; i < pigeons; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    solver.AddClause(~sits[i][hole], ~sits[j][hole]);
                }
            }
        }

        return solver;
    }

    private static SatSolver SolverOf(Literal[][] clauses, long seed)
    {
        var solver = new SatSolver(seed);
        for (var v = 0; v < Variables; v++)
        {
            solver.NewVariable();
        }

        foreach (var clause in clauses)
        {
            solver.AddClause(clause);
        }

        return solver;
    }

    private static Literal[][] RandomClauses(int seed, int number)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, number).Select(_ => Enumerable.Range(0, 1 + random.Below(20) switch { 0 => 0, < 5 => 1, < 16 => 2, _ => 3 })
            .Select(_ => new Literal(random.Below(2 * Variables))).ToArray())];
    }

    private static IEnumerable<int> Fulfilling(Literal[][] clauses) => Enumerable.Range(0, 1 << Variables)
        .Where(values => clauses.All(c => c.Any(l => (values >> l.Variable & 1) == 1 != l.IsNegated)));
}
