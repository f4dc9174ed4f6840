using System.Text.Json;
using System.Text.Json.Nodes;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Contracts.Tests;

public sealed class History_lines
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Golden.Root, "docs", "history.schema.json")))!;

    [Fact]
    public void The_schema_names_every_field_of_a_line_and_no_other() =>
        Schema["properties"]!.AsObject().Select(p => p.Key).ShouldBe(FieldsOf(full: true));

    [Fact]
    public void The_schema_requires_what_is_always_there() =>
        Schema["required"]!.AsArray().Select(n => (string)n!).ShouldBe(FieldsOf(full: false));

    [Fact]
    public void The_page_explains_every_field()
    {
        var page = File.ReadAllText(Path.Combine(Golden.Root, "docs", "history.md"));
        FieldsOf(full: true).Where(f => !page.Contains($"| `{f}` |", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> FieldsOf(bool full)
    {
        var cause = full ? new Cause(Guid.Empty, "organizer", "S07", "c", Guid.Empty, "t") : new Cause(Guid.Empty, "organizer");
        var line = HistoryLine.Of("matching", new(1, "m", "s", 1, Guid.Empty, "t", 1, default, default, cause, "{}"));
        return JsonSerializer.SerializeToNode(line, FactJson.Options)!.AsObject().Select(p => p.Key);
    }
}
