using System.Numerics;
using System.Text.Json.Nodes;
using TravelMart.Scheduling.Verification;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class The_verifier_notices_tampering
{
    /// <summary>A mart with every rule, and a plan by hand that keeps them all: breaking any one thing must be noticed.</summary>
    private const string Problem = """
        { "format": "travelmart-problem/1", "name": "every rule", "slots": 6, "sessions": [[0, 2], [3, 5]], "dayStarts": [3], "tables": [2, 2, 2, 1, 2, 2],
          "participants": [ { "id": "S1", "side": "seller", "max": 4, "maxConsecutive": 2, "languages": ["ko"] },
                            { "id": "S2", "side": "seller", "capacity": 2, "unavailable": [5], "min": 5 },
                            { "id": "B1", "side": "buyer", "languages": ["ru"] },
                            { "id": "B2", "side": "buyer", "max": 2 },
                            { "id": "B3", "side": "buyer" } ],
          "meetings": [ { "id": "a", "participants": ["S1", "B1"], "weight": 50, "obligatory": true },
                        { "id": "b", "participants": ["S1", "B2"], "weight": 20, "after": ["a"] },
                        { "id": "c", "participants": ["S1", "B3"], "weight": 30, "session": 1 },
                        { "id": "d", "participants": ["S2", "B2"], "weight": 10, "slot": 0 },
                        { "id": "e", "participants": ["S2", "B3"], "weight": 15 },
                        { "id": "f", "participants": ["S2", "B1"], "weight": 12 },
                        { "id": "g", "participants": ["S2", "B2"], "weight": 5 } ],
          "interpreters": [ { "id": "I1", "languages": ["ko", "ru"], "unavailable": [1], "max": 1 }, { "id": "I2", "languages": ["ko", "en"] } ],
          "fairness": 1, "objective": ["weight", "count", "breaks", "minimum"] }
        """;

    private const string Plan = """
        { "format": "travelmart-plan/1", "problem": "every rule", "seed": 1, "status": "feasible",
          "placed": [ { "meeting": "a", "slot": 0, "table": 0, "interpreter": "I1" },
                      { "meeting": "b", "slot": 1, "table": 0 },
                      { "meeting": "c", "slot": 3, "table": 0 },
                      { "meeting": "d", "slot": 0, "table": 1 },
                      { "meeting": "e", "slot": 2, "table": 0 },
                      { "meeting": "f", "slot": 2, "table": 1 } ],
          "unplaced": [ { "meeting": "g", "reason": "B2 has reached its maximum of 2 meetings" } ],
          "objectives": [ { "name": "weight", "value": 137, "bound": 137, "proven": true },
                          { "name": "count", "value": 6, "bound": 7, "proven": false },
                          { "name": "breaks", "value": 2, "bound": null, "proven": false },
                          { "name": "minimum", "value": 2, "bound": 0, "proven": false } ],
          "certificate": { "prices": { "quota": { "B2": 5 } } } }
        """;

    public static TheoryData<string, string> Tamperings => new()
    {
        { "placed/0/meeting=\"z\"", "there is no meeting \"z\"" },
        { "placed/0/slot=6", "meeting a is in no slot of the mart" },
        { "placed/0/slot=\"0\"", "meeting a is in no slot of the mart" },
        { "placed/5/meeting=\"e\"", "meeting e is placed twice" },
        { "placed/0=", "obligatory meeting a is not placed" },
        { "placed/0/slot=1", "interpreter I1 is away in slot 1" },
        { "placed/0/interpreter=null", "meeting a has no interpreter for both sides" },
        { "placed/0/interpreter=\"I2\"", "meeting a has no interpreter for both sides" },
        { "placed/0/interpreter=\"I9\"", "there is no interpreter \"I9\"" },
        { "placed/4/interpreter=\"I1\"", "interpreter I1 has 2 meetings, at most 1 allowed" },
        { "placed/3/interpreter=\"I1\"", "interpreter I1 is double booked in slot 0" },
        { "placed/0/slot=2", "meeting b must come after a" },
        { "placed/1/slot=0", "S1 is double booked in slot 0" },
        { "placed/2/slot=2", "meeting c cannot be held in slot 2" },
        { "placed/3/slot=1", "meeting d cannot be held in slot 1" },
        { "placed/4/slot=5", "meeting e cannot be held in slot 5" },
        { "placed/3/table=0", "table 0 is used twice in slot 0" },
        { "placed/2/table=1", "meeting c is at a table that slot 3 does not have" },
        { "placed/2/table=\"0\"", "meeting c is at a table that slot 3 does not have" },
        { "placed/4/slot=3", "slot 3 has 2 meetings and room for 1" },
        { "problem/participants/0/maxConsecutive=1", "S1 has 2 meetings in a row, at most 1 allowed" },
        { "problem/participants/1/capacity=1", "S2 is double booked in slot 2" },
        { "problem/participants/3/max=1", "B2 has 2 meetings, at most 1 allowed" },
        { "problem/fairness=0", "breaks differ by 1, at most 0 allowed" },
        { "problem/dayStarts=[]", "breaks is stated as 2 and is 3" },
        { "problem/name=\"another\"", "the plan is for the problem \"every rule\"" },
        { "unplaced=[]", "1 meetings are neither placed nor explained" },
        { "unplaced/0/reason=\" \"", "unplaced meeting g has no reason" },
        { "unplaced/0/meeting=\"a\"", "unplaced names \"a\", which is placed" },
        { "unplaced/0/meeting=\"z\"", "unplaced names \"z\", which is no meeting of the problem" },
        { "objectives/0/value=138", "weight is stated as 138 and is 137" },
        { "objectives/1/value=7", "count is stated as 7 and is 6" },
        { "objectives/2/value=0", "breaks is stated as 0 and is 2" },
        { "objectives/3/value=0", "minimum is stated as 0 and is 2" },
        { "objectives/3=", "minimum is stated 0 times" },
        { "objectives/0/bound=136", "the certificate proves only 137, not 136" },
        { "objectives/0/proven=false", "weight: proven does not agree with value and bound" },
        { "objectives/1/proven=true", "count: proven does not agree with value and bound" },
        { "objectives/1/bound=5", "count: the value 6 is better than its own bound 5" },
        { "objectives/2/bound=3", "breaks: the value 2 is better than its own bound 3" },
        { "certificate=null", "the weight bound has no certificate" },
        { "certificate/prices/quota/B2=4", "the certificate proves only 138, not 137" },
        { "certificate/prices/quota/B2=-5", "certificate: a price is negative" },
        { "certificate/prices/quota/B2=\"5\"", "certificate: a price is not a number" },
        { "certificate/prices/quota/S2=0.5", "certificate: there is a quota price for S2, which has no max" },
        { "certificate/prices/quota/Z9=0", "certificate: there is a price for \"Z9\", who is not in the problem" },
        { "certificate/prices/tables=[1, 2]", "certificate: a list of prices must have one for each slot" },
        { "status=\"optimal\"", "the plan is called optimal and not every objective is proven" },
        { "status=\"infeasible\"", "infeasible without a conflict" },
        { "status=\"splendid\"", "there is no status \"splendid\"" },
        { "status=5", "the plan is not in its format" },
        { "placed=7", "the plan is not in its format" },
        { "problem/participants/0/id=null", "the problem is not in its format" },
        { "problem/meetings/0/participants/0=\"Z9\"", "the problem is not in its format" },
    };

    [Fact]
    public void The_untouched_plan_is_in_order()
    {
        var verdict = PlanVerifier.Verify(Problem, Plan);

        verdict.Errors.ShouldBeEmpty();
        verdict.Figures.ShouldBe(new PlanFigures(Minimum: 2, Weight: 137, Count: 6, Breaks: 2, MaxBreaks: 1));
        verdict.CertifiedWeight.ShouldBe(137);
    }

    [Theory]
    [MemberData(nameof(Tamperings))]
    public void Breaking_one_thing_is_noticed(string change, string error)
    {
        var (problem, plan) = (JsonNode.Parse(Problem)!, JsonNode.Parse(Plan)!);
        var (path, value) = (change[..change.IndexOf('=', StringComparison.Ordinal)], change[(change.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        Change(path.StartsWith("problem/", StringComparison.Ordinal) ? problem : plan, path.Replace("problem/", "", StringComparison.Ordinal), value);

        var verdict = PlanVerifier.Verify(problem.ToJsonString(), plan.ToJsonString());

        verdict.Ok.ShouldBeFalse();
        verdict.Errors.ShouldContain(e => e.StartsWith(error, StringComparison.Ordinal), string.Join('\n', verdict.Errors));
    }

    [Fact]
    public void A_conflict_is_named_by_meetings_of_the_problem()
    {
        const string Infeasible = """{ "problem": "every rule", "status": "infeasible", "conflict": { "meetings": ["z"], "rules": ["none"] } }""";

        PlanVerifier.Verify(Problem, Infeasible).Errors.ShouldBe(["the conflict names no meeting of the problem: \"z\""]);
        PlanVerifier.Verify(Problem, Infeasible.Replace("\"z\"", "\"a\"", StringComparison.Ordinal)).Ok.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{ "participants": { "A": 10 } }""", 20)]
    [InlineData("""{ "participants": { "A": [10, 0] } }""", 27)]
    [InlineData("""{ "participants": { "B": 0.9999999999999999999999999999999999 } }""", 17)]
    [InlineData("""{ "participants": { "A": 3e0, "B": [0.5, 5E-1] } }""", 17)]
    [InlineData("""{ "tables": 2.5 }""", 17)]
    [InlineData("""{ "quota": { "A": 7 } }""", 10)]
    [InlineData("{}", 17)]
    public void Prices_prove_the_bound_of_weak_duality(string prices, int bound)
    {
        const string Triangle = """
            { "format": "travelmart-problem/1", "slots": 2, "tables": 1,
              "participants": [ { "id": "A", "max": 1 }, { "id": "B" }, { "id": "C" } ],
              "meetings": [ { "id": "ab", "participants": ["A", "B"], "weight": 10 }, { "id": "ac", "participants": ["A", "C"], "weight": 7 } ] }
            """;
        var plan = $$"""{ "status": "feasible", "certificate": { "prices": {{prices}} } }""";

        PlanVerifier.Verify(Triangle, plan).CertifiedWeight.ShouldBe(new BigInteger(bound));
    }

    private static void Change(JsonNode root, string path, string value)
    {
        var steps = path.Split('/');
        var owner = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        var changed = value.Length == 0 ? null : JsonNode.Parse(value);
        switch (owner)
        {
            case JsonArray list when value.Length == 0:
                list.RemoveAt(int.Parse(steps[^1]));
                break;
            case JsonArray list:
                list[int.Parse(steps[^1])] = changed;
                break;
            default:
                owner[steps[^1]] = changed;
                break;
        }
    }
}
