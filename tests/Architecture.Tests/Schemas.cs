using System.Text.Json;

namespace TravelMart.Architecture.Tests;

/// <summary>Holds JSON against the schemas of the OpenAPI document: as much of JSON Schema as the document uses.</summary>
internal sealed class Schemas(JsonElement document)
{
    private readonly JsonElement _named = document.GetProperty("components").GetProperty("schemas");

    /// <summary>Where a value is not what its schema says; null for a value that fits.</summary>
    public string? Misfit(JsonElement value, JsonElement schema, string path = "$")
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Any(c => Misfit(value, c, path) is null) ? null : $"{path} fits none of its choices";
        if (schema.TryGetProperty("enum", out var words))
            return words.EnumerateArray().Any(w => w.ToString() == value.ToString()) ? null : $"{path} is {value}, not one of {words}";
        if (!schema.TryGetProperty("type", out var type)) return null;
        if (!Types(type).Contains(TypeOf(value))) return $"{path} is a {TypeOf(value)}, not {type}";
        return value.ValueKind switch
        {
            JsonValueKind.Object => OfObject(value, schema, path),
            JsonValueKind.Array => value.EnumerateArray().Select((item, i) => Misfit(item, schema.GetProperty("items"), $"{path}[{i}]")).FirstOrDefault(m => m is not null),
            _ => null,
        };
    }

    private string? OfObject(JsonElement value, JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("properties", out var known))
            return schema.TryGetProperty("additionalProperties", out var any)
                ? value.EnumerateObject().Select(m => Misfit(m.Value, any, $"{path}.{m.Name}")).FirstOrDefault(m => m is not null)
                : null;
        if (schema.TryGetProperty("required", out var required)
            && required.EnumerateArray().FirstOrDefault(r => !value.TryGetProperty(r.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
            return $"{path} lacks {missing}";
        return value.EnumerateObject().Select(m => known.TryGetProperty(m.Name, out var member) ? Misfit(m.Value, member, $"{path}.{m.Name}") : $"{path}.{m.Name} is not described")
            .FirstOrDefault(m => m is not null);
    }

    private JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference) ? _named.GetProperty(reference.GetString()!.Split('/')[^1]) : schema;

    private static IEnumerable<string> Types(JsonElement type)
    {
        var said = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];
        return said.SelectMany(t => t == "number" ? new[] { "number", "integer" } : [t]);
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
