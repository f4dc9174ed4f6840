namespace TravelMart.Scheduling;

/// <summary>What came of reading a problem file: the problem, or everything that is wrong with it.</summary>
/// <param name="Problem">The problem, or null where there are errors.</param>
/// <param name="Errors">All errors at once; empty where there is a problem.</param>
/// <param name="Notes">Fields that the format does not know and that were ignored: often a misspelt name.</param>
public sealed record ProblemReading(Problem? Problem, IReadOnlyList<FileError> Errors, IReadOnlyList<FileError> Notes);
