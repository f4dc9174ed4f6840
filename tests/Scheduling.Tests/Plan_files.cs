using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class Plan_files
{
    private static readonly Plan Whole = new()
    {
        Problem = "whole",
        Seed = 7,
        Status = PlanStatus.Feasible,
        Placed = [new("m1", 4, 2, "I1"), new("m2", 0)],
        Unplaced = [new("m3", "seller S1 is full: no free slot left")],
        Objectives = [new(Objective.Weight, 58, 60), new(Objective.Count, 2, 2), new(Objective.Breaks, 1, null)],
        Certificate = new Certificate
        {
            Participants = new Dictionary<string, Price> { ["S1"] = new(46m), ["B1"] = new([0m, 0.5m, 12m]) },
            Quota = new Dictionary<string, decimal> { ["S1"] = 0.25m },
            Tables = new Price(3m),
        },
        Conflict = new Conflict(["m4"], ["fairness 2"]),
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var reading = PlanFile.Read(PlanFile.Write(Whole));

        reading.Errors.ShouldBeEmpty();
        var plan = reading.Plan.ShouldNotBeNull();
        plan.Placed.ShouldBe(Whole.Placed);
        plan.Unplaced.ShouldBe(Whole.Unplaced);
        plan.Objectives.ShouldBe(Whole.Objectives);
        PlanFile.Write(plan).ShouldBe(PlanFile.Write(Whole));
    }

    [Fact]
    public void A_plan_is_written_with_a_line_for_each_meeting() =>
        Text(PlanFile.Write(Whole)).ShouldContain("\n  {\"meeting\":\"m1\",\"slot\":4,\"table\":2,\"interpreter\":\"I1\"},\n  {\"meeting\":\"m2\",\"slot\":0}");

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var reading = PlanFile.Read("""
            { "format": "travelmart-plan/1", "problem": "p", "status": "fine", "placed": [ { "meeting": "m1" }, { "slot": 1.5 } ],
              "unplaced": [ { "meeting": "m3" } ], "objectives": [ { "name": "speed" }, { "name": "count", "value": 3, "bound": 4, "proven": true } ],
              "certificate": { "prices": { "participants": { "S1": "dear" } } } }
            """);

        reading.Plan.ShouldBeNull();
        reading.Errors.Select(e => e.ToString()).ShouldBe(
            [
                "$.status: must be optimal, feasible, infeasible or unknown",
                "$.placed[0].slot: is missing",
                "$.placed[1].meeting: is missing",
                "$.placed[1].slot: must be a whole number",
                "$.unplaced[0].reason: is missing",
                "$.objectives[0].name: must be minimum, weight, count or breaks",
                "$.objectives[1].proven: must be false where the value is 3 and the bound 4",
                "$.certificate.prices.participants.S1: must be a number",
            ],
            ignoreOrder: true);
    }
}
