namespace TravelMart.Scheduling.Generation;

/// <summary>How large a synthetic mart is and which rules it has. Percentages are chances from 0 to 100.</summary>
public sealed record MartShape
{
    /// <summary>Number of sellers, 1 or more.</summary>
    public required int Sellers { get; init; }

    /// <summary>Number of buyers, 1 or more.</summary>
    public required int Buyers { get; init; }

    /// <summary>Number of slots over all days, 1 or more.</summary>
    public required int Slots { get; init; }

    /// <summary>Days that the slots are divided among, each day one session; 1 to the number of slots.</summary>
    public int Days { get; init; } = 1;

    /// <summary>Sellers that a buyer wishes to meet, on average.</summary>
    public int BuyerWishes { get; init; } = 10;

    /// <summary>Buyers that a seller wishes to meet, on average.</summary>
    public int SellerWishes { get; init; } = 15;

    /// <summary>Tables in each slot; null for no limit.</summary>
    public int? Tables { get; init; }

    /// <summary>Chance that a participant or interpreter is away in a slot; a quarter of the participants also miss half a day.</summary>
    public int Away { get; init; } = 5;

    /// <summary>Greatest capacity of a seller; each has between 1 and this.</summary>
    public int SellerCapacity { get; init; } = 1;

    /// <summary>Most meetings of each buyer in all; null for no bound.</summary>
    public int? BuyerMax { get; init; }

    /// <summary>Meetings that each buyer shall have at least.</summary>
    public int BuyerMin { get; init; }

    /// <summary>Longest run of meetings of each buyer; null for no bound.</summary>
    public int? BuyerRun { get; init; }

    /// <summary>Interpreters; where there are any, sellers speak Korean and some English, buyers English, Russian or Chinese.</summary>
    public int Interpreters { get; init; }

    /// <summary>Chance of a meeting to be obligatory.</summary>
    public int Obligatory { get; init; }

    /// <summary>Chance of a meeting to have to come after another.</summary>
    public int Ordered { get; init; }

    /// <summary>Chance of a meeting to be restricted to one session.</summary>
    public int InSession { get; init; }

    /// <summary>Chance of a meeting to be restricted to one slot.</summary>
    public int Fixed { get; init; }

    /// <summary>The largest allowed difference in breaks; null for any.</summary>
    public int? Fairness { get; init; }

    /// <summary>The objectives, the most important first.</summary>
    public IReadOnlyList<Objective> Objectives { get; init; } = Problem.DefaultObjectives;
}
