using System.Text.Json;
using TravelMart.Testing;

namespace TravelMart.Architecture.Tests;

/// <summary>The OpenAPI document, read by a client that knows nothing else.</summary>
public sealed class Description_of_the_api : IAsyncLifetime
{
    private static readonly string[] Writes = ["post", "put", "delete"];
    private TestSystem _system = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        _document = (await _system.As("").Get("/openapi/v1.json")).Expect(200).Json;
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    [Theory]
    [InlineData("/matching/marts/{mart}/meetings", "post", "buyer seller preferredSlots repeat note phrases")]
    [InlineData("/matching/marts/{mart}/meetings/{meeting}/accept", "post", "slot")]
    [InlineData("/matching/marts/{mart}/wishes/{from}/{about}", "put", "strength rank note")]
    [InlineData("/matching/marts/{mart}/results", "post", "acceptUnresolved reason note")]
    public void A_body_is_described_as_the_endpoint_takes_it(string path, string verb, string fields)
    {
        var schema = Operation(path, verb).GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var name = schema.GetProperty("$ref").GetString()!.Split('/')[^1];
        _document.GetProperty("components").GetProperty("schemas").GetProperty(name).GetProperty("properties").EnumerateObject()
            .Select(p => p.Name).ShouldBe(fields.Split(' '));
    }

    [Fact]
    public void Every_operation_says_who_may_call_and_how_a_refusal_looks()
    {
        _document.GetProperty("info").GetProperty("title").GetString().ShouldBe("TravelMart");
        foreach (var (what, operation) in Operations())
        {
            operation.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(what);
            operation.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _).ShouldBeTrue(what);
        }
        Operation("/matching/marts/{mart}/plans", "post").GetProperty("description").GetString().ShouldBe("Callers: organizer.");
        Operation("/matching/marts/{mart}/plans", "post").GetProperty("security")[0].TryGetProperty("token", out _).ShouldBeTrue();
    }

    [Fact]
    public void Every_success_has_a_schema_of_what_is_answered()
    {
        foreach (var (what, operation) in Operations())
        {
            var answers = operation.GetProperty("responses").EnumerateObject().Where(r => r.Name[0] is '2' or '3').ToList();
            answers.ShouldNotBeEmpty(what);
            foreach (var answer in answers.Where(a => a.Name != "204" && a.Name[0] != '3'))
            {
                var content = answer.Value.GetProperty("content").EnumerateObject().ShouldHaveSingleItem(what);
                content.Name.ShouldBeOneOf("application/json", "application/x-ndjson", "text/event-stream", "image/webp");
                content.Value.GetProperty("schema").EnumerateObject().ShouldNotBeEmpty(what);
            }
        }
    }

    [Fact]
    public void Every_write_asks_for_an_idempotency_key_unless_it_changes_no_history()
    {
        var without = Operations().Where(o => Writes.Contains(o.What.Split(' ')[0]) && !Headers(o.Operation).Contains("Idempotency-Key")).Select(o => o.What);
        without.ShouldAllBe(what => what.Contains("tokens") || what.EndsWith("/invitations", StringComparison.Ordinal) || what.Contains("/badges", StringComparison.Ordinal) || what.Contains("/viewer-links", StringComparison.Ordinal) || what.EndsWith("/marts/look", StringComparison.Ordinal) || what.Contains("/recompute") || what.Contains("/parked/"));
        Operations().Where(o => o.What.StartsWith("get ", StringComparison.Ordinal)).ShouldAllBe(o => !Headers(o.Operation).Contains("Idempotency-Key"));
    }

    private JsonElement Operation(string path, string verb) => _document.GetProperty("paths").GetProperty(path).GetProperty(verb);

    private IEnumerable<(string What, JsonElement Operation)> Operations() =>
        from path in _document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static IEnumerable<string?> Headers(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "header").Select(p => p.GetProperty("name").GetString())
            : [];
}
