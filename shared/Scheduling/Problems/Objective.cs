namespace TravelMart.Scheduling;

/// <summary>What makes one plan better than another.</summary>
public enum Objective
{
    /// <summary>Least total shortfall below the participants' <see cref="Participant.Min"/>.</summary>
    Minimum,

    /// <summary>Greatest total weight of the placed meetings.</summary>
    Weight,

    /// <summary>Most placed meetings.</summary>
    Count,

    /// <summary>Fewest breaks: groups of idle slots between two meetings of one participant on one day.</summary>
    Breaks,
}

/// <summary>How objectives are called in files.</summary>
public static class ObjectiveNames
{
    /// <summary>The objective's name in problem and plan files, such as <c>weight</c>.</summary>
    public static string ToName(this Objective objective) => objective switch
    {
        Objective.Minimum => "minimum",
        Objective.Weight => "weight",
        Objective.Count => "count",
        Objective.Breaks => "breaks",
        _ => throw new ArgumentOutOfRangeException(nameof(objective), objective, "There is no such objective."),
    };

    /// <summary>The objective of that name, or null where there is none.</summary>
    public static Objective? Parse(string name) => name switch
    {
        "minimum" => Objective.Minimum,
        "weight" => Objective.Weight,
        "count" => Objective.Count,
        "breaks" => Objective.Breaks,
        _ => null,
    };

    /// <summary>True where a greater value is better; false for shortfall and breaks.</summary>
    public static bool MoreIsBetter(this Objective objective) => objective is Objective.Weight or Objective.Count;
}
