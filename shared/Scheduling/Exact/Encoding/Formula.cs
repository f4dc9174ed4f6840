namespace TravelMart.Scheduling.Exact;

/// <summary>
/// A solver with a little comfort: constants, and clauses that hold only as long as a switch is on. Whatever is added while
/// <see cref="Switch"/> is set can be turned off by assuming the switch's negation, or named in a core by assuming the switch.
/// </summary>
internal sealed class Formula
{
    public Formula(SatSolver solver)
    {
        Solver = solver;
        True = solver.NewVariable(phase: true);
        solver.AddClause(True);
    }

    public SatSolver Solver { get; }

    public Literal True { get; }

    public Literal False => ~True;

    /// <summary>What the clauses added now depend on; null where they always hold.</summary>
    public Literal? Switch { get; set; }

    public Literal New(bool phase = false) => Solver.NewVariable(phase);

    public Literal Constant(bool value) => value ? True : False;

    public void Add(params ReadOnlySpan<Literal> literals)
    {
        if (Switch is { } on)
        {
            Solver.AddClause([.. literals, ~on]);
        }
        else
        {
            Solver.AddClause(literals);
        }
    }

    /// <summary>The first literal holds only if the second does.</summary>
    public void Implies(Literal first, Literal second) => Add(~first, second);

    /// <summary>A literal that is true exactly when one of these is; no new variable where none is needed.</summary>
    public Literal AnyOf(IReadOnlyList<Literal> literals)
    {
        var open = literals.Where(l => l != False).Distinct().ToList();
        if (open.Contains(True))
        {
            return True;
        }

        if (open.Count <= 1)
        {
            return open.Count == 0 ? False : open[0];
        }

        var any = New();
        Define(() =>
        {
            foreach (var literal in open)
            {
                Implies(literal, any);
            }

            Add([~any, .. open]);
        });
        return any;
    }

    /// <summary>A literal that is true exactly when all of these are.</summary>
    public Literal AllOf(params Literal[] literals) => ~AnyOf([.. literals.Select(l => ~l)]);

    /// <summary>Adds clauses that only say what new literals mean; they hold whatever is switched off.</summary>
    public void Define(Action add)
    {
        var on = Switch;
        Switch = null;
        add();
        Switch = on;
    }
}
