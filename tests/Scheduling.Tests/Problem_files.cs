using System.Text;
using static TravelMart.Scheduling.Tests.Given;

namespace TravelMart.Scheduling.Tests;

public sealed class Problem_files
{
    private const string Whole = """
        { "format": "travelmart-problem/1", "name": "whole", "slots": 4, "sessions": [[0, 1], [2, 3]], "dayStarts": [2],
          "tables": 3,
          "participants": [ { "id": "S1", "side": "seller", "unavailable": [3], "capacity": 2, "min": 1, "max": 4, "languages": ["ko"] },
                            { "id": "B1", "side": "buyer", "maxConsecutive": 2, "languages": ["ru"] },
                            { "id": "X", "side": null } ],
          "meetings": [ { "id": "m1", "participants": ["S1", "B1"], "weight": 58, "obligatory": true, "session": 0, "slot": 1 },
                        { "id": "m2", "participants": ["X", "B1"], "after": ["m1"] } ],
          "interpreters": [ { "id": "I1", "languages": ["ko", "ru"], "unavailable": [0], "max": 10 } ],
          "fairness": 2, "objective": ["breaks", "minimum"] }
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var problem = ProblemFile.Read(Whole).Problem.ShouldNotBeNull();

        problem.Sessions.ShouldBe([new(0, 1), new(2, 3)]);
        problem.DayStarts.ShouldBe([2]);
        problem.Tables.ShouldBe([3, 3, 3, 3]);
        problem.Fairness.ShouldBe(2);
        problem.Objectives.ShouldBe([Objective.Breaks, Objective.Minimum]);
        var seller = problem.Participants[0];
        (seller.Id, seller.Side, seller.Capacity, seller.Min, seller.Max).ShouldBe(("S1", Side.Seller, 2, 1, 4));
        seller.Unavailable.ShouldBe([3]);
        problem.Participants[1].MaxConsecutive.ShouldBe(2);
        problem.Participants[2].Side.ShouldBeNull();
        var first = problem.Meetings[0];
        (first.First, first.Second, first.Weight, first.Obligatory, first.Session, first.Slot).ShouldBe(("S1", "B1", 58L, true, 0, 1));
        problem.Meetings[1].After.ShouldBe(["m1"]);
        problem.Interpreters.Single().Languages.ShouldBe(["ko", "ru"]);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var problem = ProblemFile.Read("""
            { "format": "travelmart-problem/1", "slots": 2, "participants": [ { "id": "A" }, { "id": "B", "max": null } ],
              "meetings": [ { "id": "m", "participants": ["A", "B"] } ] }
            """).Problem.ShouldNotBeNull();

        problem.Tables.ShouldBeNull();
        problem.Fairness.ShouldBeNull();
        problem.Objectives.ShouldBe(Problem.DefaultObjectives);
        (problem.Participants[1].Capacity, problem.Participants[1].Min, problem.Participants[1].Max).ShouldBe((1, 0, null));
        (problem.Meetings[0].Weight, problem.Meetings[0].Obligatory).ShouldBe((0, false));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var once = ProblemFile.Write(ProblemFile.Read(Whole).Problem!);

        ProblemFile.Write(ProblemFile.Read(once).Problem!).ShouldBe(once);
        Text(once).ShouldContain("{\"id\":\"m1\",\"participants\":[\"S1\",\"B1\"],\"weight\":58,\"obligatory\":true,\"session\":0,\"slot\":1}");
    }

    [Fact]
    public void All_errors_are_reported_at_once()
    {
        var errors = ErrorsOf("""
            { "format": "travelmart-problem/1", "slots": 4, "sessions": [[0, 9], [3, 1], [1]], "dayStarts": [4], "tables": [1, -1],
              "participants": [ { "id": "A", "capacity": -1, "unavailable": [7, "x"] }, { "id": "A", "side": "left", "min": 3, "max": 2 },
                                { "id": "", "maxConsecutive": 0 }, 5, { "side": "buyer" } ],
              "meetings": [ { "id": "m1", "participants": ["A", "B99"], "weight": 1.5, "session": 3, "slot": -1, "after": ["m1", "m8"] },
                            { "id": "m1", "participants": ["A", "A"], "obligatory": "yes", "weight": -3 },
                            { "id": "m3", "participants": ["A"] } ],
              "interpreters": [ { "id": "I", "max": -2, "languages": [""] } ],
              "fairness": -1, "objective": ["weight", "speed", "weight"] }
            """);

        errors.Order(StringComparer.Ordinal).ShouldBe(new[]
        {
            "$.sessions[0][1]: there is no slot 9; slots are 0 to 3",
            "$.sessions[1]: ends in slot 1, before its first slot 3",
            "$.sessions[2]: must be a list of two slots, the first and the last",
            "$.dayStarts[0]: there is no slot 4; slots are 0 to 3",
            "$.tables: has 2 numbers for 4 slots",
            "$.tables[1]: -1 is not within 0 to 1000000",
            "$.participants[0].capacity: -1 is not within 0 to 1000000",
            "$.participants[0].unavailable[0]: there is no slot 7; slots are 0 to 3",
            "$.participants[0].unavailable[1]: must be a whole number",
            "$.participants[1].id: there is already a participant \"A\"",
            "$.participants[1].side: must be buyer, seller or null",
            "$.participants[1].min: 3 is more than the max of 2",
            "$.participants[2].id: must not be empty",
            "$.participants[2].maxConsecutive: 0 is not within 1 to 1000000",
            "$.participants[3]: must be an object",
            "$.participants[4].id: is missing",
            "$.meetings[0].participants[1]: no participant \"B99\"",
            "$.meetings[0].weight: must be a whole number",
            "$.meetings[0].session: there is no session 3; there are 3, counted from 0",
            "$.meetings[0].slot: there is no slot -1; slots are 0 to 3",
            "$.meetings[0].after[0]: names the meeting itself",
            "$.meetings[0].after[1]: no meeting \"m8\"",
            "$.meetings[1].id: there is already a meeting \"m1\"",
            "$.meetings[1].participants: names \"A\" twice",
            "$.meetings[1].obligatory: must be true or false",
            "$.meetings[1].weight: -3 is not within 0 to 1000000000000",
            "$.meetings[2].participants: must name two participants",
            "$.interpreters[0].max: -2 is not within 0 to 1000000",
            "$.interpreters[0].languages[0]: must not be empty",
            "$.fairness: -1 is not within 0 to 1000000",
            "$.objective[1]: must be minimum, weight, count or breaks",
            "$.objective[2]: names weight twice",
        }.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "$: is not JSON: line 1, byte 1")]
    [InlineData("{ \"format\":\n oops }", "$: is not JSON: line 2, byte 2")]
    [InlineData("[]", "$: must be an object")]
    [InlineData("""{ "format": "other/2", "slots": 1, "participants": [], "meetings": [] }""",
        "$.format: is \"other/2\"; only \"travelmart-problem/1\" can be read")]
    [InlineData("""{ "slots": 1, "participants": [], "meetings": [] }""", "$.format: is missing")]
    [InlineData("""{ "format": "travelmart-problem/1", "participants": [], "meetings": [] }""", "$.slots: is missing")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": "3", "participants": [], "meetings": [] }""", "$.slots: must be a whole number")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": 2000000000, "participants": [], "meetings": [] }""",
        "$.slots: 2000000000 is not within 1 to 2048")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": 99999999999, "participants": [], "meetings": [] }""",
        "$.slots: 99999999999 is out of range")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": 1, "participants": {}, "meetings": [] }""", "$.participants: must be a list")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": 1, "slots": 2, "participants": [], "meetings": [] }""", "$.slots: is given twice")]
    [InlineData("""{ "format": "travelmart-problem/1", "slots": 1, "participants": [ { "id": "\ud800" } ], "meetings": [] }""",
        "$.participants[0].id: holds characters that are not valid Unicode")]
    public void A_malformed_file_is_one_plain_line(string json, string error) => ErrorsOf(json)[0].ShouldBe(error);

    [Fact]
    public void A_misspelt_field_is_noted()
    {
        var reading = ProblemFile.Read("""{ "format": "travelmart-problem/1", "slots": 1, "participants": [], "meetings": [], "tabels": 3 }""");

        reading.Problem.ShouldNotBeNull();
        reading.Notes.Single().ToString().ShouldBe("$.tabels: is not a field of this format and was ignored");
    }

    [Fact]
    public void A_byte_order_mark_is_no_error()
    {
        using var stream = new MemoryStream([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Whole)]);

        ProblemFile.Read(stream).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Names_in_any_script_stay_readable() =>
        Text(ProblemFile.Write(Mart(1, [Seller("서울의료관광")]))).ShouldContain("서울의료관광");

    private static string[] ErrorsOf(string json)
    {
        var reading = ProblemFile.Read(json);
        reading.Problem.ShouldBeNull();
        return [.. reading.Errors.Select(e => e.ToString())];
    }
}
