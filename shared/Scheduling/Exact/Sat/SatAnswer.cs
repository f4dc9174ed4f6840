namespace TravelMart.Scheduling.Exact;

/// <summary>What a search for an assignment came to.</summary>
internal enum SatAnswer
{
    /// <summary>The budget ran out first.</summary>
    Unknown,

    /// <summary>There is an assignment that fulfils every clause and assumption.</summary>
    Satisfiable,

    /// <summary>There is none.</summary>
    Unsatisfiable,
}
