using System.Text;
using TravelMart.Scheduling.Verification;

namespace TravelMart.Scheduling.Tests;

/// <summary>Short words for building small problems and trying them out.</summary>
internal static class Given
{
    public static Problem Mart(int slots, Participant[] who, params CandidateMeeting[] meetings) =>
        new() { Name = "test", Slots = slots, Participants = who, Meetings = meetings };

    public static Participant Seller(string id = "S1") => new() { Id = id, Side = Side.Seller };

    public static Participant Buyer(string id) => new() { Id = id, Side = Side.Buyer };

    public static Participant[] Buyers(int number) => [.. Enumerable.Range(1, number).Select(i => Buyer($"B{i}"))];

    public static CandidateMeeting Meeting(string first, string second, long weight = 10) =>
        new() { Id = $"{first}-{second}", First = first, Second = second, Weight = weight };

    public static Plan Planned(Problem problem, long seed = 1)
    {
        var plan = new BaselineScheduler().Schedule(problem, new SearchBudget(seed));
        Verify(problem, plan).Errors.ShouldBeEmpty();
        return plan;
    }

    public static Verdict Verify(Problem problem, Plan plan) => PlanVerifier.Verify(ProblemFile.Write(problem), PlanFile.Write(plan));

    public static int? SlotOf(this Plan plan, string meeting) => plan.Placed.SingleOrDefault(p => p.Meeting == meeting)?.Slot;

    public static string ReasonOf(this Plan plan, string meeting) => plan.Unplaced.Single(u => u.Meeting == meeting).Reason;

    public static long ValueOf(this Plan plan, Objective objective) => plan.Objectives.Single(o => o.Objective == objective).Value;

    public static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
