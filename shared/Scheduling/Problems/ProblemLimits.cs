namespace TravelMart.Scheduling;

/// <summary>How large a problem may be. The limits keep a hostile or mistaken file from taking the machine with it.</summary>
public static class ProblemLimits
{
    /// <summary>Most slots.</summary>
    public const int Slots = 2_048;

    /// <summary>Most participants.</summary>
    public const int Participants = 50_000;

    /// <summary>Most candidate meetings.</summary>
    public const int Meetings = 2_000_000;

    /// <summary>Most interpreters.</summary>
    public const int Interpreters = 5_000;

    /// <summary>Most participants (or interpreters) times slots: what an agenda of everybody takes in memory.</summary>
    public const long AgendaCells = 20_000_000;

    /// <summary>Greatest capacity, number of tables, minimum, maximum or fairness.</summary>
    public const int Count = 1_000_000;

    /// <summary>Greatest weight of one meeting, so that the sum over all meetings fits 64 bits.</summary>
    public const long Weight = 1_000_000_000_000;
}
