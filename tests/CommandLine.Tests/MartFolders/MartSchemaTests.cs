using System.Text.Json;
using System.Text.RegularExpressions;
using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

public sealed class MartSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(SampleFolders.Samples().ShouldNotBeNull(), "mart.schema.json"))).RootElement;

    [Fact]
    public void The_schema_and_the_reader_agree_on_fields_required_ones_choices_and_bounds() => Agree(MartShape.File, Schema, "mart.json");

    [Theory]
    [InlineData("language", "ko kk zh-Hant", "KO korean k")]
    [InlineData("country", "KZ KR", "kz KAZ")]
    [InlineData("currency", "USD KZT", "usd US")]
    [InlineData("date", "2023-07-13", "13.07.2023 2023-7-13")]
    [InlineData("time", "09:30 9:30", "0930 9h30")]
    [InlineData("moment", "2023-07-13T09:30", "2023-07-13 09:30")]
    [InlineData("id", "almaty-2023 S01", "a_b a/b")]
    public void The_schemas_patterns_and_the_reader_take_and_refuse_the_same_texts(string definition, string good, string bad)
    {
        var pattern = new Regex(Resolve(Parse($"{{\"$ref\":\"#/$defs/{definition}\"}}")).GetProperty("pattern").GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1));
        var shape = definition switch
        {
            "language" => TextShape.Language,
            "country" => TextShape.Country,
            "currency" => TextShape.Currency,
            "date" => TextShape.Date,
            "time" => TextShape.Time,
            "moment" => TextShape.Moment,
            _ => TextShape.Id,
        };

        good.Split(' ').ShouldAllBe(text => pattern.IsMatch(text) && shape.Fault(text) == null);
        bad.Split(' ').ShouldAllBe(text => !pattern.IsMatch(text) && shape.Fault(text) != null);
    }

    private static void Agree(Shape shape, JsonElement schema, string path)
    {
        schema = Resolve(schema);
        switch (shape)
        {
            case ObjectShape expected:
                Type(schema, "object", path);
                schema.GetProperty("additionalProperties").ValueKind.ShouldBe(JsonValueKind.False, path);
                schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).ShouldBe(expected.Fields.Select(f => f.Name), path);
                schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!)
                    .ShouldBe(expected.Fields.Where(f => f.Required).Select(f => f.Name), path);
                foreach (var field in expected.Fields)
                {
                    Agree(field.Shape, schema.GetProperty("properties").GetProperty(field.Name), $"{path}.{field.Name}");
                }

                break;
            case ListShape expected:
                Type(schema, "array", path);
                (schema.TryGetProperty("minItems", out var least) ? least.GetInt32() : 0).ShouldBe(expected.Least, path);
                Agree(expected.Item, schema.GetProperty("items"), $"{path}[]");
                break;
            case ChoiceShape expected:
                schema.GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).ShouldBe(expected.Choices, path);
                break;
            case NumberShape expected:
                Type(schema, "integer", path);
                (schema.GetProperty("minimum").GetInt32(), schema.GetProperty("maximum").GetInt32()).ShouldBe((expected.From, expected.To), path);
                break;
            case RateShape:
                Type(schema, "number", path);
                break;
            case SwitchShape:
                Type(schema, "boolean", path);
                break;
            case TextsShape:
                schema.GetProperty("propertyNames").GetRawText().ShouldContain("language", Case.Sensitive, path);
                break;
            default:
                Type(schema, "string", path);
                break;
        }
    }

    private static void Type(JsonElement schema, string type, string path) => schema.GetProperty("type").GetString().ShouldBe(type, path);

    private static JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var target)
        ? Schema.GetProperty("$defs").GetProperty(target.GetString()!.Split('/')[^1])
        : schema;

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
