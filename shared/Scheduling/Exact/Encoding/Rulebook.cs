namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Decides whether rules are laid down for good, or each under a switch of its own, by which a core of the solver can name it.
/// </summary>
/// <param name="formula">Where the rules' clauses go.</param>
/// <param name="switchable">True: each rule gets a switch.</param>
internal sealed class Rulebook(Formula formula, bool switchable)
{
    private readonly List<(Literal Switch, string Sentence)> rules = [];

    public Formula Formula => formula;

    /// <summary>True where rules may be turned off, so that none may be built on in another's clauses.</summary>
    public bool IsSwitchable => switchable;

    /// <summary>The switches that were made, each with its rule.</summary>
    public IReadOnlyList<(Literal Switch, string Sentence)> Rules => rules;

    /// <summary>Adds clauses under the name of a rule.</summary>
    public void Lay(string sentence, Action add)
    {
        if (!switchable)
        {
            add();
            return;
        }

        var on = formula.New();
        rules.Add((on, sentence));
        formula.Switch = on;
        add();
        formula.Switch = null;
    }
}
