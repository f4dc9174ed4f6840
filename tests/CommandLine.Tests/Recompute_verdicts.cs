using System.Text.Json.Nodes;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests;

public sealed class Recompute_verdicts
{
    [Fact]
    public void All_values_that_differed_are_counted_and_not_those_alone_that_are_listed() =>
        RecomputeVerb.Verdict(Answer(differences: 812)).ShouldBe("812 values differed, and the recomputed ones are in place now");

    [Fact]
    public void Where_the_journal_alone_was_wrong_no_value_is_said_to_differ() =>
        RecomputeVerb.Verdict(Answer(missing: 2, extra: 1)).ShouldBe(
            "2 messages were missing from the journal, and are back; 1 messages in the journal come from no service, and are left out");

    [Fact]
    public void Agreement_is_said_as_such() => RecomputeVerb.Verdict(Answer()).ShouldBe("Live and recomputed agree");

    private static JsonObject Answer(int differences = 0, int missing = 0, int extra = 0) => new()
    {
        ["differenceCount"] = differences,
        ["differences"] = new JsonArray([.. Enumerable.Range(0, Math.Min(differences, 200)).Select(n => new JsonObject { ["path"] = $"/hall/{n}" })]),
        ["journalMissing"] = Ids(missing),
        ["journalExtra"] = Ids(extra),
    };

    private static JsonArray Ids(int count) => new([.. Enumerable.Range(0, count).Select(n => JsonValue.Create($"{n}"))]);
}
