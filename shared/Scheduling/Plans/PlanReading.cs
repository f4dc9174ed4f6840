namespace TravelMart.Scheduling;

/// <summary>What came of reading a plan file: the plan, or everything that is wrong with it.</summary>
/// <param name="Plan">The plan, or null where there are errors.</param>
/// <param name="Errors">All errors at once; empty where there is a plan.</param>
/// <param name="Notes">Fields that the format does not know and that were ignored.</param>
public sealed record PlanReading(Plan? Plan, IReadOnlyList<FileError> Errors, IReadOnlyList<FileError> Notes);
